// The options of downhill train that are settings of the run.
// SPDX-License-Identifier: MIT
#pragma once

#include "cli/train-options.h"

G_BEGIN_DECLS

/* Adds them to @group, whose data must be a DhTrainOptions with settings and given. */
void dh_train_settings_add_entries (GOptionGroup *group);

/* Gives the settings their values when all options are parsed: a choice brings its usual numbers,
 * whatever was given itself stays, wherever it stood on the line; and how long the run is. FALSE
 * with an error where options exclude each other. */
gboolean dh_train_settings_settle (DhTrainOptions *options, GError **error);

/* Sets the error of an @option whose @value is wrong. FALSE. */
gboolean dh_train_settings_fail (
    GError **error, const char *option, const char *value, const char *wanted);

G_END_DECLS
