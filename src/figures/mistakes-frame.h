// What the figures of mistakes share: when there is nothing to show, and their title row.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"

G_BEGIN_DECLS

/* Why there is nothing to show of @run, which may be NULL, and what to do; NULL where there is. */
const char *dh_mistakes_get_obstacle (const DhSnapshot *run);

/* "97.5", "<0.1" and ">99.9" for shares that are not quite 0 or 1. Free with g_free(). */
char *dh_mistakes_format_percent (double share);

/* The title, then the first of the NULL-terminated captions that fits before @end; returns where
 * the text ends. */
double dh_mistakes_draw_header (const DhFrame *frame,
                                DhText *text,
                                const char *title,
                                const char *const *captions,
                                double end);

G_END_DECLS
