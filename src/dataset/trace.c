// The way a pen took when a hand wrote a digit.
// SPDX-License-Identifier: MIT

#include "dataset/trace.h"

#include <math.h>

/* Hundredths of the digit's height between two points of a trace. */
#define STEP 7.5

typedef struct
{
  double x;
  double y;
} Vector;

/* How this digit is written, drawn once for all its points; lengths in hundredths of its height. */
typedef struct
{
  double slant;
  double angle;
  double aspect;
  double bend[6]; /* phases of the smooth warp */
  double bend_amount;
  double tremor_phase;
  double tremor_rate;
  double tremor_amount;
  double width;
  double nib_x; /* unit vector across which the line is widest … */
  double nib_y;
  double nib_amount; /* … and by how much */
  double pressure_phase;
  double pressure_rate;
  double pressure_amount;
  double taper; /* share of the width lost where a stroke ends */
} Hand;

static double
uniform (DhRandom *random, double from, double to)
{
  return from + (to - from) * (dh_random_next (random) * 0x1p-32);
}

/* Four uniform numbers added: close to a normal distribution, but never further out than 3.5
 * deviations, so that no digit is torn apart. */
static double
normal (DhRandom *random, double mean, double deviation)
{
  double sum = 0;

  for (guint i = 0; i < 4; i++)
    sum += uniform (random, -1, 1);
  return mean + deviation * sum * sqrt (0.75);
}

/* The constants are fitted to the slants, proportions and line widths of MNIST's digits. */
static void
hand_init (Hand *hand, const DhDigitStyle *style, DhRandom *random)
{
  double stout = normal (random, 0, 1);
  double nib_angle = normal (random, 0.8, 0.5);

  hand->slant = normal (random, style->lean, style->spread);
  hand->angle = normal (random, 0, 0.07);
  hand->aspect = exp (normal (random, 0.05, 0.2));
  for (guint i = 0; i < G_N_ELEMENTS (hand->bend); i++)
    hand->bend[i] = uniform (random, 0, 2 * G_PI);
  hand->bend_amount = fabs (normal (random, 0, 4)) * style->ease;
  hand->tremor_phase = uniform (random, 0, 2 * G_PI);
  hand->tremor_rate = uniform (random, 0.1, 0.4) * STEP;
  hand->tremor_amount = fabs (normal (random, 0, 0.7)) * style->ease;
  hand->width = 11.45 * style->weight * exp (0.23 * stout + 0.045 * stout * stout);
  hand->nib_x = cos (nib_angle);
  hand->nib_y = sin (nib_angle);
  hand->nib_amount = uniform (random, 0, 0.18);
  hand->pressure_phase = uniform (random, 0, 2 * G_PI);
  hand->pressure_rate = uniform (random, 0.02, 0.08) * STEP;
  hand->pressure_amount = uniform (random, 0, 0.18);
  hand->taper = uniform (random, 0, 0.5);
}

/* How far the smooth warp moves a point along one axis. */
static double
bend (const double *phases, double along, double across)
{
  return sin (across * 0.05 + phases[0]) + sin (along * 0.06 + phases[1]) +
         0.35 * sin (across * 0.1 + phases[2]);
}

/* Where this hand puts the point (@x, @y) of the model. */
static Vector
place (const Hand *hand, double x, double y)
{
  double u = (x - 40) * hand->aspect;
  double v = y - 50;
  double bent_u = u + hand->bend_amount * bend (hand->bend, u, v);
  double bent_v = v + hand->bend_amount * bend (hand->bend + 3, v, u);
  double leant = bent_u - hand->slant * bent_v;

  return (Vector){ leant * cos (hand->angle) - bent_v * sin (hand->angle),
                   leant * sin (hand->angle) + bent_v * cos (hand->angle) };
}

static double
distance (Vector a, Vector b)
{
  return sqrt ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
}

/* The tangent at @b of the centripetal Catmull–Rom curve through @a, @b and @c, for a parameter
 * that runs from 0 to 1 between @b and the neighbour at distance @span. */
static Vector
tangent (Vector a, Vector b, Vector c, double span)
{
  double before = sqrt (MAX (distance (a, b), 1e-3));
  double after = sqrt (MAX (distance (b, c), 1e-3));
  double scale = sqrt (MAX (span, 1e-3));
  double sum = before + after;

  return (Vector){ scale * ((b.x - a.x) / before - (c.x - a.x) / sum + (c.x - b.x) / after),
                   scale * ((b.y - a.y) / before - (c.y - a.y) / sum + (c.y - b.y) / after) };
}

static void
trace_add (DhTrace *trace, Vector at, gboolean joined)
{
  g_assert (trace->n < DH_TRACE_MAX_POINTS);

  trace->points[trace->n++] = (DhTracePoint){ .x = at.x, .y = at.y, .joined = joined };
}

/* The curve from @b to @c (without @b), between neighbours @a and @d; equal neighbours mean an
 * end or a corner, where the curve starts straight. */
static void
trace_add_curve (DhTrace *trace, Vector a, Vector b, Vector c, Vector d)
{
  double span = distance (b, c);
  guint steps = CLAMP ((guint) (span / STEP) + 1, 1, DH_TRACE_MAX_STEPS);
  Vector m = tangent (a, b, c, span);
  Vector n = tangent (b, c, d, span);

  for (guint i = 1; i <= steps; i++)
    {
      double t = (double) i / steps;
      double s = 1 - t;
      double hb = s * s * (1 + 2 * t), hc = t * t * (3 - 2 * t);
      double hm = s * s * t, hn = -t * t * s;

      trace_add (trace,
                 (Vector){ hb * b.x + hc * c.x + hm * m.x + hn * n.x,
                           hb * b.y + hc * c.y + hm * m.y + hn * n.y },
                 TRUE);
    }
}

static Vector
mirror (Vector centre, Vector point)
{
  return (Vector){ 2 * centre.x - point.x, 2 * centre.y - point.y };
}

static void
trace_follow (DhTrace *trace, const Hand *hand, const DhDigitStyle *style, DhRandom *random)
{
  Vector at[DH_DIGIT_STROKES_MAX_POINTS];
  gboolean smooth[DH_DIGIT_STROKES_MAX_POINTS];
  double sloppiness = uniform (random, 1.0, 3.9) * style->ease;
  gboolean rounds_corners = uniform (random, 0, 1) < 0.25;
  guint n = style->n_points;

  g_assert (n <= DH_DIGIT_STROKES_MAX_POINTS);

  for (guint i = 0; i < n; i++)
    {
      const DhStrokePoint *point = &style->points[i];
      double x = normal (random, point->x, sloppiness);
      double y = normal (random, point->y, sloppiness);
      gboolean last = i + 1 == n || point[1].kind == DH_STROKE_FROM;

      at[i] = place (hand, x, y);
      smooth[i] = !last && (point->kind == DH_STROKE_VIA ||
                            (point->kind == DH_STROKE_TURN && rounds_corners));
    }
  for (guint i = 0; i < n; i++)
    {
      if (style->points[i].kind == DH_STROKE_FROM)
        trace_add (trace, at[i], FALSE);
      else
        trace_add_curve (trace, smooth[i - 1] ? at[i - 2] : mirror (at[i - 1], at[i]), at[i - 1],
                         at[i], smooth[i] ? at[i + 1] : mirror (at[i], at[i - 1]));
    }
}

/* A slow wobble along the way, as of a hand that is not quite steady, and a little roughness, as
 * of pencil on paper. */
static void
trace_tremble (DhTrace *trace, const Hand *hand, DhRandom *random)
{
  for (guint i = 0; i < trace->n; i++)
    {
      double phase = hand->tremor_phase + hand->tremor_rate * i;
      double x = hand->tremor_amount * sin (phase);
      double y = hand->tremor_amount * sin (1.3 * phase + 1);

      trace->points[i].x += normal (random, x, 0.5);
      trace->points[i].y += normal (random, y, 0.5);
    }
}

/* Scales the centre line so that it fits @size with the line's mean width around it. */
static void
trace_fit (DhTrace *trace, double size, double width)
{
  double x0 = G_MAXDOUBLE, y0 = G_MAXDOUBLE, x1 = -G_MAXDOUBLE, y1 = -G_MAXDOUBLE;
  double scale;

  for (guint i = 0; i < trace->n; i++)
    {
      x0 = MIN (x0, trace->points[i].x);
      x1 = MAX (x1, trace->points[i].x);
      y0 = MIN (y0, trace->points[i].y);
      y1 = MAX (y1, trace->points[i].y);
    }
  scale = (size - width) / MAX (MAX (x1 - x0, y1 - y0), 1);
  for (guint i = 0; i < trace->n; i++)
    {
      trace->points[i].x = size / 2 + scale * (trace->points[i].x - (x0 + x1) / 2);
      trace->points[i].y = size / 2 + scale * (trace->points[i].y - (y0 + y1) / 2);
    }
}

/* The line is wider across the nib, wider under pressure, thinner where a stroke ends, and its
 * edges are a little rough. */
static void
trace_widen (DhTrace *trace, const Hand *hand, double width, DhRandom *random)
{
  for (guint i = 0; i < trace->n; i++)
    {
      DhTracePoint *point = &trace->points[i];
      const DhTracePoint *from = point->joined ? point - 1 : point;
      gboolean ends = i + 1 == trace->n || !point[1].joined;
      double x = from[1].x - from->x;
      double y = from[1].y - from->y;
      double across = fabs (y * hand->nib_x - x * hand->nib_y) / MAX (sqrt (x * x + y * y), 1e-6);
      double pressure = sin (hand->pressure_phase + hand->pressure_rate * i);
      double factor = normal (random, 1, 0.085);

      factor *= 1 + hand->nib_amount * (2 * across - 1);
      factor *= 1 + hand->pressure_amount * pressure;
      factor *= ends ? 1 - hand->taper : 1;
      point->radius = width / 2 * factor;
    }
}

void
dh_trace_write (DhTrace *trace, const DhDigitStyle *style, double size, DhRandom *random)
{
  Hand hand;
  double width;

  g_return_if_fail (trace != NULL && style != NULL && random != NULL);

  trace->n = 0;
  hand_init (&hand, style, random);
  width = hand.width / 100 * size;
  trace_follow (trace, &hand, style, random);
  trace_tremble (trace, &hand, random);
  trace_fit (trace, size, width);
  trace_widen (trace, &hand, width, random);
}
