// The way a pen took when a hand wrote a digit.
// SPDX-License-Identifier: MIT
//
// Only arithmetic and square roots: trace.h says why.

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
  double turn_x; /* unit vector that the line of writing follows */
  double turn_y;
  double aspect;
  double waist; /* how far the middle is moved down … */
  double belly; /* … and to the right */
  double bend[6]; /* phases of the smooth warp, in turns like all phases */
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

/* Four uniform numbers of 16 bits added: close to a normal distribution, but never further out
 * than 3.5 deviations, so that no digit is torn apart. */
static double
normal (DhRandom *random, double mean, double deviation)
{
  guint32 a = dh_random_next (random);
  guint32 b = dh_random_next (random);
  guint sum = (a >> 16) + (a & 0xffff) + (b >> 16) + (b & 0xffff);

  /* 3 is the variance's inverse: √3 · (sum / 2¹⁶ − 2). */
  return mean + deviation * (1.7320508075688772 * 0x1p-16) * ((double) sum - 131070);
}

/* sin (2π @turns) for |@turns| < 1024, to 2 · 10⁻⁴: twice folded, then a polynomial. */
static double
wave (double turns)
{
  double t = turns - ((int) (turns + 1024.5) - 1024); /* −½ … ½ */
  double u = fabs (t) > 0.25 ? (t > 0 ? 0.5 : -0.5) - t : t;
  double v = u * u;

  return u * (6.2831853 + v * (-41.3416 + v * (81.5925 - v * 74.61)));
}

/* eˣ by (1 + x / 256)²⁵⁶, to a third of a percent for |x| < 1. */
static double
power (double x)
{
  double y = 1 + x / 256;

  for (guint i = 0; i < 8; i++)
    y *= y;
  return y;
}

/* The constants are fitted to the slants, proportions and line widths of MNIST's digits. */
static void
hand_init (Hand *hand, const DhDigitStyle *style, DhRandom *random)
{
  double stout = normal (random, 0, 1);
  double turn = normal (random, 0, 0.011);
  double nib = normal (random, 0.127, 0.08);

  hand->slant = normal (random, style->lean, style->spread);
  hand->turn_x = wave (turn + 0.25);
  hand->turn_y = wave (turn);
  hand->aspect = power (normal (random, 0.05, 0.2));
  hand->waist = normal (random, 0, 5) * style->ease;
  hand->belly = normal (random, 0, 3) * style->ease;
  for (guint i = 0; i < G_N_ELEMENTS (hand->bend); i++)
    hand->bend[i] = uniform (random, 0, 1);
  hand->bend_amount = fabs (normal (random, 0, 4)) * style->ease;
  hand->tremor_phase = uniform (random, 0, 1);
  hand->tremor_rate = uniform (random, 0.016, 0.064) * STEP;
  hand->tremor_amount = fabs (normal (random, 0, 0.7)) * style->ease;
  hand->width = 10.9 * style->weight * power (0.21 * stout + 0.03 * stout * stout);
  hand->nib_x = wave (nib + 0.25);
  hand->nib_y = wave (nib);
  hand->nib_amount = uniform (random, 0, 0.18);
  hand->pressure_phase = uniform (random, 0, 1);
  hand->pressure_rate = uniform (random, 0.0032, 0.0127) * STEP;
  hand->pressure_amount = uniform (random, 0, 0.28);
  hand->taper = uniform (random, 0, 0.5);
}

/* How far the smooth warp moves a point along one axis. */
static double
bend (const double *phases, double along, double across)
{
  return wave (across * 0.008 + phases[0]) + wave (along * 0.0095 + phases[1]) +
         0.35 * wave (across * 0.016 + phases[2]);
}

/* Where this hand puts the point (@x, @y) of the model. */
static Vector
place (const Hand *hand, double x, double y)
{
  double u = (x - 40) * hand->aspect;
  double v = y - 50;
  double middle = 1 - v * v / 2500;
  double bent_u = u + middle * hand->belly + hand->bend_amount * bend (hand->bend, u, v);
  double bent_v = v + middle * hand->waist + hand->bend_amount * bend (hand->bend + 3, v, u);
  double leant = bent_u - hand->slant * bent_v;

  return (Vector){ leant * hand->turn_x - bent_v * hand->turn_y,
                   leant * hand->turn_y + bent_v * hand->turn_x };
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
  double sloppiness = 1.7 * power (normal (random, 0, 0.3)) * style->ease;
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
      double x = hand->tremor_amount * wave (phase);
      double y = hand->tremor_amount * wave (1.3 * phase + 0.16);

      trace->points[i].x += normal (random, x, 0.5);
      trace->points[i].y += normal (random, y, 0.5);
    }
}

/* Scales the centre line so that it fits @size with the line's mean width around it, in the middle
 * of the sheet. */
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
      trace->points[i].x = DH_TRACE_SIDE / 2 + scale * (trace->points[i].x - (x0 + x1) / 2);
      trace->points[i].y = DH_TRACE_SIDE / 2 + scale * (trace->points[i].y - (y0 + y1) / 2);
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
      double pressure = wave (hand->pressure_phase + hand->pressure_rate * i);
      double factor = normal (random, 1, 0.085);

      factor *= 1 + hand->nib_amount * (2 * across - 1);
      factor *= 1 + hand->pressure_amount * pressure;
      factor *= ends ? 1 - hand->taper : 1;
      point->radius = width / 2 * factor;
    }
}

void
dh_trace_write (DhTrace *trace, const DhDigitStyle *style, DhRandom *random)
{
  Hand hand;
  double size, width;

  g_return_if_fail (trace != NULL && style != NULL && random != NULL);

  trace->n = 0;
  hand_init (&hand, style, random);
  size = normal (random, 44, 9);
  size = CLAMP (size, DH_TRACE_MIN_SIZE, DH_TRACE_MAX_SIZE);
  width = hand.width / 100 * size;
  trace_follow (trace, &hand, style, random);
  trace_tremble (trace, &hand, random);
  trace_fit (trace, size, width);
  trace_widen (trace, &hand, width, random);
}
