// The page of mistakes: what the network misreads in the test set.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

#define DH_TYPE_MISTAKES_PAGE (dh_mistakes_page_get_type ())
G_DECLARE_FINAL_TYPE (DhMistakesPage, dh_mistakes_page, DH, MISTAKES_PAGE, DhPage)

G_END_DECLS
