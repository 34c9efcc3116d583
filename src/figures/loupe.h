// The loupe: a pixel and its neighbours, large enough to read their values.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/color-map.h"
#include "figures/samples-layout.h"

G_BEGIN_DECLS

#define DH_LOUPE_SIDE 5 /* pixels across and down */

/* Rings the pixel of @loupe, and where its value cannot be read there, shows it and its neighbours
 * enlarged in the corner of the image that is out of its way. Nothing where it is on no pixel. */
void dh_loupe_draw (const DhLoupe *self,
                    const DhSamplesLayout *layout,
                    DhText *text,
                    const DhColorMap *colors,
                    gboolean standardised);

G_END_DECLS
