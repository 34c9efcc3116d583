// Which numbers of a snapshot the weights figure shows.
// SPDX-License-Identifier: MIT

#include "figures/weights-source.h"

#include <float.h>
#include <glib/gi18n-lib.h>
#include <math.h>

/* The weight of linear layer @layer, from 1, or NULL. */
static const DhTensor *
find_weight (const DhSnapshot *run, guint layer)
{
  guint n = 0;

  for (guint i = 0; i < run->n_tensors; i++)
    {
      const DhTensor *tensor = &run->tensors[i];

      if (tensor->columns > 0 && ++n == layer)
        return tensor->rows > 0 && tensor->offset + (gsize) tensor->rows * tensor->columns <=
                                       run->n_parameters
                   ? tensor
                   : NULL;
    }
  return NULL;
}

/* 0 where the rows of the first weight are no images. */
static guint
count_layers (const DhSnapshot *run)
{
  const DhTensor *first;
  guint n = 0;

  if (run == NULL || run->parameters == NULL || run->width == 0 || run->height == 0)
    return 0;
  first = find_weight (run, 1);
  if (first == NULL || (guint64) run->width * run->height != first->columns)
    return 0;
  while (find_weight (run, n + 1) != NULL)
    n++;
  return n;
}

guint
dh_weights_count_units (const DhSnapshot *run)
{
  return count_layers (run) > 1 ? find_weight (run, 1)->rows : 0;
}

static void
set_input_gradients (DhWeightsSource *self)
{
  const DhProbe *probe = self->run->probe;

  self->kind = DH_WEIGHTS_KIND_INPUT_GRADIENT;
  self->rows = self->run->n_classes;
  self->columns = self->run->width * self->run->height;
  if (probe != NULL && probe->n_classes == self->rows && probe->n_pixels == self->columns)
    self->values = probe->input_gradients;
  if (self->values == NULL || self->rows == 0)
    self->message = _("Working out what each class looks for…");
}

static const char *
explain_no_update (const DhSnapshot *run)
{
  return run->step == 0 ? _("No update has been made yet")
                        : _("The last update will be known after the next step");
}

static void
set_weight (DhWeightsSource *self, DhWeightsQuantity quantity)
{
  const DhSnapshot *run = self->run;
  const DhTensor *tensor = find_weight (run, self->layer);
  const float *blocks[] = { run->parameters, run->gradient, run->update };
  const float *block = blocks[MIN (quantity, DH_WEIGHTS_UPDATE)];

  self->kind = (DhWeightsKind) MIN (quantity, DH_WEIGHTS_UPDATE);
  self->rows = tensor->rows;
  self->columns = tensor->columns;
  if (block != NULL)
    self->values = block + tensor->offset;
  else
    self->message = self->kind == DH_WEIGHTS_KIND_UPDATE ? explain_no_update (run)
                                                         : _("No gradient yet");
}

void
dh_weights_source_init (DhWeightsSource *self, const DhFigureModel *model)
{
  const DhWeightsChoices *choices = &model->weights;
  const DhSnapshot *run = model->n_runs > 0 && model->runs != NULL ? model->runs[0] : NULL;

  *self = (DhWeightsSource){ .run = run, .n_layers = count_layers (run), .layer = 1 };
  if (self->n_layers == 0)
    {
      self->message = _("No weights yet");
      return;
    }
  self->linear = self->n_layers == 1;
  self->view = self->linear ? DH_WEIGHTS_CLASSES : choices->view;
  if (self->view == DH_WEIGHTS_LAYER)
    self->layer = choices->layer == 0 ? self->n_layers : CLAMP (choices->layer, 2, self->n_layers);
  if (self->view == DH_WEIGHTS_CLASSES && !self->linear)
    set_input_gradients (self);
  else
    set_weight (self, choices->quantity);
}

const char *
dh_weights_source_get_name (const DhWeightsSource *self, guint row, char *buffer, gsize size)
{
  gboolean is_class = self->view == DH_WEIGHTS_CLASSES || self->layer == self->n_layers;

  if (is_class && self->run->class_names != NULL && row < self->run->n_classes)
    return self->run->class_names[row];
  g_snprintf (buffer, size, "%u", row);
  return buffer;
}

static const float *
get_activity (const DhSnapshot *run, guint n)
{
  const DhProbe *probe = run != NULL ? run->probe : NULL;

  return probe != NULL && probe->n_layers > 1 && probe->layers[0].n_units == n
             ? probe->layers[0].activity
             : NULL;
}

const float *
dh_weights_source_get_activity (const DhWeightsSource *self)
{
  return self->view == DH_WEIGHTS_UNITS ? get_activity (self->run, self->rows) : NULL;
}

gboolean
dh_weights_source_is_dead (const DhWeightsSource *self, guint unit)
{
  const float *activity = dh_weights_source_get_activity (self);

  return activity != NULL && self->run->probe->relu && activity[unit] == 0;
}

double
dh_weights_get_limit (const float *values, gsize n)
{
  float limit = 0;

  for (gsize i = 0; i < n; i++)
    {
      float size = fabsf (values[i]);

      limit = size > limit && size <= FLT_MAX ? size : limit;
    }
  return limit;
}

static int
compare_activity (gconstpointer a, gconstpointer b, gpointer data)
{
  guint i = *(const guint *) a;
  guint j = *(const guint *) b;
  const float *activity = data;
  /* What is not a number goes last. */
  float x = isnan (activity[i]) ? -1 : activity[i];
  float y = isnan (activity[j]) ? -1 : activity[j];

  return x != y ? (x < y) - (x > y) : (i > j) - (i < j);
}

gboolean
dh_weights_make_order (const DhSnapshot *run, guint *order, guint n)
{
  const float *activity = get_activity (run, n);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  if (activity != NULL)
    g_qsort_with_data (order, (int) n, sizeof *order, compare_activity, (gpointer) activity);
  return activity != NULL;
}
