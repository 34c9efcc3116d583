// Numbers to colours: weights round zero, ink on paper.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/theme.h"

G_BEGIN_DECLS

#define DH_COLOR_MAP_SIZE 513

/* A plain value; colours are 0x00RRGGBB, as a Cairo RGB24 surface holds them. */
typedef struct
{
  guint32 colors[DH_COLOR_MAP_SIZE]; /* of −1 … 0 … 1, or of 0 … 1 */
  guint32 unknown;                   /* of what is not a number */
} DhColorMap;

/* Negative – background – positive, evenly spaced for the eye on either side of zero:
 * straight lines in Oklab (Björn Ottosson, 2020). */
void dh_color_map_init_diverging (DhColorMap *self, const DhTheme *theme);

/* Paper (0) to ink (1): dark on light or light on dark as the theme is. */
void dh_color_map_init_ink (DhColorMap *self, const DhTheme *theme);

/* The colour of @share: −1 … 1 of a diverging map (beyond: its ends). */
guint32 dh_color_map_get_diverging (const DhColorMap *self, double share);

/* The colour of @share: 0 … 1 of an ink map (beyond: its ends). */
guint32 dh_color_map_get_ink (const DhColorMap *self, double share);

/* Lightness as the eye sees it, 0 … 1. */
double dh_color_get_lightness (guint32 color);

G_END_DECLS
