// The confusion figure in words, as a table, and what of it can be clicked.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/class-name.h"
#include "figures/confusion-layout.h"
#include "figures/figure-table.h"
#include "figures/mistakes-frame.h"
#include "figures/mistakes-list.h"
#include "figures/number.h"

/* "97.5 %", or a dash of nothing. */
static char *
format_share (guint part, guint all)
{
  g_autofree char *percent = NULL;

  if (all == 0)
    return g_strdup ("–");
  percent = dh_number_format_percent ((double) part / all);
  return g_strdup_printf (_("%s %%"), percent);
}

static char *
describe_one (const DhConfusionLayout *layout, int label, int predicted)
{
  char label_buffer[DH_CLASS_NAME_SIZE], predicted_buffer[DH_CLASS_NAME_SIZE];
  const char *label_name = dh_class_name_get (layout->run, (guint) label, label_buffer);
  const char *predicted_name =
      dh_class_name_get (layout->run, (guint) predicted, predicted_buffer);
  guint n = dh_mistakes_count_cell (layout->reading, label, predicted);
  guint all = dh_mistakes_count_cell (layout->reading, label, -1);
  g_autofree char *count = dh_number_format_count (n);
  g_autofree char *share = format_share (n, all);

  return g_strdup_printf (ngettext ("True %s read as %s: %s image, %s of class %s",
                                    "True %s read as %s: %s images, %s of class %s", n),
                          label_name, predicted_name, count, share, label_name);
}

/* A whole row, or column: how many of its images are on the diagonal. */
static char *
describe_all (const DhConfusionLayout *layout, int label, int predicted)
{
  int class = MAX (label, predicted);
  char buffer[DH_CLASS_NAME_SIZE];
  const char *name = dh_class_name_get (layout->run, (guint) class, buffer);
  guint n = dh_mistakes_count_cell (layout->reading, label, predicted);
  guint right = dh_mistakes_count_cell (layout->reading, class, class);
  g_autofree char *count = dh_number_format_count (n);
  g_autofree char *right_count = dh_number_format_count (right);
  g_autofree char *share = format_share (right, n);

  if (n == 0)
    return g_strdup_printf (label >= 0 ? _("Class %s: no test image")
                                       : _("No test image is read as %s"),
                            name);
  return g_strdup_printf (label >= 0
                              ? ngettext ("Class %s: %s of %s test image read right, %s",
                                          "Class %s: %s of %s test images read right, %s", n)
                              : ngettext ("Read as %s: %s of %s test image rightly, %s",
                                          "Read as %s: %s of %s test images rightly, %s", n),
                          name, right_count, count, share);
}

static char *
describe_cell (const DhConfusionLayout *layout, int label, int predicted)
{
  return label >= 0 && predicted >= 0 ? describe_one (layout, label, predicted)
                                      : describe_all (layout, label, predicted);
}

static void
append_most_frequent (GString *words, const DhConfusionLayout *layout)
{
  char label_buffer[DH_CLASS_NAME_SIZE], predicted_buffer[DH_CLASS_NAME_SIZE];
  guint label = 0, predicted = 0, most = 0;
  g_autofree char *count = NULL;

  for (guint i = 0; i < layout->n; i++)
    for (guint j = 0; j < layout->n; j++)
      {
        guint n = layout->reading->confusion[(gsize) i * layout->n + j];

        if (i == j || n <= most)
          continue;
        label = i;
        predicted = j;
        most = n;
      }
  if (most == 0)
    return;
  count = dh_number_format_count (most);
  g_string_append_c (words, ' ');
  g_string_append_printf (words,
                          ngettext ("Most often: %s read as %s, %s time.",
                                    "Most often: %s read as %s, %s times.", most),
                          dh_class_name_get (layout->run, label, label_buffer),
                          dh_class_name_get (layout->run, predicted, predicted_buffer), count);
}

/* The class with the lowest accuracy, of those that have test images. */
static void
append_worst (GString *words, const DhConfusionLayout *layout)
{
  double worst = 2;
  guint class = 0;
  char buffer[DH_CLASS_NAME_SIZE];
  g_autofree char *percent = NULL;

  for (guint i = 0; i < layout->n; i++)
    {
      guint n = dh_mistakes_count_cell (layout->reading, (int) i, -1);
      guint right = dh_mistakes_count_cell (layout->reading, (int) i, (int) i);
      double share = n > 0 ? (double) right / n : 2;

      if (share >= worst)
        continue;
      worst = share;
      class = i;
    }
  percent = dh_number_format_percent (MIN (worst, 1));
  g_string_append_c (words, ' ');
  g_string_append_printf (words, _("Lowest accuracy: class %s, %s %%."),
                          dh_class_name_get (layout->run, class, buffer), percent);
}

static char *
describe_whole (const DhConfusionLayout *layout, const DhFigureModel *model)
{
  const DhMistakesChoices *choices = &model->mistakes;
  const DhReading *reading = layout->reading;
  GString *words = g_string_new (NULL);
  guint right = dh_reading_count_right (reading);
  g_autofree char *n = dh_number_format_count (reading->n);
  g_autofree char *right_count = dh_number_format_count (right);
  g_autofree char *share = format_share (right, reading->n);
  g_autofree char *step = dh_number_format_count (reading->step);

  g_string_append_printf (words,
                          ngettext ("%s of %s test image read right at step %s, %s.",
                                    "%s of %s test images read right at step %s, %s.", reading->n),
                          right_count, n, step, share);
  append_most_frequent (words, layout);
  append_worst (words, layout);
  if (choices->has_pointed && choices->pointed_label < (int) layout->n &&
      choices->pointed_predicted < (int) layout->n)
    {
      g_autofree char *cell =
          describe_cell (layout, choices->pointed_label, choices->pointed_predicted);

      g_string_prepend (words, ". ");
      g_string_prepend (words, cell);
    }
  return g_string_free (words, FALSE);
}

char *
dh_confusion_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  DhConfusionLayout layout;
  int label, predicted;

  g_return_val_if_fail (model != NULL, NULL);

  dh_confusion_layout_init (&layout, model, width, height);
  if (x < 0 && layout.reading == NULL)
    {
      const char *obstacle = dh_mistakes_get_obstacle (dh_frame_get_run (model, 0));

      /* Too small to have a place for a cell, it still has its numbers. */
      if (obstacle != NULL)
        return g_strdup (obstacle);
      dh_confusion_layout_init (&layout, model, 960, 440);
    }
  if (x < 0)
    return describe_whole (&layout, model);
  return dh_confusion_layout_find (&layout, x, y, &label, &predicted)
             ? describe_cell (&layout, label, predicted)
             : NULL;
}

DhPick
dh_confusion_pick (const DhFigureModel *model, double width, double height, double x, double y)
{
  DhConfusionLayout layout;
  DhPick pick = { DH_PICK_NONE };

  g_return_val_if_fail (model != NULL, pick);

  dh_confusion_layout_init (&layout, model, width, height);
  if (dh_confusion_layout_find (&layout, x, y, &pick.a, &pick.b))
    pick.kind = DH_PICK_CELL;
  return pick;
}

int
dh_confusion_measure (const DhFigureModel *model, int width)
{
  g_return_val_if_fail (model != NULL, 0);

  return (int) ceil (dh_confusion_layout_measure (dh_frame_get_run (model, 0), width));
}

/* Always counts: a share follows from them. */
char *
dh_confusion_csv (const DhFigureModel *model)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  const DhReading *reading = dh_mistakes_get_obstacle (run) == NULL ? run->reading : NULL;
  GString *csv = g_string_new ("true");

  for (guint i = 0; reading != NULL && i < reading->n_classes; i++)
    {
      g_string_append_c (csv, ',');
      dh_class_name_append_csv (csv, run, i);
    }
  g_string_append_c (csv, '\n');
  for (guint i = 0; reading != NULL && i < reading->n_classes; i++)
    {
      dh_class_name_append_csv (csv, run, i);
      for (guint j = 0; j < reading->n_classes; j++)
        g_string_append_printf (csv, ",%u", reading->confusion[(gsize) i * reading->n_classes + j]);
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}
