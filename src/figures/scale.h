// An axis: values to pixels and back, and the round values worth a label.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A plain value. */
typedef struct
{
  gboolean log; /* logarithmic; then low > 0 */
  double low;   /* value at pixel @from */
  double high;  /* value at pixel @to, > low */
  double from;  /* free to set; may be larger than @to: an upright axis */
  double to;

  double start; /*< private >*/
  double span;  /*< private >*/
} DhScale;

#define DH_SCALE_MAX_TICKS 32

typedef struct
{
  double value;
  char label[32];
} DhTick;

/* An axis of @low … @high, its pixels still to be set. */
void dh_scale_init (DhScale *self, gboolean logarithmic, double low, double high);

/* The pixel of @value, held within a margin round the axis that Cairo can draw; what a
 * logarithmic axis cannot show (zero and below) lies below its low end. */
double dh_scale_map (const DhScale *self, double value);

/* The same within a margin so wide that lines to what lies outside keep their slope. */
double dh_scale_map_far (const DhScale *self, double value);

/* The value at @pixel. */
double dh_scale_unmap (const DhScale *self, double pixel);

/* Round values inside the axis, ascending, at least @gap pixels apart: steps of 1, 2 or 5 times a
 * power of ten; on a logarithmic axis 1-2-5 a decade, decades only, or every k-th decade as the
 * room allows. @integers: no step below 1. Fills @ticks, room for DH_SCALE_MAX_TICKS; returns how
 * many. */
guint dh_scale_get_ticks (const DhScale *self, double gap, gboolean integers, DhTick *ticks);

/* 2 … 9 times every power of ten on a logarithmic axis, where they are at least @gap pixels apart;
 * none on any other. Fills @values, room for DH_SCALE_MAX_MINOR_TICKS; returns how many. */
guint dh_scale_get_minor_ticks (const DhScale *self, double gap, double *values);

#define DH_SCALE_MAX_MINOR_TICKS 160

/* The largest of 1, 2, 5 times a power of ten that is not above @value, and the smallest not
 * below it; @value > 0 and finite. */
double dh_scale_round_down (double value);
double dh_scale_round_up (double value);

/* Every how many-th of things @pitch pixels apart, from 1, can have @room: 1, 2 or 5 times a power
 * of ten; both > 0. */
guint dh_scale_get_stride (double pitch, double room);

G_END_DECLS
