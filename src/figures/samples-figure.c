// The samples figure: images as the network sees them, a number in every pixel.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>

#include "figures/class-name.h"
#include "figures/figure-table.h"
#include "figures/number.h"
#include "figures/sample-words.h"
#include "figures/samples-drawing.h"

static const char *
get_title (const DhSamplesLayout *layout, const DhFigureModel *model)
{
  if (layout->format != DH_PIXEL_NONE)
    return model->pixels.standardised ? _("The numbers the network sees")
                                      : _("The images as numbers, 0 to 255");
  if (layout->n == 0 || model->pixels.hide_values)
    return _("Sample digits");
  return layout->n < 2 ? _("Point at a pixel to read it") : _("Choose one to read it");
}

void
dh_samples_draw_still (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  DhSamplesLayout layout;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  dh_samples_layout_init (&layout, model, width, height);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  if (layout.n == 0)
    {
      g_auto (DhText) text = { 0 };

      dh_text_init (&text, cr, model->theme);
      dh_frame_draw_message (&layout.frame, &text, _("No digits to show yet"));
    }
  dh_samples_drawing_still (&layout, cr, model, get_title (&layout, model));
  cairo_restore (cr);
}

void
dh_samples_draw_live (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  DhSamplesLayout layout;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  dh_samples_layout_init (&layout, model, width, height);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_samples_drawing_live (&layout, cr, model, get_title (&layout, model));
  cairo_restore (cr);
}

void
dh_samples_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  dh_samples_draw_still (cr, model, width, height);
  dh_samples_draw_live (cr, model, width, height);
}

static gboolean
has_predictions (const DhSnapshot *run)
{
  return run->n_samples > 0 && run->samples[0].probabilities != NULL;
}

gboolean
dh_samples_same (const DhSnapshot *a, const DhSnapshot *b)
{
  return has_predictions (a) == has_predictions (b) && dh_snapshot_has_same_samples (a, b);
}

DhPick
dh_samples_pick (const DhFigureModel *model, double width, double height, double x, double y)
{
  DhSamplesLayout layout;

  dh_samples_layout_init (&layout, model, width, height);
  return dh_samples_layout_pick (&layout, x, y);
}

/* "Label 7. Reads 7, 99.7 % sure. Right." of each that has a prediction. */
static void
append_predictions (GString *words, const DhSamplesLayout *layout)
{
  for (guint i = 0; i < layout->n; i++)
    {
      const DhSample *sample = &layout->samples[i];
      char buffer[DH_CLASS_NAME_SIZE];
      g_autofree char *prediction = dh_sample_words_make_prediction (layout->run, sample);

      if (prediction == NULL)
        continue;
      g_string_append_c (words, ' ');
      g_string_append_printf (words, _("Label %s. %s. %s."),
                              dh_class_name_get (layout->run, sample->label, buffer), prediction,
                              dh_sample_words_get_verdict (layout->run, sample));
    }
}

static char *
describe_pixel (const DhSamplesLayout *layout, const DhLoupe *loupe)
{
  const DhSample *sample = dh_samples_layout_get_sample (layout, loupe);
  guint8 raw = sample->pixels[(gsize) loupe->row * layout->run->width + loupe->column];
  char buffer[DH_CLASS_NAME_SIZE];
  g_autofree char *value = dh_number_format_decimals (dh_pixel_standardise (layout->run, raw), 2);

  return g_strdup_printf (_("Label %s, row %u, column %u: raw %u of 255, standardised %s"),
                          dh_class_name_get (layout->run, sample->label, buffer), loupe->row,
                          loupe->column, raw, value);
}

static char *
describe_whole (const DhSamplesLayout *layout, const DhLoupe *loupe)
{
  GString *words = g_string_new (NULL);
  g_autoptr (GString) labels = g_string_new (NULL);

  if (layout->n == 0)
    {
      g_string_append (words, _("No digits to show yet."));
      return g_string_free (words, FALSE);
    }
  if (dh_samples_layout_has_pixel (layout, loupe))
    {
      g_autofree char *pixel = describe_pixel (layout, loupe);

      g_string_append_printf (words, "%s. ", pixel);
    }
  for (guint i = 0; i < layout->n; i++)
    {
      char buffer[DH_CLASS_NAME_SIZE];

      g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "",
                              dh_class_name_get (layout->run, layout->samples[i].label, buffer));
    }
  g_string_append_printf (words,
                          ngettext ("%u sample image of %u×%u pixels, label %s.",
                                    "%u sample images of %u×%u pixels, labels %s.", layout->n),
                          layout->n, layout->run->width, layout->run->height, labels->str);
  append_predictions (words, layout);
  return g_string_free (words, FALSE);
}

char *
dh_samples_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  DhSamplesLayout layout;
  DhLoupe loupe;

  g_return_val_if_fail (model != NULL, NULL);

  dh_samples_layout_init (&layout, model, width, height);
  if (x < 0)
    return describe_whole (&layout, &model->pixels.loupe);
  loupe = dh_samples_layout_find (&layout, x, y);
  return loupe.on ? describe_pixel (&layout, &loupe) : NULL;
}

char *
dh_samples_csv (const DhFigureModel *model)
{
  GString *csv = g_string_new ("sample,label,row,column,raw,standardised\n");
  DhSamplesLayout layout;

  dh_samples_layout_init (&layout, model, 0, 0);
  for (guint i = 0; i < layout.n; i++)
    {
      const DhSample *sample = &layout.samples[i];
      gsize n = (gsize) layout.run->width * layout.run->height;

      for (gsize p = 0; p < n; p++)
        {
          g_string_append_printf (csv, "%u,%u,%u,%u,%u,", layout.first + i, sample->label,
                                  (guint) (p / layout.run->width), (guint) (p % layout.run->width),
                                  sample->pixels[p]);
          dh_number_append_csv (csv, (float) dh_pixel_standardise (layout.run, sample->pixels[p]));
          g_string_append_c (csv, '\n');
        }
    }
  return g_string_free (csv, FALSE);
}
