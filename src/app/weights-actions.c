// How the weights are looked at, as window actions.
// SPDX-License-Identifier: MIT

#include "app/weights-actions.h"

#include "app/actions.h"
#include "figures/view-choices.h"

/* Those among words, as scripts name them too. */
static const char *const word_choices[] = { "weights-view", "weights-quantity", "weights-scale" };

/* Each changes one choice; what is none changes nothing. */

static void
change_word (GSimpleAction *action, GVariant *value, gpointer tools)
{
  DhFigureModel model = { .weights = dh_weights_tools_get_choices (tools) };
  const DhViewChoice *choice = dh_view_choices_find (g_action_get_name (G_ACTION (action)));

  if (dh_view_choices_set (&model, choice, g_variant_get_string (value, NULL)))
    dh_weights_tools_set_choices (tools, &model.weights);
}

static void
change_page (GSimpleAction *action, GVariant *value, gpointer tools)
{
  DhWeightsChoices choices = dh_weights_tools_get_choices (tools);

  choices.page = (guint) MAX (g_variant_get_int32 (value), 0);
  dh_weights_tools_set_choices (tools, &choices);
}

static void
change_layer (GSimpleAction *action, GVariant *value, gpointer tools)
{
  DhWeightsChoices choices = dh_weights_tools_get_choices (tools);

  if (g_variant_get_int32 (value) < 0)
    return;
  choices.layer = (guint) g_variant_get_int32 (value);
  dh_weights_tools_set_choices (tools, &choices);
}

static const GActionEntry actions[] = {
  { "weights-view", NULL, "s", "'classes'", change_word },
  { "weights-quantity", NULL, "s", "'weight'", change_word },
  { "weights-scale", NULL, "s", "'shared'", change_word },
  { "weights-page", NULL, "i", "0", change_page },
  { "weights-layer", NULL, "i", "0", change_layer },
};

static void
update (DhWeightsTools *tools, GActionMap *map)
{
  DhFigureModel model = { .weights = dh_weights_tools_get_choices (tools) };
  GAction *quantity = g_action_map_lookup_action (map, "weights-quantity");

  for (gsize i = 0; i < G_N_ELEMENTS (word_choices); i++)
    {
      g_autofree char *word =
          dh_view_choices_get_word (&model, dh_view_choices_find (word_choices[i]));

      dh_actions_set_state (map, word_choices[i], g_variant_new_string (word));
    }
  dh_actions_set_state (map, "weights-page", g_variant_new_int32 ((gint32) model.weights.page));
  dh_actions_set_state (map, "weights-layer", g_variant_new_int32 ((gint32) model.weights.layer));
  /* The input gradient stands for all three. */
  g_simple_action_set_enabled (G_SIMPLE_ACTION (quantity), dh_weights_tools_has_quantities (tools));
}

void
dh_weights_actions_install (GActionMap *map, DhWeightsTools *tools)
{
  g_return_if_fail (G_IS_ACTION_MAP (map) && DH_IS_WEIGHTS_TOOLS (tools));

  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), tools);
  g_signal_connect_object (tools, "changed", G_CALLBACK (update), map, 0);
}
