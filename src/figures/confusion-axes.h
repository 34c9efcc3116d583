// Round the confusion matrix: the names of its classes, its captions, the accuracy of each class.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/confusion-layout.h"

G_BEGIN_DECLS

/* Draws what stands round the cells of @layout, which has a reading. */
void dh_confusion_axes_draw (const DhConfusionLayout *layout, DhText *text);

G_END_DECLS
