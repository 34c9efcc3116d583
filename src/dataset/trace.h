// The way a pen took when a hand wrote a digit.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/digit-strokes.h"
#include "engine/random.h"

G_BEGIN_DECLS

/* Dots each way of the sheet that is written on, and the height or width of what is written there,
 * whichever is more: as in scans of forms with 300 dots an inch. */
#define DH_TRACE_SIDE 64
#define DH_TRACE_MIN_SIZE 34
#define DH_TRACE_MAX_SIZE 62

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
 * a thirteenth of the digit's height apart, in dots. The line with its mean width fills a square in
 * the middle of the sheet along its longer side.
 *
 * The same on every machine: the sums, products, quotients and square roots of doubles, which
 * IEEE 754 defines to the last bit, compiled without contraction; and no function of libm, which
 * may differ in that bit. Nobody looks at more than 256ths of a dot, so that even a processor that
 * calculates in more bits (x87) makes another dot once in some hundred million digits. */
void dh_trace_write (DhTrace *trace, const DhDigitStyle *style, DhRandom *random);

G_END_DECLS
