// What all charts say, and what can be pointed at on them.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>

#include "figures/chart-cursor.h"
#include "figures/chart-figure.h"
#include "figures/chart-layout.h"
#include "figures/number.h"

/* More of them nobody listens to. */
#define MAX_TOLD_EVENTS 5

char *
dh_chart_describe_step (const DhChart *self, const DhSnapshot *run, double step)
{
  gboolean share = self->share;
  guint n_train, n_test;
  const DhBucket *trains = dh_chart_get_buckets (run, self->train, &n_train);
  const DhBucket *tests = dh_chart_get_buckets (run, self->test, &n_test);
  const DhBucket *train = NULL, *test = NULL;
  g_autofree char *train_value = NULL, *test_value = NULL, *steps = NULL, *test_steps = NULL;

  if (n_train > 0)
    train = &trains[dh_chart_find_bucket (trains, n_train, step)];
  if (n_test > 0)
    test = &tests[dh_chart_find_bucket (tests, n_test,
                                        train != NULL ? (double) train->first : step)];
  if (train == NULL && test == NULL)
    return NULL;
  steps = dh_chart_format_steps (train != NULL ? train : test);
  if (train != NULL)
    train_value = dh_chart_format_value (self, train->mean);
  if (test != NULL)
    test_value = dh_chart_format_value (self, test->mean);
  if (test == NULL)
    return g_strdup_printf (share ? _("%s: training accuracy %s") : _("%s: training loss %s"),
                            steps, train_value);
  if (train == NULL)
    return g_strdup_printf (share ? _("%s: test accuracy %s") : _("%s: test loss %s"), steps,
                            test_value);
  if (test->first <= train->last && test->last >= train->first)
    return g_strdup_printf (share ? _("%s: training accuracy %s, test accuracy %s")
                                  : _("%s: training loss %s, test loss %s"),
                            steps, train_value, test_value);
  /* The test set is evaluated less often: say when, rather than pass it off as this step's. */
  test_steps = dh_number_format_count (test->last);
  return g_strdup_printf (share ? _("%s: training accuracy %s, test accuracy %s at step %s")
                                : _("%s: training loss %s, test loss %s at step %s"),
                          steps, train_value, test_value, test_steps);
}

static char *
describe_train (const DhChart *self, const DhBucket *train, guint n)
{
  gboolean share = self->share;
  g_autofree char *first = dh_chart_format_value (self, train[0].mean);
  g_autofree char *last = dh_chart_format_value (self, train[n - 1].mean);
  g_autofree char *step = dh_number_format_count (train[n - 1].last);

  if (n == 1 || g_str_equal (first, last))
    return g_strdup_printf (share ? _("Training accuracy %s at step %s.")
                                  : _("Training loss %s at step %s."),
                            last, step);
  if (train[n - 1].mean > train[0].mean)
    return g_strdup_printf (share ? _("Training accuracy %s at step %s, up from %s.")
                                  : _("Training loss %s at step %s, up from %s."),
                            last, step, first);
  return g_strdup_printf (share ? _("Training accuracy %s at step %s, down from %s.")
                                : _("Training loss %s at step %s, down from %s."),
                          last, step, first);
}

static char *
describe_test (const DhChart *self, const DhBucket *test, guint n)
{
  gboolean share = self->share;
  g_autofree char *first = dh_chart_format_value (self, test[0].mean);
  g_autofree char *last = dh_chart_format_value (self, test[n - 1].mean);

  if (n == 1 || g_str_equal (first, last))
    return g_strdup_printf (share ? _("Test accuracy %s.") : _("Test loss %s."), last);
  if (test[n - 1].mean > test[0].mean)
    return g_strdup_printf (share ? _("Test accuracy %s, up from %s.")
                                  : _("Test loss %s, up from %s."),
                            last, first);
  return g_strdup_printf (share ? _("Test accuracy %s, down from %s.")
                                : _("Test loss %s, down from %s."),
                          last, first);
}

/* The latest ones. */
static void
add_events (GPtrArray *sentences, const DhEvent *events, guint n)
{
  guint first = n > MAX_TOLD_EVENTS ? n - MAX_TOLD_EVENTS : 0;

  for (guint i = first; i < n; i++)
    g_ptr_array_add (sentences, dh_chart_events_say (&events[i]));
}

static char *
join (GPtrArray *sentences)
{
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **) sentences->pdata);
}

/* The cursor first: it is what has just been moved. */
static void
add_cursor (GPtrArray *sentences, const DhChart *self, const DhFigureModel *model)
{
  g_autofree char *text = NULL;

  if (model->chart.has_cursor)
    text = dh_chart_describe_step (self, dh_frame_get_run (model, 0), model->chart.cursor);
  if (text != NULL)
    g_ptr_array_add (sentences, g_strconcat (text, ".", NULL));
}

/* One sentence a fact: parts of a sentence cannot be translated. */
static char *
describe_whole (const DhChart *self, const DhFigureModel *model)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  guint n, n_test, n_events;
  const DhBucket *train = dh_chart_get_buckets (run, self->train, &n);
  const DhBucket *test = dh_chart_get_buckets (run, self->test, &n_test);
  g_autofree DhEvent *events = dh_chart_events_get (run, &n_events);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  add_cursor (sentences, self, model);
  if (n == 0 && n_test == 0)
    g_ptr_array_add (sentences, g_strdup (_("No step has been made yet.")));
  if (n > 0)
    g_ptr_array_add (sentences, describe_train (self, train, n));
  if (n_test > 0)
    g_ptr_array_add (sentences, describe_test (self, test, n_test));
  add_events (sentences, events, n_events);
  if (run != NULL && run->diverged_at >= 0)
    {
      g_autofree char *step = dh_number_format_count ((guint64) run->diverged_at);

      g_ptr_array_add (sentences, g_strdup_printf (_("Diverged at step %s."), step));
    }
  return join (sentences);
}

static char *
describe_mark (const DhChartLayout *layout, guint i)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  add_events (sentences, layout->events + layout->marks[i].first, layout->marks[i].n);
  return join (sentences);
}

char *
dh_chart_describe (const DhChart *self,
                   const DhFigureModel *model,
                   double width,
                   double height,
                   double x,
                   double y)
{
  DhChartLayout layout;
  double position;
  int mark;

  g_return_val_if_fail (self != NULL && model != NULL, NULL);

  if (x < 0)
    return describe_whole (self, model);
  dh_chart_layout_init (&layout, self, model, width, height);
  if (layout.empty)
    return NULL;
  mark = dh_chart_layout_find_mark (&layout, x, y);
  if (mark >= 0)
    return describe_mark (&layout, (guint) mark);
  if (!dh_rect_contains (&layout.plot, x, y))
    return NULL;
  position = dh_scale_unmap (&layout.x, x);
  return dh_chart_describe_step (self, dh_frame_get_run (model, 0),
                                 dh_chart_axis_get_step (&layout.axis, position));
}

DhPick
dh_chart_pick (const DhChart *self,
               const DhFigureModel *model,
               double width,
               double height,
               double x,
               double y)
{
  DhChartLayout layout;
  double step;

  g_return_val_if_fail (self != NULL && model != NULL, (DhPick){ DH_PICK_NONE });

  dh_chart_layout_init (&layout, self, model, width, height);
  if (layout.empty || !dh_rect_contains (&layout.plot, x, y))
    return (DhPick){ DH_PICK_NONE };
  step = dh_chart_axis_get_step (&layout.axis, dh_scale_unmap (&layout.x, x));
  return (DhPick){ .kind = DH_PICK_STEP,
                   .value = dh_chart_cursor_move (self, dh_frame_get_run (model, 0), step, 0) };
}
