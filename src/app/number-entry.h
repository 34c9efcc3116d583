// An entry for a setting that is a number.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "training/settings.h"

G_BEGIN_DECLS

#define DH_TYPE_NUMBER_ENTRY (dh_number_entry_get_type ())
G_DECLARE_FINAL_TYPE (DhNumberEntry, dh_number_entry, DH, NUMBER_ENTRY, GtkEntry)

/* Return, or leaving it, activates "win.SETTING" with the number, where it is another: (d), or (t)
 * where it is "whole". What is no number of the setting is marked, activates nothing, and is
 * forgotten on leaving. Properties: "setting", its name; "whole"; "error", read-only: what can be
 * typed, while what is typed cannot be, else NULL. */

/* Shows the number in @settings, without activating anything. What is being typed stays where the
 * number is what it was and plays a part. */
void dh_number_entry_show (DhNumberEntry *self, const DhSettings *settings);

G_END_DECLS
