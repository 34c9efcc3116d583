// The rows of the settings pane, for tests.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/number-entry.h"
#include "window-fixture.h"

static const char *const settings_choices[] = { "optimizer", "schedule", "activation", "init",
                                                "batches" };

static const char *const settings_numbers[] = {
  "learning-rate", "momentum",     "rho",       "beta1",          "beta2",
  "epsilon",       "weight-decay", "clip-norm", "schedule-steps", "schedule-factor",
};

static inline GtkWidget *
find_row (WindowFixture *window, const char *id)
{
  return window_find_in (window_find (window, "settings"), id);
}

static inline GtkWidget *
find_entry (WindowFixture *window, const char *setting)
{
  gboolean is_rate = g_str_equal (setting, "learning-rate");
  g_autoptr (GPtrArray) entries = window_list (
      find_row (window, is_rate ? "learning_rate" : setting), DH_TYPE_NUMBER_ENTRY);

  g_assert_cmpuint (entries->len, ==, 1);
  return entries->pdata[0];
}

static inline void
type (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static inline const char *
get_text (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

/* Every reset that was asked for is done. */
static inline void
await_ready (WindowFixture *window)
{
  WAIT_UNTIL (window_is (window, "ready"));
}
