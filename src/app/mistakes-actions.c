// Which mistakes are looked at, as actions of the window.
// SPDX-License-Identifier: MIT

#include "app/mistakes-actions.h"

#include "app/actions.h"
#include "figures/mistakes-list.h"

#define ANY "any"

struct _DhMistakesActions
{
  GActionMap *map; /* borrowed, as the views */
  DhFigureView *confusion;
  DhFigureView *misread;
  DhMistakesChoices choices;
};

/* What the views show, or NULL. */
static const DhReading *
get_reading (const DhMistakesActions *self)
{
  DhFigureModel model = dh_figure_view_get_model (self->confusion);

  return model.n_runs > 0 ? model.runs[0]->reading : NULL;
}

static void
show_in (DhMistakesActions *self, DhFigureView *view)
{
  DhFigureModel model = dh_figure_view_get_model (view);

  model.mistakes = self->choices;
  dh_figure_view_set_choices (view, &model);
}

static void
show_page (DhMistakesActions *self, guint page)
{
  self->choices.page = page;
  self->choices.image = 0;
  dh_actions_set_state (self->map, "mistakes-page", g_variant_new_int32 ((gint32) page + 1));
}

static void
change_confusion (GSimpleAction *action, GVariant *value, gpointer data)
{
  DhMistakesActions *self = data;
  const char *unit = g_variant_get_string (value, NULL);

  if (!g_str_equal (unit, "counts") && !g_str_equal (unit, "percent"))
    return;
  g_simple_action_set_state (action, value);
  self->choices.percent = g_str_equal (unit, "percent");
  show_in (self, self->confusion);
}

/* "any" as −1. */
static gboolean
parse_class (const char *text, int *class)
{
  guint64 number;

  *class = -1;
  if (g_str_equal (text, ANY))
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT16, &number, NULL))
    return FALSE;
  *class = (int) number;
  return TRUE;
}

/* FALSE where @text names no cell, row or column. */
static gboolean
parse_cell (const char *text, DhMistakesChoices *choices)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 3);

  return g_strv_length (parts) == 2 && parse_class (parts[0], &choices->label) &&
         parse_class (parts[1], &choices->predicted) &&
         (choices->label >= 0 || choices->predicted >= 0);
}

static void
change_cell (GSimpleAction *action, GVariant *value, gpointer data)
{
  DhMistakesActions *self = data;
  const DhReading *reading = get_reading (self);
  const char *cell = g_variant_get_string (value, NULL);
  DhMistakesChoices choices = self->choices;

  choices.has_cell = !g_str_equal (cell, "all");
  if (choices.has_cell && (!parse_cell (cell, &choices) || reading == NULL ||
                           !dh_mistakes_has_cell (reading, &choices)))
    return;
  self->choices = choices;
  g_simple_action_set_state (action, value);
  show_page (self, 0);
  show_in (self, self->confusion);
  show_in (self, self->misread);
}

static void
change_page (GSimpleAction *action, GVariant *value, gpointer data)
{
  DhMistakesActions *self = data;
  const DhReading *reading = get_reading (self);
  gint32 page = g_variant_get_int32 (value);

  if (reading == NULL || page < 1 ||
      (guint) page > dh_mistakes_count_pages (reading, &self->choices))
    return;
  show_page (self, (guint) page - 1);
  show_in (self, self->misread);
}

static const GActionEntry actions[] = {
  { "confusion", NULL, "s", "'counts'", change_confusion },
  { "mistakes-cell", NULL, "s", "'all'", change_cell },
  { "mistakes-page", NULL, "i", "1", change_page },
};

DhMistakesActions *
dh_mistakes_actions_new (GActionMap *map, DhFigureView *confusion, DhFigureView *misread)
{
  DhMistakesActions *self = g_new0 (DhMistakesActions, 1);

  g_assert (G_IS_ACTION_MAP (map) && DH_IS_FIGURE_VIEW (confusion) && DH_IS_FIGURE_VIEW (misread));

  self->map = map;
  self->confusion = confusion;
  self->misread = misread;
  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), self);
  return self;
}

void
dh_mistakes_actions_free (DhMistakesActions *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (self->map, actions[i].name);
  g_free (self);
}

const DhMistakesChoices *
dh_mistakes_actions_get_choices (const DhMistakesActions *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->choices;
}

static void
append_class (GString *text, int class)
{
  if (class < 0)
    g_string_append (text, ANY);
  else
    g_string_append_printf (text, "%d", class);
}

void
dh_mistakes_actions_pick_cell (DhMistakesActions *self, int label, int predicted)
{
  GString *cell = g_string_new (NULL);

  g_return_if_fail (self != NULL);

  if (self->choices.has_cell && self->choices.label == label &&
      self->choices.predicted == predicted)
    g_string_append (cell, "all");
  else
    {
      append_class (cell, label);
      g_string_append_c (cell, ',');
      append_class (cell, predicted);
    }
  g_action_group_change_action_state (G_ACTION_GROUP (self->map), "mistakes-cell",
                                      g_variant_new_take_string (g_string_free (cell, FALSE)));
}

void
dh_mistakes_actions_point (DhMistakesActions *self, DhFigureView *view, const DhPick *pick)
{
  g_return_if_fail (self != NULL && pick != NULL);

  if (view == self->confusion)
    {
      self->choices.has_pointed = pick->kind == DH_PICK_CELL;
      self->choices.pointed_label = pick->a;
      self->choices.pointed_predicted = pick->b;
    }
  else
    self->choices.image = pick->kind == DH_PICK_IMAGE ? (guint) pick->a + 1 : 0;
  show_in (self, view);
}

void
dh_mistakes_actions_fit (DhMistakesActions *self)
{
  const DhReading *reading;

  g_return_if_fail (self != NULL);

  reading = get_reading (self);
  if (reading == NULL)
    return;
  if (self->choices.has_cell && !dh_mistakes_has_cell (reading, &self->choices))
    g_action_group_change_action_state (G_ACTION_GROUP (self->map), "mistakes-cell",
                                        g_variant_new_string ("all"));
  if (self->choices.page != dh_mistakes_get_page (reading, &self->choices))
    {
      show_page (self, dh_mistakes_get_page (reading, &self->choices));
      show_in (self, self->misread);
    }
}
