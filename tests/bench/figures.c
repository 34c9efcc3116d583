// Measures what drawing a figure costs: as a whole, and what is drawn again while a run trains.
// SPDX-License-Identifier: MIT
//
// usage: bench-figures [CLASSES [HIDDEN]], for example bench-figures 1000 or bench-figures 10 512

#include <glib.h>
#include <stdlib.h>

#include "figure-runs.h"
#include "thread-clock.h"

#define ROUNDS 30
#define PANE 282 /* pixels: the width of the window's panes */

typedef void (*DrawFunc) (cairo_t *cr, const DhFigureModel *model, double width, double height);

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The median, in milliseconds. */
static double
measure (DrawFunc draw, const DhFigureModel *model, int width, int height)
{
  double times[ROUNDS];

  if (draw == NULL)
    return NAN;
  for (guint i = 0; i < ROUNDS; i++)
    {
      cairo_surface_t *surface =
          cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
      cairo_t *cr = cairo_create (surface);
      double begun = thread_clock_msec ();

      draw (cr, model, width, height);
      times[i] = thread_clock_msec () - begun;
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
  qsort (times, ROUNDS, sizeof *times, compare);
  return times[ROUNDS / 2];
}

int
main (int argc, char **argv)
{
  guint n_classes = argc > 1 ? (guint) atoi (argv[1]) : 10;
  g_autoptr (DhSnapshot) run =
      make_run (28, 28, n_classes, argc > 2 ? (guint) atoi (argv[2]) : 0, 2000);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  guint n;
  const DhFigure *figures = dh_figures_get_all (&n);

  g_print ("figure          size (pixels)     ms  ms again\n");
  for (guint i = 0; i < n; i++)
    {
      const DhFigure *figure = &figures[i];
      int width = g_str_equal (figure->id, "probabilities") ? PANE : figure->width;
      int height = dh_figure_get_natural_height (figure, &model, width);

      g_print ("%-14s %5d x %-5d %9.2f %9.2f\n", figure->id, width, height,
               measure (figure->draw, &model, width, height),
               measure (figure->draw_live != NULL ? figure->draw_live : figure->draw, &model,
                        width, height));
    }
  return 0;
}
