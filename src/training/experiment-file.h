// Experiments out of files: of pictures, of saved parameters, of plain JSON.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "training/experiment.h"

G_BEGIN_DECLS

/* TRUE where the file @path is of a kind that can carry an experiment, as its first bytes or its
 * name's ending tell: .png, .safetensors or .json. */
gboolean dh_experiment_file_is_one (const char *path);

/* The experiment in the file @path. NULL with an error of one line, which begins with @path, where
 * there is none, the file is damaged, or it is of a later version of the program. */
DhExperiment *dh_experiment_file_load (const char *path, GError **error);

G_END_DECLS
