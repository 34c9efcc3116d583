// A digit's ink as a form scanner sees it: dots, black or white; and how MNIST is made of them.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/trace.h"

G_BEGIN_DECLS

/* Dots each way. */
#define DH_SCAN_SIDE 64u

/* A sheet of black and white dots; bit x of row y is the dot at (x, y). All that is done to one is
 * done in whole numbers. */
typedef struct
{
  guint64 rows[DH_SCAN_SIDE];
} DhScan;

/* A white sheet. */
void dh_scan_clear (DhScan *self);

/* Blackens every dot whose centre the pen's line covers. Positions and radii of @trace count in
 * dots and are first rounded to 256ths of one; what is off the sheet is left out. */
void dh_scan_draw (DhScan *self, const DhTrace *trace);

/* Fills @pixels, [28, 28], as MNIST's were made from NIST's scans: the ink reduced, by the share of
 * black in each pixel, so that its longer side is 20 pixels, then moved by whole pixels until its
 * centre of mass is within half a pixel of column 14, row 14, or ink would leave the image. Black
 * all over is 249 … 255, because shares are rounded down on the way, as they were there. */
void dh_scan_reduce (const DhScan *self, guint8 *pixels);

G_END_DECLS
