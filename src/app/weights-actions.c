// How the weights are looked at, as window actions.
// SPDX-License-Identifier: MIT

#include "app/weights-actions.h"

#include "app/actions.h"

static const char *const views[] = { "classes", "units", "layer", NULL };
static const char *const quantities[] = { "weight", "gradient", "update", NULL };
static const char *const scales[] = { "shared", "own", NULL };

/* Each changes one choice; what is none changes nothing. */

static void
change_view (GSimpleAction *action, GVariant *value, gpointer tools)
{
  DhWeightsChoices choices = dh_weights_tools_get_choices (tools);
  int view = dh_actions_find_name (views, value);

  if (view < 0)
    return;
  choices.view = (DhWeightsView) view;
  dh_weights_tools_set_choices (tools, &choices);
}

static void
change_quantity (GSimpleAction *action, GVariant *value, gpointer tools)
{
  DhWeightsChoices choices = dh_weights_tools_get_choices (tools);
  int quantity = dh_actions_find_name (quantities, value);

  if (quantity < 0)
    return;
  choices.quantity = (DhWeightsQuantity) quantity;
  dh_weights_tools_set_choices (tools, &choices);
}

static void
change_scale (GSimpleAction *action, GVariant *value, gpointer tools)
{
  DhWeightsChoices choices = dh_weights_tools_get_choices (tools);
  int scale = dh_actions_find_name (scales, value);

  if (scale < 0)
    return;
  choices.own_scale = scale == 1;
  dh_weights_tools_set_choices (tools, &choices);
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
  { "weights-view", NULL, "s", "'classes'", change_view },
  { "weights-quantity", NULL, "s", "'weight'", change_quantity },
  { "weights-scale", NULL, "s", "'shared'", change_scale },
  { "weights-page", NULL, "i", "0", change_page },
  { "weights-layer", NULL, "i", "0", change_layer },
};

static void
update (DhWeightsTools *tools, GActionMap *map)
{
  DhWeightsChoices choices = dh_weights_tools_get_choices (tools);
  GSimpleAction *quantity =
      dh_actions_set_state (map, "weights-quantity",
                            g_variant_new_string (quantities[choices.quantity]));

  dh_actions_set_state (map, "weights-view", g_variant_new_string (views[choices.view]));
  dh_actions_set_state (map, "weights-scale",
                        g_variant_new_string (scales[choices.own_scale]));
  dh_actions_set_state (map, "weights-page", g_variant_new_int32 ((gint32) choices.page));
  dh_actions_set_state (map, "weights-layer", g_variant_new_int32 ((gint32) choices.layer));
  /* The input gradient stands for all three. */
  g_simple_action_set_enabled (quantity, dh_weights_tools_has_quantities (tools));
}

void
dh_weights_actions_install (GActionMap *map, DhWeightsTools *tools)
{
  g_return_if_fail (G_IS_ACTION_MAP (map) && DH_IS_WEIGHTS_TOOLS (tools));

  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), tools);
  g_signal_connect_object (tools, "changed", G_CALLBACK (update), map, 0);
}
