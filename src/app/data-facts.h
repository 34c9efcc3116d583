// A data set in words: what the page of the data says about it.
// SPDX-License-Identifier: MIT
#pragma once

#include "snapshot/snapshot.h"

G_BEGIN_DECLS

/* Of a snapshot with or without data; NULL where there is nothing to say. Free with g_free(). */

/* "From /home/ada/mnist", or that the program draws the set itself. */
char *dh_data_facts_make_origin (const DhSnapshot *snapshot);

/* "500 drawn from 60 000 training images, 496 of them different" */
char *dh_data_facts_make_counts (const DhSnapshot *snapshot);

/* "10 000 test images" */
char *dh_data_facts_make_test_counts (const DhSnapshot *snapshot);

/* "28 × 28 pixels, 10 classes" */
char *dh_data_facts_make_shape (const DhSnapshot *snapshot);

/* The mean and the deviation that pixels are standardised with. */
char *dh_data_facts_make_numbers (const DhSnapshot *snapshot);

/* "The 500 images to learn from" */
char *dh_data_facts_make_grid_title (const DhSnapshot *snapshot);

/* The name of the class of the @i-th image of the subset, and the image in words; @snapshot has a
 * gallery. Never NULL. */
char *dh_data_facts_get_label (const DhSnapshot *snapshot, guint i);
char *dh_data_facts_describe_image (const DhSnapshot *snapshot, guint i);

G_END_DECLS
