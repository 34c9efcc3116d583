// The page of parameters: their numbers, the model in words, and the lecture's page.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

#include "snapshot/snapshot.h"

G_BEGIN_DECLS

#define DH_TYPE_PARAMETERS_PAGE (dh_parameters_page_get_type ())
G_DECLARE_FINAL_TYPE (DhParametersPage, dh_parameters_page, DH, PARAMETERS_PAGE, AdwBin)

/* Shows @snapshot; does nothing while the run trains and the page is hidden. Of a run with the
 * settings of the lecture's page, the page's printed numbers stand beside the run's. */
void dh_parameters_page_show (DhParametersPage *self, const DhSnapshot *snapshot);

G_END_DECLS
