// The ways people write the ten digits: control points of their strokes.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DH_STROKE_FROM, /* the pen comes down: a stroke starts */
  DH_STROKE_VIA,  /* the curve passes smoothly */
  DH_STROKE_TURN, /* the curve turns sharply */
} DhStrokeKind;

typedef struct
{
  guint8 kind; /* DhStrokeKind */
  gint8  x;    /* in hundredths of the digit's height, to the right */
  gint8  y;    /* downwards: 0 = top, 100 = foot */
} DhStrokePoint;

typedef struct
{
  guint                share;  /* how many of a hundred people write it so */
  float                lean;   /* mean slant, as the tangent of its angle; > 0 leans right */
  float                spread; /* standard deviation of the slant */
  float                ease;   /* how freely people vary it: 1 = as most digits */
  float                weight; /* width of the line: 1 = as most digits */
  guint                n_points;
  const DhStrokePoint *points; /* [n_points], starts with DH_STROKE_FROM; every stroke has ≥ 2 */
} DhDigitStyle;

/* Points of the longest style at most. */
#define DH_DIGIT_STROKES_MAX_POINTS 16

/* One of the styles of @digit (0 … 9), chosen by @draw in 0 … 99 according to their shares. */
const DhDigitStyle *dh_digit_strokes_choose (guint digit, guint draw);

/* The @index-th style of @digit, NULL past the last. */
const DhDigitStyle *dh_digit_strokes_nth (guint digit, guint index);

G_END_DECLS
