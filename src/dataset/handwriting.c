// The built-in data set: digits written by a simulated hand, no file and no network needed.
// SPDX-License-Identifier: MIT

#include "dataset/handwriting.h"

#include <cairo.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dataset/trace.h"
#include "engine/random.h"

#define SIDE 28u
#define BOX 20u
#define MARGIN ((SIDE - BOX) / 2)

/* What anti-aliasing and rough edges add to the line's width, in pixels. */
#define BLEED 0.6

/* Images between two looks at the cancellable: some milliseconds. */
#define CHECK_EVERY 64u

/* One piece of a line: straight sides and a round end, as a polygon. All turn the same way, so
 * that the pieces of a line filled together make one even area. */
static void
add_piece (cairo_t *cr, const DhTracePoint *from, const DhTracePoint *to)
{
  static const double along[] = { 0, M_SQRT1_2, 1, M_SQRT1_2, 0 };
  static const double aside[] = { -1, -M_SQRT1_2, 0, M_SQRT1_2, 1 };
  double x = to->x - from->x;
  double y = to->y - from->y;
  double length = sqrt (x * x + y * y);

  x = length > 1e-6 ? x / length : 1;
  y = length > 1e-6 ? y / length : 0;
  cairo_move_to (cr, from->x - from->radius * y, from->y + from->radius * x);
  cairo_line_to (cr, from->x + from->radius * y, from->y - from->radius * x);
  for (guint i = 0; i < G_N_ELEMENTS (along); i++)
    cairo_line_to (cr, to->x + to->radius * (along[i] * x - aside[i] * y),
                   to->y + to->radius * (along[i] * y + aside[i] * x));
  cairo_close_path (cr);
}

static void
draw_trace (cairo_t *cr, const DhTrace *trace)
{
  for (guint i = 1; i < trace->n; i++)
    {
      const DhTracePoint *from = &trace->points[i - 1];
      const DhTracePoint *to = &trace->points[i];

      if (to->joined && !from->joined)
        add_piece (cr, to, from);
      if (to->joined)
        add_piece (cr, from, to);
    }
  cairo_fill (cr);
}

/* The ink along one axis. */
typedef struct
{
  int    first;
  int    last;
  double sum; /* of ink times position */
} Extent;

static void
extent_add (Extent *self, int position, guint8 ink)
{
  self->first = MIN (self->first, position);
  self->last = MAX (self->last, position);
  self->sum += (double) ink * position;
}

/* By how many pixels to move the ink so that its centre of mass comes nearest to the middle, and
 * none of it leaves the image. */
static int
extent_get_shift (const Extent *self, double mass)
{
  int shift = (int) floor (SIDE / 2.0 + 0.5 - self->sum / mass);

  return CLAMP (shift, -self->first, (int) SIDE - 1 - self->last);
}

/* Copies the image to @to, [SIDE, SIDE], moved into the middle. */
static void
copy_centred (const guint8 *from, gsize stride, guint8 *to)
{
  Extent columns = { SIDE, 0, 0 }, rows = { SIDE, 0, 0 };
  double mass = 0;
  int dx, dy;

  for (int y = 0; y < (int) SIDE; y++)
    for (int x = 0; x < (int) SIDE; x++)
      {
        guint8 ink = from[y * (int) stride + x];

        if (ink == 0)
          continue;
        extent_add (&columns, x, ink);
        extent_add (&rows, y, ink);
        mass += ink;
      }
  memset (to, 0, SIDE * SIDE);
  if (mass == 0)
    return;
  dx = extent_get_shift (&columns, mass);
  dy = extent_get_shift (&rows, mass);
  for (int y = rows.first; y <= rows.last; y++)
    memcpy (to + (y + dy) * (int) SIDE + columns.first + dx,
            from + y * (int) stride + columns.first, (gsize) (columns.last - columns.first + 1));
}

static void
draw_digit (cairo_surface_t *sheet, guint digit, DhRandom *random, guint8 *pixels)
{
  cairo_t *cr = cairo_create (sheet);
  gsize stride = (gsize) cairo_image_surface_get_stride (sheet);
  const DhDigitStyle *style;
  DhTrace trace;

  style = dh_digit_strokes_choose (digit, dh_random_numpy_below (random, 99));
  dh_trace_write (&trace, style, BOX - BLEED, random);
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  cairo_translate (cr, MARGIN + BLEED / 2, MARGIN + BLEED / 2);
  draw_trace (cr, &trace);
  cairo_destroy (cr);

  cairo_surface_flush (sheet);
  copy_centred (cairo_image_surface_get_data (sheet), stride, pixels);
}

static gboolean
draw_images (DhImages *images, guint32 seed, GCancellable *cancellable, GError **error)
{
  cairo_surface_t *sheet = cairo_image_surface_create (CAIRO_FORMAT_A8, SIDE, SIDE);
  g_autofree guint32 *order = g_try_new (guint32, MAX (images->n, 1));
  gboolean cancelled = FALSE;
  DhRandom random;

  if (order == NULL || cairo_surface_status (sheet) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (sheet);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                           _("Not enough memory to write the built-in digits"));
      return FALSE;
    }
  dh_random_init (&random, seed);
  dh_random_torch_permutation (&random, order, images->n);
  for (guint i = 0; i < images->n && !cancelled; i++)
    {
      if (i % CHECK_EVERY == 0)
        cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);
      images->labels[i] = (guint16) (order[i] % 10);
      draw_digit (sheet, images->labels[i], &random, images->pixels + (gsize) i * SIDE * SIDE);
    }
  cairo_surface_destroy (sheet);
  return !cancelled;
}

DhDataset *
dh_handwriting_make (guint n_train, guint n_test, guint32 seed, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (DhDataset) set = NULL;

  g_return_val_if_fail (n_train >= 1, NULL);

  set = dh_dataset_new ("handwriting", _("Handwriting"), SIDE, SIDE);
  if (!dh_dataset_allocate (set, &set->train, n_train, error) ||
      !dh_dataset_allocate (set, &set->test, n_test, error) ||
      !draw_images (&set->train, seed, cancellable, error) ||
      !draw_images (&set->test, seed ^ 0x9e3779b9u, cancellable, error))
    return NULL;
  dh_dataset_complete (set);
  return g_steal_pointer (&set);
}
