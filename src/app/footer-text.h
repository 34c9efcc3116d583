// What the window's last line says.
// SPDX-License-Identifier: MIT
#pragma once

#include "snapshot/snapshot.h"
#include "training/settings.h"

G_BEGIN_DECLS

/* Where the run is: step and epoch, of how many where it has an end, the learning rate of the next
 * step where a schedule changes it, steps a second where they are known and there is no end. Free
 * with g_free(). */
char *dh_footer_text_make_progress (const DhSnapshot *snapshot, const DhSettings *settings);

/* "2 s left", until a run that trains ends by itself; NULL where it does not, or nobody knows. Free
 * with g_free(). */
char *dh_footer_text_make_time_left (const DhSnapshot *snapshot);

/* The data set and the size of the network; "" before there are any. Free with g_free(). */
char *dh_footer_text_make_facts (const DhSnapshot *snapshot);

/* The same in fewer words. */
char *dh_footer_text_make_short_facts (const DhSnapshot *snapshot);

/* Steps a second, or a dash where they are not known. Free with g_free(). */
char *dh_footer_text_make_speed (const DhSnapshot *snapshot);

G_END_DECLS
