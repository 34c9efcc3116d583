// The page of digits: images with the value of every pixel, and what the network makes of them.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

#define DH_TYPE_DIGITS_PAGE (dh_digits_page_get_type ())
G_DECLARE_FINAL_TYPE (DhDigitsPage, dh_digits_page, DH, DIGITS_PAGE, DhPage)

/* Shows "all" of some digits of the subset, the first, second or third of them large ("1" … "3"),
 * or the image that is looked at closely ("sample"); FALSE where @digit is none of these. */
gboolean dh_digits_page_show_digit (DhDigitsPage *self, const char *digit);

G_END_DECLS
