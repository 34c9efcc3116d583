// The page of digits: some images of the subset with the value of every pixel.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

#define DH_TYPE_DIGITS_PAGE (dh_digits_page_get_type ())
G_DECLARE_FINAL_TYPE (DhDigitsPage, dh_digits_page, DH, DIGITS_PAGE, DhPage)

G_END_DECLS
