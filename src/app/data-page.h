// The page of the data set: what it is, how its classes are spread, and every image of the subset.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

#define DH_TYPE_DATA_PAGE (dh_data_page_get_type ())
G_DECLARE_FINAL_TYPE (DhDataPage, dh_data_page, DH, DATA_PAGE, DhPage)

/* Shows the image @number of the subset, from 1, large and with its numbers; 0 goes back to all.
 * Nothing where there is no such image. */
void dh_data_page_show_image (DhDataPage *self, guint64 number);

G_END_DECLS
