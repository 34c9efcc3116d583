// The table of figures: every picture the program can draw, export and read aloud.
// SPDX-License-Identifier: MIT
#pragma once

#include <cairo.h>

#include "figures/chart-choices.h"
#include "figures/mistakes-choices.h"
#include "figures/network-choices.h"
#include "figures/pixels-choices.h"
#include "figures/theme.h"
#include "figures/weights-choices.h"
#include "snapshot/snapshot.h"

G_BEGIN_DECLS

/* A number that somebody else has printed: of layer 0, after @step updates. */
typedef struct
{
  guint64 step;
  guint   row;
  int     column; /* −1 = the bias */
  double  value;  /* to four decimals */
} DhPrintedNumber;

typedef enum
{
  DH_PICK_NONE,
  DH_PICK_STEP,  /* value: the step */
  DH_PICK_PIXEL, /* a: row, b: column, of an image; value: which, as DhLoupe counts */
  DH_PICK_MAP,   /* a: the unit or class of the map, b: its pixel, row-major, or −1 */
  DH_PICK_CELL,  /* a: true class, b: predicted class, of a table; −1: a whole row or column */
  DH_PICK_IMAGE, /* a: position in the test set */
  DH_PICK_LAYER  /* a: 0 = the input, l = what linear layer l gives; b: 1 = the room after it */
} DhPickKind;

/* The thing at a point of a figure. */
typedef struct
{
  DhPickKind kind;
  int        a;
  int        b;
  double     value;
} DhPick;

/* What to draw. Everything is borrowed, nothing is changed. */
typedef struct
{
  const DhSnapshot *const *runs; /* the run shown first, then those compared with it */
  guint                    n_runs;
  const DhTheme           *theme; /* never NULL */
  const DhPrintedNumber   *printed; /* parameters: to compare with; may be NULL */
  guint                    n_printed;

  /* view choices; 0 is the default of each */
  gboolean log_scale;    /* loss: logarithmic value axis */
  int      focus;        /* samples: 0 = all, k = the k-th alone, large */
  int      layer;        /* parameters: which linear layer, from 0 */
  int      row;          /* parameters: 0 = head and tail, k = from the k-th on */
  int      column;
  DhChartChoices    chart;    /* loss, accuracy */
  DhWeightsChoices  weights;
  DhPixelsChoices   pixels;
  DhMistakesChoices mistakes; /* confusion, misread */
  DhNetworkChoices  network;
  double   header_inset; /* pixels at the right of the title row kept for the window's buttons */
} DhFigureModel;

/* A figure keeps no state and reads no clock, widget, setting or file. Every function accepts any
 * size ≥ 0, a model with no run, and a snapshot with no data. */
typedef struct
{
  const char *id;    /* "loss": for scripts, never translated */
  const char *title; /* for people; marked for translation, translate with _() */
  int         width; /* natural size in pixels, for export */
  int         height;
  gboolean    chart; /* over the steps of a run: shares the chart choices with all others such */

  /* The least height, in pixels, at which all that is to be seen can be seen at this width; 0 where
   * any does. NULL for a figure which makes do with every height. */
  int (*measure) (const DhFigureModel *model, int width);

  /* Draws inside (0, 0, width, height), background not included; leaves @cr as it was. */
  void (*draw) (cairo_t *cr, const DhFigureModel *model, double width, double height);

  /* What is at the point (@x, @y) of the picture drawn at the same size, as one plain sentence, or
   * NULL where nothing is; for @x < 0 the whole figure in words, never NULL. Free with g_free(). */
  char *(*describe) (const DhFigureModel *model, double width, double height, double x, double y);

  /* The numbers shown, as CSV with a header line and a full stop as decimal mark.
   * Free with g_free(). */
  char *(*csv) (const DhFigureModel *model);

  /* The thing at a point, which can be clicked; NULL for a figure that has none. */
  DhPick (*pick) (const DhFigureModel *model, double width, double height, double x, double y);

  /* For a picture that is dear and of which most stays while a run trains; NULL for any other.
   * draw_still draws what stays the same between two snapshots where @same says so, wherever the
   * loupe is; draw_live draws the rest over it; draw is both. */
  gboolean (*same) (const DhSnapshot *a, const DhSnapshot *b);
  void (*draw_still) (cairo_t *cr, const DhFigureModel *model, double width, double height);
  void (*draw_live) (cairo_t *cr, const DhFigureModel *model, double width, double height);

  /* Whether draw_live draws anything that another step of the run can change, whatever the loupe
   * does; NULL = it always does. */
  gboolean (*is_lively) (const DhFigureModel *model);

  /* What it shows that is only made when wanted (DhWants); NULL for none. */
  guint (*wants) (const DhFigureModel *model);
} DhFigure;

/* All figures, in the order they are listed; *n of them. */
const DhFigure *dh_figures_get_all (guint *n);

/* The figure with this id, or NULL. */
const DhFigure *dh_figures_find (const char *id);

/* The natural height of @self for @model at @width: more than usual where there is more to show. */
int dh_figure_get_natural_height (const DhFigure *self, const DhFigureModel *model, int width);

G_END_DECLS
