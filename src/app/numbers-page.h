// The page of numbers: what a run has measured, and how its values are spread.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

#define DH_TYPE_NUMBERS_PAGE (dh_numbers_page_get_type ())
G_DECLARE_FINAL_TYPE (DhNumbersPage, dh_numbers_page, DH, NUMBERS_PAGE, DhPage)

G_END_DECLS
