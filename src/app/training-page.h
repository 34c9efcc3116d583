// The page of training: the numbers of the moment, the loss and the weights.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

#define DH_TYPE_TRAINING_PAGE (dh_training_page_get_type ())
G_DECLARE_FINAL_TYPE (DhTrainingPage, dh_training_page, DH, TRAINING_PAGE, DhPage)

/* Adds to @map the actions of what is on the page; see weights-actions.h. */
void dh_training_page_add_actions (DhTrainingPage *self, GActionMap *map);

G_END_DECLS
