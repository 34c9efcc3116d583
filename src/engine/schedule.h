// How the learning rate changes with the steps: the table of schedules, as PyTorch defines them.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/choice.h"

G_BEGIN_DECLS

typedef enum
{
  DH_SCHEDULE_CONSTANT,
  DH_SCHEDULE_STEP,
  DH_SCHEDULE_EXPONENTIAL,
  DH_SCHEDULE_COSINE,
  DH_SCHEDULE_WARM_UP,
  DH_N_SCHEDULES
} DhScheduleKind;

typedef struct
{
  DhChoice    choice;
  const char *numbers[3]; /* the settings that play a part; NULL-terminated */
  guint64     steps;      /* the usual schedule-steps and schedule-factor */
  double      factor;
  const char *torch;      /* its making in Python, with @names@ of settings; NULL for constant */

  /* What the learning rate is multiplied by at @step, from 0: torch's closed form. */
  double (*get) (guint64 step, guint64 steps, double factor);
} DhSchedule;

/* The entry of @kind, or NULL where @kind is past the last. */
const DhSchedule *dh_schedule_get (guint kind);

G_END_DECLS
