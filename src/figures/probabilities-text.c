// What the probabilities figure says, and the table it writes.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>

#include "figures/class-name.h"
#include "figures/figure-table.h"
#include "figures/number.h"
#include "figures/probabilities-layout.h"
#include "figures/sample-words.h"

#define MOST_TOLD 3

/* The most likely class that is not yet told. */
static int
find_next (const DhProbabilitiesLayout *self, const gboolean *told)
{
  int best = -1;

  for (guint i = 0; i < self->n; i++)
    if (!told[i] && (best < 0 || dh_probabilities_get_part (self, i) >
                                     dh_probabilities_get_part (self, (guint) best)))
      best = (int) i;
  return best;
}

/* "7: 99.7 %, 2: 0.2 %, 9: 0.1 %" */
static char *
list_likeliest (const DhProbabilitiesLayout *self)
{
  GString *list = g_string_new (NULL);
  g_autofree gboolean *told = g_new0 (gboolean, self->n);

  for (guint i = 0; i < MIN (self->n, MOST_TOLD); i++)
    {
      guint class = (guint) find_next (self, told);
      char buffer[DH_CLASS_NAME_SIZE];
      g_autofree char *percent =
          dh_sample_words_make_percent (dh_probabilities_get_part (self, class));

      told[class] = TRUE;
      g_string_append_printf (list, "%s%s: %s", i > 0 ? ", " : "",
                              dh_class_name_get (self->run, class, buffer), percent);
    }
  return g_string_free (list, FALSE);
}

static char *
describe_whole (const DhProbabilitiesLayout *self)
{
  char buffer[DH_CLASS_NAME_SIZE];
  g_autofree char *prediction = NULL;
  g_autofree char *list = NULL;

  if (self->n == 0)
    return g_strdup (_("No image to show yet."));
  prediction = dh_sample_words_make_prediction (self->run, &self->run->shown);
  if (prediction == NULL)
    return g_strdup (_("It is not known how likely the classes are."));
  list = list_likeliest (self);
  return g_strdup_printf (_("%s. %s, the label is %s. Most likely: %s."), prediction,
                          dh_sample_words_get_verdict (self->run, &self->run->shown),
                          dh_class_name_get (self->run, self->run->shown.label, buffer), list);
}

char *
dh_probabilities_describe (
    const DhFigureModel *model, double width, double height, double x, double y)
{
  DhProbabilitiesLayout layout;
  char buffer[DH_CLASS_NAME_SIZE];
  const char *name;
  g_autofree char *percent = NULL;
  int class;

  g_return_val_if_fail (model != NULL, NULL);

  dh_probabilities_layout_init (&layout, model, width, height);
  if (x < 0)
    return describe_whole (&layout);
  class = dh_probabilities_find (&layout, y);
  if (layout.parts == NULL || class < 0)
    return NULL;
  name = dh_class_name_get (layout.run, (guint) class, buffer);
  percent = dh_sample_words_make_percent (layout.parts[class]);
  return class == (int) layout.run->shown.label
             ? g_strdup_printf (_("%s, the label: %s"), name, percent)
             : g_strdup_printf ("%s: %s", name, percent);
}

char *
dh_probabilities_csv (const DhFigureModel *model)
{
  GString *csv = g_string_new ("class,name,probability,is_label,is_predicted\n");
  DhProbabilitiesLayout layout;

  dh_probabilities_layout_init (&layout, model, 0, 0);
  for (guint i = 0; layout.parts != NULL && i < layout.n; i++)
    {
      g_string_append_printf (csv, "%u,", i);
      dh_class_name_append_csv (csv, layout.run, i);
      g_string_append_c (csv, ',');
      dh_number_append_csv (csv, layout.parts[i]);
      g_string_append_printf (csv, ",%d,%d\n", i == layout.run->shown.label,
                              (int) i == layout.predicted);
    }
  return g_string_free (csv, FALSE);
}
