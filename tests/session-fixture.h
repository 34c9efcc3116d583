// A session on a small data set in files, for tests.
// SPDX-License-Identifier: MIT
#pragma once

#include "idx-files.h"
#include "training/session.h"
#include "wait.h"

#define SESSION_TRAIN 300
#define SESSION_TEST 600

typedef struct
{
  IdxFiles files;
  DhSettings *settings; /* of the data set, in batches of 64: five steps an epoch */
  DhSession *session;
} SessionFixture;

static inline void
session_set_up (SessionFixture *self, gconstpointer data)
{
  idx_files_set_up (&self->files, NULL);
  idx_files_write_part (&self->files, "train-images-idx3-ubyte", SESSION_TRAIN, 4,
                        "train-labels-idx1-ubyte", SESSION_TRAIN, 5);
  idx_files_write_part (&self->files, "t10k-images-idx3-ubyte", SESSION_TEST, 4,
                        "t10k-labels-idx1-ubyte", SESSION_TEST, 5);
  self->settings = dh_settings_new ();
  g_free (self->settings->data);
  self->settings->data = g_strdup (self->files.folder);
  self->settings->subset = SESSION_TRAIN;
  self->settings->batch = 64;
  self->settings->hidden[0] = 12;
  self->settings->n_hidden = 1;
  self->session = dh_session_new ();
}

static inline void
session_tear_down (SessionFixture *self, gconstpointer data)
{
  if (self->session != NULL)
    g_assert_finalize_object (self->session);
  dh_settings_free (self->settings);
  idx_files_tear_down (&self->files, NULL);
}

static inline const DhSnapshot *
session_snapshot (SessionFixture *self)
{
  return dh_session_get_snapshot (self->session);
}

static inline DhRunState
session_state (SessionFixture *self)
{
  return dh_session_get_state (self->session);
}

/* Resets and waits for the run. */
static inline void
session_begin (SessionFixture *self)
{
  dh_session_reset (self->session, self->settings);
  WAIT_UNTIL (session_state (self) == DH_RUN_READY);
  g_assert_null (session_snapshot (self)->message);
}

/* TRUE when the run stands at @step, paused. */
static inline gboolean
session_paused_at (SessionFixture *self, guint64 step)
{
  return session_state (self) == DH_RUN_PAUSED && session_snapshot (self)->step == step;
}
