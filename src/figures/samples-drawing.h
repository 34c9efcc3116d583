// Images with the values of their pixels and what the network makes of them, in two layers.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/samples-layout.h"

G_BEGIN_DECLS

/* What a step does not change: the images, their values and labels, and the title row. */
void dh_samples_drawing_still (const DhSamplesLayout *layout,
                               cairo_t *cr,
                               const DhFigureModel *model,
                               const char *title);

/* The rest, over it: predictions, and the loupe with its words. @title is not drawn, but has its
 * room. */
void dh_samples_drawing_live (const DhSamplesLayout *layout,
                              cairo_t *cr,
                              const DhFigureModel *model,
                              const char *title);

G_END_DECLS
