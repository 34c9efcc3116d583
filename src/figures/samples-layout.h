// Which images are shown with their pixels, and where.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"
#include "figures/grid.h"
#include "figures/pixel-value.h"

G_BEGIN_DECLS

#define DH_SAMPLES_MAX 3

/* Height of the words below a bare image, where there is room for them. */
#define DH_SAMPLES_CAPTION 28.0

typedef struct
{
  DhFrame frame;
  const DhSnapshot *run;
  const DhSample *samples; /* the first one shown */
  guint first;             /* its number */
  guint n;                 /* how many, ≤ DH_SAMPLES_MAX; 0: nothing to draw */
  DhGrid grid;             /* one cell an image */
  double foot;             /* height below each image for what the network makes of it, or 0 */
  double caption;          /* height below a bare image for the words of the loupe, or 0 */
  DhPixelFormat room;      /* the values that there is room for */
  DhPixelFormat format;    /* the values that are shown */
} DhSamplesLayout;

/* Of the samples of the run. */
void dh_samples_layout_init (DhSamplesLayout *self,
                             const DhFigureModel *model,
                             double width,
                             double height);

/* Of the image of the run that is looked at closely. */
void dh_samples_layout_init_shown (DhSamplesLayout *self,
                                   const DhFigureModel *model,
                                   double width,
                                   double height);

/* The pixel at a point; not on where there is none. */
DhLoupe dh_samples_layout_find (const DhSamplesLayout *self, double x, double y);

/* The same as a figure's pick function gives it. */
DhPick dh_samples_layout_pick (const DhSamplesLayout *self, double x, double y);

/* Whether @loupe is on a pixel of an image that is shown, however small. */
gboolean dh_samples_layout_has_pixel (const DhSamplesLayout *self, const DhLoupe *loupe);

/* The sample that the pixel is of, and the pixel's place; only of pixels that are shown. */
const DhSample *dh_samples_layout_get_sample (const DhSamplesLayout *self, const DhLoupe *loupe);
DhRect dh_samples_layout_get_pixel (const DhSamplesLayout *self, const DhLoupe *loupe);

G_END_DECLS
