// What makes a run again to the bit: its settings, and what was changed on the way.
// SPDX-License-Identifier: MIT
#pragma once

#include "snapshot/history.h"
#include "training/settings.h"

G_BEGIN_DECLS

/* More changes than anybody makes by hand; a run with more cannot be written down. */
#define DH_EXPERIMENT_MAX_CHANGES 4096

/* Its text form is one JSON object, the same in pictures, in saved parameters and in files:
 *   {"downhill":1,"step":400,"settings":{…},
 *    "changes":[{"step":312,"key":"learning-rate","value":"0.05"}]}
 * A change holds from the update of its step on. */
typedef struct
{
  DhSettings *settings; /* at step 0; how long the run was to be, and what plays no part, are as
                           dh_settings_new() has them, so that equal runs have equal texts */
  guint64     step;     /* updates made */
  GArray     *changes;  /* of DhEvent, whose steps, from 1 to step, never fall */
} DhExperiment;

/* The experiment that begins with @settings; files in it are named from the root, so that they are
 * found from everywhere. */
DhExperiment *dh_experiment_new (const DhSettings *settings);
DhExperiment *dh_experiment_copy (const DhExperiment *self);
void          dh_experiment_free (DhExperiment *self);

/* The live setting @key has the value @value from @step on, which is not below that of the changes
 * before; one of the same key and step is replaced. At step 0, and where it plays no part, it is no
 * change but belongs to the settings. FALSE where there would be too many. */
gboolean dh_experiment_change (DhExperiment *self, guint64 step, const char *key,
                               const char *value);

/* Undoes that. */
void dh_experiment_forget (DhExperiment *self, guint64 step, const char *key);

/* The text form; NULL where a file's name in it cannot be written. Free with g_free(). */
char *dh_experiment_to_json (const DhExperiment *self);

/* The same in two parts, for those who ask at every step: all but the step, and the whole. */
char *dh_experiment_make_rest (const DhExperiment *self);
char *dh_experiment_join (guint64 step, const char *rest);

/* Takes the text form apart. NULL with an error of one line where it is damaged, or of a later
 * version of the program than this one. */
DhExperiment *dh_experiment_from_json (const char *text, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhExperiment, dh_experiment_free)

G_END_DECLS
