// The page of training: the numbers of the moment, the loss and the weights.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

#define DH_TYPE_TRAINING_PAGE (dh_training_page_get_type ())
G_DECLARE_FINAL_TYPE (DhTrainingPage, dh_training_page, DH, TRAINING_PAGE, DhPage)

G_END_DECLS
