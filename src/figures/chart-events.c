// What was done to a run, as marks on its charts.
// SPDX-License-Identifier: MIT

#include "figures/chart-events.h"

#include <glib/gi18n-lib.h>

#include "figures/number.h"
#include "figures/text.h"

#define LABEL_GAP 12.0

/* Words may be wider than the figures that widths are estimated for. */
#define WORD_WIDTH 1.2

/* Whole sentences: in many languages the words about it depend on the word. */
static const struct
{
  const char *key;
  const char *name;
  const char *sentence;
} words[] = {
  { "learning-rate", N_("learning rate %s"), N_("At step %s the learning rate became %s.") },
  { "momentum", N_("momentum %s"), N_("At step %s the momentum became %s.") },
  { "rho", N_("ρ %s"), N_("At step %s the decay ρ became %s.") },
  { "beta1", N_("β₁ %s"), N_("At step %s the decay β₁ became %s.") },
  { "beta2", N_("β₂ %s"), N_("At step %s the decay β₂ became %s.") },
  { "epsilon", N_("ε %s"), N_("At step %s the number ε became %s.") },
  { "weight-decay", N_("weight decay %s"), N_("At step %s the weight decay became %s.") },
  { "clip-norm", N_("clipping %s"), N_("At step %s the clipping of the gradient became %s.") },
  { "schedule", N_("schedule %s"), N_("At step %s the schedule became %s.") },
  { "schedule-steps", N_("schedule of %s steps"),
    N_("At step %s the length of the schedule became %s steps.") },
  { "schedule-factor", N_("schedule factor %s"),
    N_("At step %s the factor of the schedule became %s.") },
  { "optimizer", N_("optimizer %s"), N_("At step %s the optimizer became %s.") },
  { "batch", N_("batch of %s"), N_("At step %s the batch size became %s.") },
};

static gboolean
is_divergence (const DhEvent *event)
{
  return g_str_equal (event->key, DH_EVENT_DIVERGED);
}

DhEvent *
dh_chart_events_get (const DhSnapshot *run, guint *n)
{
  guint n_all = 0;
  const DhEvent *all = run != NULL && run->history != NULL
                           ? dh_history_get_events (run->history, &n_all)
                           : NULL;
  DhEvent *events = n_all > 0 ? g_new (DhEvent, n_all) : NULL;

  *n = 0;
  for (guint i = 0; i < n_all; i++)
    if (!is_divergence (&all[i]) || (gint64) all[i].step != run->diverged_at)
      events[(*n)++] = all[i];
  return events;
}

static double
get_label_width (const DhEvent *events, guint n)
{
  g_autofree char *name = dh_chart_events_name (events, n);

  return WORD_WIDTH * dh_text_estimate (name, DH_TEXT_CAPTION);
}

/* Right of the line, or so far left that it ends inside. */
static void
place_label (DhChartMark *mark, const DhEvent *events, double left, double right)
{
  mark->label_width = get_label_width (events + mark->first, mark->n);
  mark->label_x = MIN (mark->x, right - mark->label_width);
  if (mark->label_x < left)
    mark->label_width = 0;
}

guint
dh_chart_events_place (const DhEvent *events, const double *x, guint n, double left, double right,
                       DhChartMark *marks)
{
  guint n_marks = 0;

  for (guint i = 0; i < n; i++)
    {
      DhChartMark mark = { .first = i, .n = 1, .x = x[i] };

      if (x[i] < left || x[i] > right)
        continue;
      place_label (&mark, events, left, right);
      /* A longer label may reach one mark further back. */
      while (n_marks > 0 && mark.label_x < marks[n_marks - 1].label_x +
                                               marks[n_marks - 1].label_width + LABEL_GAP)
        {
          n_marks--;
          mark.first = marks[n_marks].first;
          mark.x = marks[n_marks].x;
          mark.n = i - mark.first + 1;
          place_label (&mark, events, left, right);
        }
      marks[n_marks++] = mark;
    }
  return n_marks;
}

static guint
find_words (const DhEvent *event)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (words) && !g_str_equal (words[i].key, event->key))
    i++;
  return i;
}

/* What the settings have a word for, or the id of a choice. */
static const char *
translate_word (const DhEvent *event)
{
  if (event->title != NULL)
    return _(event->title);
  if (g_str_equal (event->value, "all"))
    return C_("images", "all");
  if (g_str_equal (event->value, "none"))
    return g_str_equal (event->key, "clip-norm") ? C_("clipping", "none") : C_("value", "none");
  return event->value;
}

/* Numbers as everywhere else in the charts, choices by their titles. */
static char *
format_value (const DhEvent *event)
{
  char *end = NULL;
  double value = g_ascii_strtod (event->value, &end);

  if (end == event->value || *end != '\0')
    return g_strdup (translate_word (event));
  return dh_number_format_significant (value, 6);
}

char *
dh_chart_events_name (const DhEvent *events, guint n)
{
  g_autofree char *value = NULL;
  guint i = find_words (&events[0]);

  if (n > 1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change", "%u changes", n), n);
  if (is_divergence (&events[0]))
    return g_strdup (_("diverged"));
  value = format_value (&events[0]);
  return i < G_N_ELEMENTS (words) ? g_strdup_printf (_(words[i].name), value)
                                  : g_strdup_printf ("%s %s", events[0].key, value);
}

char *
dh_chart_events_say (const DhEvent *event)
{
  g_autofree char *step = dh_number_format_count (event->step);
  g_autofree char *value = NULL;
  guint i = find_words (event);

  if (is_divergence (event))
    return g_strdup_printf (_("Diverged at step %s."), step);
  value = format_value (event);
  if (i < G_N_ELEMENTS (words))
    return g_strdup_printf (_(words[i].sentence), step, value);
  return g_strdup_printf (_("At step %s: %s %s."), step, event->key, value);
}
