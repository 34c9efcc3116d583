// The log of a run: one CSV line a step.
// SPDX-License-Identifier: MIT

#include "cli/step-log.h"

#include "files/whole-file.h"

struct _DhStepLog
{
  DhWholeFile *file;
  GString *line;
};

static gboolean
write_line (DhStepLog *self, GError **error)
{
  return g_output_stream_write_all (dh_whole_file_get_stream (self->file), self->line->str,
                                    self->line->len, NULL, NULL, error);
}

DhStepLog *
dh_step_log_new (GFile *file, GError **error)
{
  g_autoptr (DhStepLog) self = g_new0 (DhStepLog, 1);

  self->line = g_string_new ("step,epoch,train_loss,test_loss,train_accuracy,test_accuracy,"
                             "learning_rate,gradient_norm\n");
  self->file = dh_whole_file_new (file, error);
  if (self->file == NULL)
    return NULL;
  return write_line (self, error) ? g_steal_pointer (&self) : NULL;
}

static void
append_number (GString *line, double value, gboolean known)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (line, ',');
  if (known)
    g_string_append (line, g_ascii_formatd (buffer, sizeof buffer, "%.9g", value));
}

gboolean
dh_step_log_add (DhStepLog *self, const DhRun *run, GError **error)
{
  const DhTrainer *trainer = dh_run_get_trainer (run);
  const DhTestResult *test = dh_run_get_test_result (run);
  guint64 step = dh_trainer_get_step (trainer);
  gboolean tested = test != NULL && test->step == step;

  g_string_printf (self->line, "%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT, step,
                   dh_trainer_get_epoch (trainer));
  append_number (self->line, dh_trainer_get_loss (trainer), TRUE);
  append_number (self->line, tested ? test->loss : 0, tested);
  append_number (self->line, dh_trainer_get_accuracy (trainer), TRUE);
  append_number (self->line, tested ? test->accuracy : 0, tested);
  append_number (self->line, dh_trainer_get_learning_rate (trainer), TRUE);
  append_number (self->line, dh_run_get_gradient_norm (run), TRUE);
  g_string_append_c (self->line, '\n');
  return write_line (self, error);
}

gboolean
dh_step_log_add_diverged (DhStepLog *self, const DhRun *run, GError **error)
{
  const DhTrainer *trainer = dh_run_get_trainer (run);

  g_string_printf (self->line, "%" G_GINT64_FORMAT ",%" G_GUINT64_FORMAT ",nan,,,",
                   dh_trainer_get_diverged_at (trainer), dh_trainer_get_epoch (trainer));
  append_number (self->line, dh_trainer_get_learning_rate (trainer), TRUE);
  g_string_append (self->line, ",\n");
  return write_line (self, error);
}

gboolean
dh_step_log_close (DhStepLog *self, GError **error)
{
  return dh_whole_file_commit (self->file, error);
}

void
dh_step_log_free (DhStepLog *self)
{
  if (self == NULL)
    return;
  dh_whole_file_free (self->file);
  g_string_free (self->line, TRUE);
  g_free (self);
}
