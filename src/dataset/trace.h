// The way a pen took when a hand wrote a digit.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/digit-strokes.h"
#include "engine/random.h"

G_BEGIN_DECLS

/* Dots each way of the sheet that is written on. */
#define DH_TRACE_SIDE 64

typedef struct
{
  double   x;
  double   y;
  double   radius; /* half the line's width there */
  gboolean joined; /* to the point before it; FALSE where a stroke starts */
} DhTracePoint;

/* Points a trace takes at most from one control point to the next. */
#define DH_TRACE_MAX_STEPS 24
#define DH_TRACE_MAX_POINTS (DH_TRACE_MAX_STEPS * DH_DIGIT_STROKES_MAX_POINTS)

typedef struct
{
  guint        n;
  DhTracePoint points[DH_TRACE_MAX_POINTS];
} DhTrace;

/* Writes @style once as a person would, never twice the same: fills @trace with points about
 * a thirteenth of @size apart. The line with its mean width fits a square of side @size at the
 * origin and fills its longer side, the shorter one centred. */
void dh_trace_write (DhTrace *trace, const DhDigitStyle *style, DhRandom *random);

G_END_DECLS
