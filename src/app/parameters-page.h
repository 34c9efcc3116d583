// The page of parameters: their numbers, the model in words, and the lecture's page.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

#define DH_TYPE_PARAMETERS_PAGE (dh_parameters_page_get_type ())
G_DECLARE_FINAL_TYPE (DhParametersPage, dh_parameters_page, DH, PARAMETERS_PAGE, DhPage)

G_END_DECLS
