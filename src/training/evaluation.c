// Loss, accuracy and the reading of every image over a whole test set, in slices.
// SPDX-License-Identifier: MIT

#include "training/evaluation.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "engine/aligned.h"
#include "engine/pass.h"
#include "engine/softmax.h"

/* Under a millisecond for the nets of the lecture; a command never waits longer than a slice. */
#define SLICE_ROWS 256

struct _DhEvaluation
{
  const DhDataset *dataset;
  DhLayout layout;
  DhPass *pass;
  float *parameters; /* [n_stored] the copy that is evaluated */
  DhInputs *slice;

  gboolean under_way;
  guint done;        /* test images evaluated */
  guint n_right;     /* of them */
  double loss;       /* summed over them */
  guint64 step;
  DhReading *reading; /* of them, or NULL */
  gboolean has_result;
  DhTestResult result;
};

DhEvaluation *
dh_evaluation_new (const DhNetwork *network, const DhDataset *dataset, GError **error)
{
  g_autoptr (DhEvaluation) self = g_new0 (DhEvaluation, 1);
  float values[256];
  DhInputsScale scale;

  g_return_val_if_fail (dataset->test.n > 0, NULL);

  self->dataset = dh_dataset_ref (dataset);
  dh_dataset_get_standardised (dataset, values);
  dh_inputs_scale_init (&scale, values, dataset->test.pixels,
                        (gsize) dataset->width * dataset->height, NULL, dataset->test.n);
  dh_layout_init (&self->layout, network, dataset->width, scale.share);
  self->slice = dh_inputs_new (&self->layout.first_layer, &scale, SLICE_ROWS, error);
  if (self->slice == NULL)
    return NULL;
  self->pass = dh_pass_new (&self->layout, SLICE_ROWS, error);
  if (self->pass == NULL)
    return NULL;
  self->parameters = dh_aligned_new (self->layout.n_stored, sizeof (float));
  if (self->parameters == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   _("Not enough memory to evaluate the test set: make the network smaller"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
dh_evaluation_free (DhEvaluation *self)
{
  if (self == NULL)
    return;
  dh_dataset_unref (self->dataset);
  dh_pass_free (self->pass);
  dh_aligned_free (self->parameters);
  dh_inputs_free (self->slice);
  g_clear_pointer (&self->reading, dh_reading_unref);
  g_clear_pointer (&self->result.reading, dh_reading_unref);
  g_free (self);
}

static DhReading *
make_reading (const DhDataset *dataset, guint64 step)
{
  DhReading *reading = dh_reading_new (dataset->test.n, dataset->n_classes);

  if (reading == NULL)
    return NULL;
  reading->step = step;
  reading->width = dataset->width;
  reading->height = dataset->height;
  reading->pixels = dataset->test.pixels;
  reading->labels = dataset->test.labels;
  reading->owner = (gpointer) dh_dataset_ref (dataset);
  reading->release = (GDestroyNotify) dh_dataset_unref;
  return reading;
}

void
dh_evaluation_begin (DhEvaluation *self, const float *parameters, guint64 step)
{
  dh_layout_pack (&self->layout, parameters, self->parameters);
  g_clear_pointer (&self->reading, dh_reading_unref);
  self->reading = make_reading (self->dataset, step);
  self->step = step;
  self->loss = 0;
  self->done = self->n_right = 0;
  self->under_way = TRUE;
}

static void
read_images (DhEvaluation *self, guint rows)
{
  for (guint i = 0; self->reading != NULL && i < rows; i++)
    {
      const float *row = dh_pass_get_log_probabilities (self->pass, i);
      guint class = dh_softmax_get_largest (row, self->dataset->n_classes);

      dh_reading_set (self->reading, self->done + i, class, expf (row[class]));
    }
}

static void
complete (DhEvaluation *self)
{
  guint n = self->dataset->test.n;

  g_clear_pointer (&self->result.reading, dh_reading_unref);
  self->result = (DhTestResult) { self->step, self->loss / n, (double) self->n_right / n,
                                  g_steal_pointer (&self->reading) };
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
  DhPassBatch batch = { .inputs = self->slice, .rows = rows, .labels = labels };

  g_return_val_if_fail (self->under_way, TRUE);

  dh_inputs_load (self->slice, 0, raw, NULL, rows);
  dh_pass_run (self->pass, self->parameters, &batch, NULL);
  self->loss += dh_pass_get_loss (self->pass);
  self->n_right += dh_pass_get_n_right (self->pass);
  read_images (self, rows);
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
