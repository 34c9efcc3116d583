// What there is to say of one image: its pixels, and what the network makes of it.
// SPDX-License-Identifier: MIT
#pragma once

#include "snapshot/snapshot.h"

G_BEGIN_DECLS

/* All strings are for people, translated, and freed with g_free(). */

/* "99.7 %" */
char *dh_sample_words_make_percent (double share);

/* "Row 11, column 15: 36 of 255", or "…: 0.03 standardised" */
char *dh_sample_words_make_pixel (
    const DhSnapshot *run, const DhSample *sample, guint row, guint column, gboolean standardised);

/* The same with both values: "Row 11, column 15: raw 36 of 255, standardised 0.03" */
char *dh_sample_words_make_exact_pixel (const DhSnapshot *run,
                                        const DhSample *sample,
                                        guint row,
                                        guint column);

/* "Reads 7, 99.7 % sure", and "Reads 7"; NULL where nothing is known. */
char *dh_sample_words_make_prediction (const DhSnapshot *run, const DhSample *sample);
char *dh_sample_words_make_short_prediction (const DhSnapshot *run, const DhSample *sample);

/* "Right", "Wrong", or NULL; static. */
const char *dh_sample_words_get_verdict (const DhSnapshot *run, const DhSample *sample);

G_END_DECLS
