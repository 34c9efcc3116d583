// An axis: values to pixels and back, and the round values worth a label.
// SPDX-License-Identifier: MIT

#include "figures/scale.h"

#include <math.h>
#include <string.h>

#include "figures/number.h"

/* Cairo's coordinates overflow at 2^23; a line that leaves the picture needs far less. */
#define MARGIN 64.0
#define FAR_MARGIN 65536.0

static double
project (const DhScale *self, double value)
{
  return self->log ? log (value) : value;
}

void
dh_scale_init (DhScale *self, gboolean logarithmic, double low, double high)
{
  g_return_if_fail (low < high && (!logarithmic || low > 0));

  *self = (DhScale){ .log = logarithmic, .low = low, .high = high };
  self->start = project (self, low);
  self->span = project (self, high) - self->start;
}

static double
map_within (const DhScale *self, double value, double margin)
{
  double length = self->to - self->from;
  double pixel;

  if (self->log && !(value > 0))
    value = G_MINDOUBLE;
  else if (isnan (value))
    value = self->low;
  pixel = (project (self, value) - self->start) / self->span * length;
  if (length < 0)
    return self->from + CLAMP (pixel, length - margin, margin);
  return self->from + CLAMP (pixel, -margin, length + margin);
}

double
dh_scale_map (const DhScale *self, double value)
{
  return map_within (self, value, MARGIN);
}

double
dh_scale_map_far (const DhScale *self, double value)
{
  return map_within (self, value, FAR_MARGIN);
}

double
dh_scale_unmap (const DhScale *self, double pixel)
{
  double share = self->to == self->from ? 0 : (pixel - self->from) / (self->to - self->from);
  double value = self->start + share * self->span;

  return self->log ? exp (value) : value;
}

static double
round_to_nice (double value, gboolean up)
{
  static const double factors[] = { 1, 2, 5, 10 };
  double power = pow (10, floor (log10 (value)));
  double best = power;

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      double candidate = factors[i] * power;

      if (up && candidate >= value * (1 - 1e-9))
        return candidate;
      if (!up && candidate <= value * (1 + 1e-9))
        best = candidate;
    }
  return up ? 10 * power : best;
}

double
dh_scale_round_down (double value)
{
  return round_to_nice (value, FALSE);
}

double
dh_scale_round_up (double value)
{
  return round_to_nice (value, TRUE);
}

guint
dh_scale_get_stride (double pitch, double room)
{
  g_return_val_if_fail (pitch > 0 && room > 0, 1);

  return (guint) CLAMP (dh_scale_round_up (room / pitch), 1, G_MAXINT);
}

static void
add_tick (DhTick *ticks, guint *n, double value, double step)
{
  g_autofree char *label = NULL;

  if (*n >= DH_SCALE_MAX_TICKS)
    return;
  label = dh_number_format_tick (value, step);
  ticks[*n].value = value;
  g_strlcpy (ticks[*n].label, label, sizeof ticks[*n].label);
  (*n)++;
}

static gboolean
holds (const DhScale *self, double value)
{
  double slack = (self->high - self->low) * 1e-9;

  return self->log ? value >= self->low * (1 - 1e-9) && value <= self->high * (1 + 1e-9)
                   : value >= self->low - slack && value <= self->high + slack;
}

/* Equal steps; on a logarithmic axis @gap must hold where they are densest, at the high end. */
static guint
get_even_ticks (const DhScale *self, double gap, gboolean integers, DhTick *ticks)
{
  double length = fabs (self->to - self->from);
  double per_pixel = (self->high - self->low) / length;
  double step, first;
  guint n = 0;

  if (self->log)
    per_pixel = self->high * log (self->high / self->low) / length;
  step = dh_scale_round_up (MAX (per_pixel * gap, G_MINDOUBLE));
  if (integers)
    step = MAX (step, 1);
  first = ceil (self->low / step - 1e-9);
  for (guint i = 0; i <= DH_SCALE_MAX_TICKS && holds (self, (first + i) * step); i++)
    add_tick (ticks, &n, (first + i) * step, step);
  return n;
}

/* 1, 2 and 5 of every decade, or 1 of every @every-th decade. */
static guint
get_decade_ticks (const DhScale *self, gboolean between, int every, DhTick *ticks)
{
  static const double factors[] = { 1, 2, 5 };
  int decade = (int) floor (log10 (self->low) + 1e-9);
  int last = (int) floor (log10 (self->high) + 1e-9);
  guint n = 0;

  for (; decade <= last; decade++)
    for (guint i = 0; i < (between ? 3 : 1); i++)
      {
        double value = factors[i] * pow (10, decade);

        if (holds (self, value) && decade % every == 0)
          add_tick (ticks, &n, value, pow (10, decade));
      }
  return n;
}

guint
dh_scale_get_ticks (const DhScale *self, double gap, gboolean integers, DhTick *ticks)
{
  double length = fabs (self->to - self->from);
  double decade;
  gboolean between;
  guint n, n_even;
  DhTick even[DH_SCALE_MAX_TICKS];

  g_return_val_if_fail (self != NULL && ticks != NULL, 0);

  gap = MAX (gap, 1);
  if (length < 1 || !(self->high > self->low) || (self->log && self->low <= 0))
    return 0;
  if (!self->log)
    return get_even_ticks (self, gap, integers, ticks);

  decade = length / log10 (self->high / self->low);
  between = decade * log10 (2) >= gap;
  n = get_decade_ticks (self, between, MAX (1, (int) ceil (gap / decade)), ticks);
  if (n >= 3)
    return n;
  /* A short piece of a decade: the way of a linear axis may find more. */
  n_even = get_even_ticks (self, gap, integers, even);
  if (n_even <= n)
    return n;
  memcpy (ticks, even, n_even * sizeof *ticks);
  return n_even;
}

guint
dh_scale_get_minor_ticks (const DhScale *self, double gap, double *values)
{
  double decade;
  guint n = 0;

  g_return_val_if_fail (self != NULL && values != NULL, 0);

  if (!self->log || !(self->low > 0) || !(self->high > self->low))
    return 0;
  decade = fabs (self->to - self->from) / log10 (self->high / self->low);
  /* They stand closest before the next power of ten. */
  if (decade * log10 (10.0 / 9) < gap)
    return 0;
  for (int i = (int) floor (log10 (self->low)); pow (10, i) <= self->high; i++)
    for (guint j = 2; j < 10; j++)
      if (holds (self, j * pow (10, i)) && n < DH_SCALE_MAX_MINOR_TICKS)
        values[n++] = j * pow (10, i);
  return n;
}
