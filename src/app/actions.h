// What the files of window actions have in common.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The place of the string @value among the NULL-terminated @names, or −1. */
int dh_actions_find_name (const char *const *names, GVariant *value);

/* Sets the state of the GSimpleAction @name of @map, without asking it; returns the action. */
GSimpleAction *dh_actions_set_state (GActionMap *map, const char *name, GVariant *state);

/* Adds an action to @map whose state only tells: none but dh_actions_set_state() changes it. */
void dh_actions_add_status (GActionMap *map, const char *name, GVariant *state);

G_END_DECLS
