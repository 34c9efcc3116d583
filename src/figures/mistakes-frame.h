// What the figures of mistakes share: when there is nothing to show, and their title row.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"

G_BEGIN_DECLS

/* Why there is nothing to show of @run, which may be NULL, and what to do; NULL where there is. */
const char *dh_mistakes_get_obstacle (const DhSnapshot *run);

/* The title, then the first of the NULL-terminated captions that fits before @end; returns where
 * the text ends. */
double dh_mistakes_draw_header (const DhFrame *frame,
                                DhText *text,
                                const char *title,
                                const char *const *captions,
                                double end);

G_END_DECLS
