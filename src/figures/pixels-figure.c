// The pixels figure: the image looked at closely, with the number in every pixel.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>

#include "figures/class-name.h"
#include "figures/figure-table.h"
#include "figures/number.h"
#include "figures/sample-words.h"
#include "figures/samples-drawing.h"

/* Of the width: a bare image is no taller, nor flatter. */
#define TALLEST 1.25
#define FLATTEST 0.2

static char *
make_title (const DhSamplesLayout *layout, const DhFigureModel *model)
{
  g_autofree char *n = NULL;

  if (layout->n == 0)
    return g_strdup (_("Pixels"));
  if (layout->format == DH_PIXEL_NONE && model->pixels.hide_values)
    return g_strdup_printf (_("%u × %u pixels"), layout->run->width, layout->run->height);
  if (layout->format == DH_PIXEL_NONE)
    return g_strdup (_("Point at a pixel to read it"));
  n = dh_number_format_count ((guint64) layout->run->width * layout->run->height);
  if (model->pixels.standardised)
    return g_strdup_printf (_("The %s numbers the network sees"), n);
  return g_strdup_printf (_("The image as %s numbers, 0 to 255"), n);
}

void
dh_pixels_draw_still (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  DhSamplesLayout layout;
  g_autofree char *title = NULL;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  dh_samples_layout_init_shown (&layout, model, width, height);
  title = make_title (&layout, model);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  if (layout.n == 0)
    {
      g_auto (DhText) text = { 0 };

      dh_text_init (&text, cr, model->theme);
      dh_frame_draw_message (&layout.frame, &text, _("No image to show yet"));
    }
  dh_samples_drawing_still (&layout, cr, model, title);
  cairo_restore (cr);
}

void
dh_pixels_draw_live (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  DhSamplesLayout layout;
  g_autofree char *title = NULL;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  dh_samples_layout_init_shown (&layout, model, width, height);
  title = make_title (&layout, model);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_samples_drawing_live (&layout, cr, model, title);
  cairo_restore (cr);
}

void
dh_pixels_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  dh_pixels_draw_still (cr, model, width, height);
  dh_pixels_draw_live (cr, model, width, height);
}

gboolean
dh_pixels_same (const DhSnapshot *a, const DhSnapshot *b)
{
  return (a->shown.probabilities != NULL) == (b->shown.probabilities != NULL) &&
         dh_snapshot_has_same_shown (a, b);
}

/* Words about the prediction stand below it, but not below a bare image. */
gboolean
dh_pixels_is_lively (const DhFigureModel *model)
{
  return !model->pixels.bare;
}

int
dh_pixels_measure (const DhFigureModel *model, int width)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  double tall;

  if (!model->pixels.bare)
    return 0;
  tall = run != NULL && run->width > 0 ? (double) run->height / run->width : 1;
  return (int) (width * CLAMP (tall, FLATTEST, TALLEST) + DH_SAMPLES_CAPTION);
}

DhPick
dh_pixels_pick (const DhFigureModel *model, double width, double height, double x, double y)
{
  DhSamplesLayout layout;

  dh_samples_layout_init_shown (&layout, model, width, height);
  return dh_samples_layout_pick (&layout, x, y);
}

static char *
describe_whole (const DhSamplesLayout *layout, const DhLoupe *loupe)
{
  const DhSnapshot *run = layout->run;
  char buffer[DH_CLASS_NAME_SIZE];
  GString *words = g_string_new (NULL);
  g_autofree char *prediction = NULL;

  if (layout->n == 0)
    {
      g_string_append (words, _("No image to show yet."));
      return g_string_free (words, FALSE);
    }
  if (dh_samples_layout_has_pixel (layout, loupe))
    {
      g_autofree char *pixel =
          dh_sample_words_make_exact_pixel (run, layout->samples, loupe->row, loupe->column);

      g_string_append_printf (words, "%s. ", pixel);
    }
  g_string_append_printf (words,
                          run->shown_is_test ? _("Test image of %u×%u pixels, label %s.")
                                             : _("Training image of %u×%u pixels, label %s."),
                          run->width, run->height,
                          dh_class_name_get (run, run->shown.label, buffer));
  prediction = dh_sample_words_make_prediction (run, &run->shown);
  if (prediction != NULL)
    g_string_append_printf (words, " %s. %s.", prediction,
                            dh_sample_words_get_verdict (run, &run->shown));
  return g_string_free (words, FALSE);
}

char *
dh_pixels_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  DhSamplesLayout layout;
  DhLoupe loupe;

  g_return_val_if_fail (model != NULL, NULL);

  dh_samples_layout_init_shown (&layout, model, width, height);
  if (x < 0)
    return describe_whole (&layout, &model->pixels.loupe);
  loupe = dh_samples_layout_find (&layout, x, y);
  if (!loupe.on)
    return NULL;
  return dh_sample_words_make_exact_pixel (layout.run, layout.samples, loupe.row, loupe.column);
}

char *
dh_pixels_csv (const DhFigureModel *model)
{
  GString *csv = g_string_new ("row,column,raw,standardised\n");
  DhSamplesLayout layout;

  dh_samples_layout_init_shown (&layout, model, 0, 0);
  for (gsize p = 0; layout.n > 0 && p < (gsize) layout.run->width * layout.run->height; p++)
    {
      guint8 raw = layout.samples->pixels[p];

      g_string_append_printf (csv, "%u,%u,%u,", (guint) (p / layout.run->width),
                              (guint) (p % layout.run->width), raw);
      dh_number_append_csv (csv, (float) dh_pixel_standardise (layout.run, raw));
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}
