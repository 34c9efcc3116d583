// What the parts of a run share.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/random.h"
#include "training/experiment.h"
#include "training/probing.h"
#include "training/run.h"

G_BEGIN_DECLS

struct _DhRun
{
  guint64 number;
  DhTrainer *trainer;
  DhEvaluation *evaluation; /* NULL without a test set */
  DhHistory *history;
  char *settings_json;
  DhExperiment *experiment; /* how it came here; NULL where that cannot be written down */
  char *experiment_rest;    /* its text but for the step, or NULL */
  DhExperiment *plan;       /* whose changes it makes at their steps, or NULL */
  guint n_planned;          /* of them made */
  DhSettings *settled;  /* as the last step before changed_at was made, or NULL */
  guint64 changed_at;   /* step at which numbers were changed last */
  DhRandom show; /* which samples are shown; apart from the streams that decide the numbers */
  guint samples[DH_RUN_N_SAMPLES]; /* positions in the subset */
  guint n_samples;
  const DhGallery *gallery; /* or NULL */
  DhLook look; /* at an image that there is */
  const DhProbe *probe; /* latest, or NULL */
  DhProbing *probing;   /* that is under way, or NULL */
};

G_END_DECLS
