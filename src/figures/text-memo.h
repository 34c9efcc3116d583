// Words that were laid out before.
// SPDX-License-Identifier: MIT
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* A figure is drawn many times a second, and most of its words are those of the last time: finding
 * their glyphs anew takes longer than drawing them. Every thread remembers some hundred. What is
 * drawn does not depend on it. */

/* The layout of @key, or NULL; borrowed, holds until the next call. */
PangoLayout *dh_text_memo_find (const char *key);

/* Takes over @layout; it must not be changed any more. */
void dh_text_memo_add (const char *key, PangoLayout *layout);

G_END_DECLS
