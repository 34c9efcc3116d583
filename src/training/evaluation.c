// Loss, accuracy and confusion counts over a whole test set, in slices.
// SPDX-License-Identifier: MIT

#include "training/evaluation.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/pass.h"

/* Under a millisecond for the nets of the lecture; a command never waits longer than a slice. */
#define SLICE_ROWS 250

struct _DhEvaluation
{
  const DhDataset *dataset;
  gsize n_parameters;
  DhPass *pass;
  float table[256];  /* raw pixel to standardised */
  float *parameters; /* the copy that is evaluated */
  float *slice;      /* [SLICE_ROWS, pixels] */

  gboolean under_way;
  guint done;        /* test images evaluated */
  DhTestResult next;
  gboolean has_result;
  DhTestResult result;
};

DhEvaluation *
dh_evaluation_new (const DhNetwork *network, const DhDataset *dataset, GError **error)
{
  g_autoptr (DhEvaluation) self = g_new0 (DhEvaluation, 1);
  gsize n_counts = (gsize) dataset->n_classes * dataset->n_classes;

  g_return_val_if_fail (dataset->test.n > 0, NULL);

  self->dataset = dh_dataset_ref (dataset);
  self->n_parameters = network->n_parameters;
  self->pass = dh_pass_new (network, SLICE_ROWS, error);
  if (self->pass == NULL)
    return NULL;
  self->parameters = g_try_new (float, self->n_parameters);
  self->slice = g_try_new (float, SLICE_ROWS * (gsize) dataset->width * dataset->height);
  if (self->parameters == NULL || self->slice == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   _("Not enough memory to evaluate the test set: make the network smaller"));
      return NULL;
    }
  self->next.confusion = g_new0 (guint, n_counts);
  self->result.confusion = g_new0 (guint, n_counts);
  dh_dataset_get_standardised (dataset, self->table);
  return g_steal_pointer (&self);
}

void
dh_evaluation_free (DhEvaluation *self)
{
  if (self == NULL)
    return;
  dh_dataset_unref (self->dataset);
  dh_pass_free (self->pass);
  g_free (self->parameters);
  g_free (self->slice);
  g_free (self->next.confusion);
  g_free (self->result.confusion);
  g_free (self);
}

void
dh_evaluation_begin (DhEvaluation *self, const float *parameters, guint64 step)
{
  guint n = self->dataset->n_classes;

  memcpy (self->parameters, parameters, self->n_parameters * sizeof (float));
  memset (self->next.confusion, 0, (gsize) n * n * sizeof (guint));
  self->next.loss = 0;
  self->next.step = step;
  self->done = 0;
  self->under_way = TRUE;
}

static void
count (DhEvaluation *self, const guint16 *labels, guint rows)
{
  guint n = self->dataset->n_classes;
  const float *row = dh_pass_get_log_probabilities (self->pass);

  for (guint i = 0; i < rows; i++, row += n)
    self->next.confusion[(gsize) labels[i] * n + dh_pass_get_most_likely (row, n)]++;
}

static void
complete (DhEvaluation *self)
{
  guint n = self->dataset->n_classes;
  DhTestResult swap = self->result;
  guint n_right = 0;

  for (guint i = 0; i < n; i++)
    n_right += self->next.confusion[(gsize) i * n + i];
  self->next.loss /= self->dataset->test.n;
  self->next.accuracy = (double) n_right / self->dataset->test.n;
  self->result = self->next;
  self->next.confusion = swap.confusion;
  self->has_result = TRUE;
  self->under_way = FALSE;
}

gboolean
dh_evaluation_advance (DhEvaluation *self)
{
  const DhImages *test = &self->dataset->test;
  guint rows = MIN (SLICE_ROWS, test->n - self->done);
  gsize pixels = (gsize) self->dataset->width * self->dataset->height;
  const guint8 *raw = test->pixels + self->done * pixels;
  const guint16 *labels = test->labels + self->done;

  g_return_val_if_fail (self->under_way, TRUE);

  for (gsize i = 0; i < rows * pixels; i++)
    self->slice[i] = self->table[raw[i]];
  dh_pass_forward (self->pass, self->parameters, self->slice, rows);
  self->next.loss += dh_pass_get_loss (self->pass, labels, rows, NULL);
  count (self, labels, rows);
  self->done += rows;
  if (self->done == test->n)
    complete (self);
  return !self->under_way;
}

void
dh_evaluation_cancel (DhEvaluation *self)
{
  self->under_way = FALSE;
}

gboolean
dh_evaluation_is_under_way (const DhEvaluation *self)
{
  return self->under_way;
}

const DhTestResult *
dh_evaluation_get_result (const DhEvaluation *self)
{
  return self->has_result ? &self->result : NULL;
}
