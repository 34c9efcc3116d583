// What the files of window actions have in common.
// SPDX-License-Identifier: MIT

#include "app/actions.h"

int
dh_actions_find_name (const char *const *names, GVariant *value)
{
  const char *name = g_variant_get_string (value, NULL);

  for (int i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return i;
  return -1;
}

GSimpleAction *
dh_actions_set_state (GActionMap *map, const char *name, GVariant *state)
{
  GSimpleAction *action = G_SIMPLE_ACTION (g_action_map_lookup_action (map, name));

  g_simple_action_set_state (action, state);
  return action;
}

static void
leave_state (GSimpleAction *action, GVariant *value)
{
}

/* Without handlers of its own an action would change its state. */
void
dh_actions_add_status (GActionMap *map, const char *name, GVariant *state)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (name, NULL, state);

  g_signal_connect (action, "activate", G_CALLBACK (leave_state), NULL);
  g_signal_connect (action, "change-state", G_CALLBACK (leave_state), NULL);
  g_action_map_add_action (map, G_ACTION (action));
}
