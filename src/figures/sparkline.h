// A series at a glance: a line as small as a word, beside the number it leads to.
// SPDX-License-Identifier: MIT
#pragma once

#include <cairo.h>

#include "figures/theme.h"
#include "snapshot/history.h"

G_BEGIN_DECLS

#define DH_SPARKLINE_MAX_POINTS 64

typedef enum
{
  DH_SPARKLINE_TRAIN_LOSS,
  DH_SPARKLINE_TEST_LOSS,
  DH_SPARKLINE_TEST_ACCURACY,
  DH_SPARKLINE_SPEED /* steps a second */
} DhSparklineKind;

/* The course of a series in at most @most ≤ DH_SPARKLINE_MAX_POINTS points, oldest first: means
 * over pieces of the same number of buckets. Fills @values; returns how many they are, 0 where
 * there is nothing yet. @history may be NULL. */
guint dh_sparkline_get_values (
    const DhHistory *history, DhSparklineKind kind, guint most, double *values);

/* A line from the lowest to the highest of them in (0, 0, width, height), a dot at its end; nothing
 * where there are less than two. The words are those of the number beside it. */
void dh_sparkline_draw (cairo_t *cr,
                        const DhHistory *history,
                        DhSparklineKind kind,
                        const DhTheme *theme,
                        double width,
                        double height);

G_END_DECLS
