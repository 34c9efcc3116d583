// The download of a data set as the window sees it: offered, under way, failed or done.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib-object.h>

#include "dataset/fetch.h"

G_BEGIN_DECLS

#define DH_TYPE_DATA_FETCH (dh_data_fetch_get_type ())
G_DECLARE_FINAL_TYPE (DhDataFetch, dh_data_fetch, DH, DATA_FETCH, GObject)

/* Signals: "changed", when any of this is another; "done", when a download has come to its end and
 * the set is here. The application does not end while one is being cancelled. */
typedef enum
{
  DH_DATA_FETCH_IDLE,
  DH_DATA_FETCH_OFFERED,
  DH_DATA_FETCH_RUNNING,
  DH_DATA_FETCH_FAILED,
  DH_DATA_FETCH_DONE /* until it is dismissed */
} DhDataFetchState;

DhDataFetch *dh_data_fetch_new (void);

/* Offers to download @set, unless another download is under way. */
void dh_data_fetch_offer (DhDataFetch *self, const DhPublished *set);

/* Downloads @set, unless another download is under way. */
void dh_data_fetch_start (DhDataFetch *self, const DhPublished *set);

/* Cancels what is under way, and back to idle. */
void dh_data_fetch_dismiss (DhDataFetch *self);

DhDataFetchState   dh_data_fetch_get_state (DhDataFetch *self);
const DhPublished *dh_data_fetch_get_set (DhDataFetch *self); /* NULL before the first */

/* "idle", "offered", "downloading", "failed", "done". */
const char *dh_data_fetch_get_state_name (DhDataFetch *self);

/* While it runs; the host is NULL before the first answer. */
const DhFetchProgress *dh_data_fetch_get_progress (DhDataFetch *self);

/* Why it failed, or NULL. */
const char *dh_data_fetch_get_message (DhDataFetch *self);

G_END_DECLS
