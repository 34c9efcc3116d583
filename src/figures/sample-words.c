// What there is to say of one image: its pixels, and what the network makes of it.
// SPDX-License-Identifier: MIT

#include "figures/sample-words.h"

#include <glib/gi18n-lib.h>

#include "figures/class-name.h"
#include "figures/number.h"
#include "figures/pixel-value.h"

char *
dh_sample_words_make_percent (double share)
{
  g_autofree char *number = dh_number_format_percent (share);

  /* A thin space, which no line breaks at. */
  return g_strconcat (number, "\u202f%", NULL);
}

static guint8
get_raw (const DhSnapshot *run, const DhSample *sample, guint row, guint column)
{
  return sample->pixels[(gsize) row * run->width + column];
}

char *
dh_sample_words_make_pixel (
    const DhSnapshot *run, const DhSample *sample, guint row, guint column, gboolean standardised)
{
  guint8 raw = get_raw (run, sample, row, column);
  g_autofree char *value = NULL;

  if (!standardised)
    return g_strdup_printf (_("Row %u, column %u: %u of 255"), row, column, raw);
  value = dh_number_format_decimals (dh_pixel_standardise (run, raw), 2);
  return g_strdup_printf (_("Row %u, column %u: %s standardised"), row, column, value);
}

char *
dh_sample_words_make_exact_pixel (const DhSnapshot *run,
                                  const DhSample *sample,
                                  guint row,
                                  guint column)
{
  guint8 raw = get_raw (run, sample, row, column);
  g_autofree char *value = dh_number_format_decimals (dh_pixel_standardise (run, raw), 2);

  return g_strdup_printf (_("Row %u, column %u: raw %u of 255, standardised %s"), row, column, raw,
                          value);
}

char *
dh_sample_words_make_prediction (const DhSnapshot *run, const DhSample *sample)
{
  int predicted = dh_sample_get_predicted (sample, run->n_classes);
  char buffer[DH_CLASS_NAME_SIZE];
  g_autofree char *percent = NULL;

  if (predicted < 0)
    return NULL;
  percent = dh_sample_words_make_percent (sample->probabilities[predicted]);
  /* Translators: what the network reads in an image, and how sure it is: "Reads 7, 99.7 % sure" */
  return g_strdup_printf (_("Reads %s, %s sure"),
                          dh_class_name_get (run, (guint) predicted, buffer), percent);
}

char *
dh_sample_words_make_short_prediction (const DhSnapshot *run, const DhSample *sample)
{
  int predicted = dh_sample_get_predicted (sample, run->n_classes);
  char buffer[DH_CLASS_NAME_SIZE];

  return predicted < 0
             ? NULL
             : g_strdup_printf (_("Reads %s"), dh_class_name_get (run, (guint) predicted, buffer));
}

const char *
dh_sample_words_get_verdict (const DhSnapshot *run, const DhSample *sample)
{
  int predicted = dh_sample_get_predicted (sample, run->n_classes);

  if (predicted < 0)
    return NULL;
  return predicted == (int) sample->label ? _("Right") : _("Wrong");
}
