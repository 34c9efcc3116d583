// The download of data sets as window actions.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "app/data-fetch.h"
#include "training/session.h"

G_BEGIN_DECLS

/* Adds to @map: fetch(s) the name of a data set to download; cancel-fetch, which also puts away an
 * offer, a failure or a result; use-fetched, which loads what was downloaded; fetch-status,
 * read-only: a{sv} of name s, state s (idle, offered, downloading, failed, done), received t and
 * total t in bytes, message s.
 * What was downloaded is loaded by itself, by activating "data"(s), unless a run is under way: that
 * is not to be lost. A name that is none is told by activating "tell"(s), and
 * that another download has to end first.
 * Returns the download, owned by @map. */
DhDataFetch *dh_data_actions_install (GActionMap *map, DhSession *session);

G_END_DECLS
