// The images a run learns from: which, and their labels.
// SPDX-License-Identifier: MIT

#include "training/training-set.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "dataset/subset.h"
#include "training/lecture-page.h"

gboolean
dh_training_set_fail_memory (gsize rows, gsize columns, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
               _("Not enough memory for %zu × %zu numbers: choose a smaller subset or network"),
               rows, columns);
  return FALSE;
}

static gboolean
draw (DhTrainingSet *self, const DhSettings *settings, guint n_images, GError **error)
{
  self->n = settings->subset > 0 ? (guint) settings->subset : n_images;
  if (!settings->replacement && self->n > n_images)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("A subset of %u cannot be drawn from %u images without replacement: "
                     "make it smaller"),
                   self->n, n_images);
      return FALSE;
    }
  self->indices = dh_subset_choose (n_images, (guint) settings->subset, settings->replacement,
                                    &self->random);
  return self->indices != NULL || dh_training_set_fail_memory (self->n, 1, error);
}

static gboolean
choose (DhTrainingSet *self, const DhSettings *settings, guint n_images, GError **error)
{
  if (settings->subset_file == NULL)
    return draw (self, settings, n_images, error);
  if (g_str_equal (settings->subset_file, DH_SETTINGS_LECTURE_PAGE))
    self->indices = dh_subset_parse (dh_lecture_page_get_subset (), _("the lecture page"), n_images,
                                     &self->n, error);
  else
    self->indices = dh_subset_read (settings->subset_file, n_images, &self->n, error);
  return self->indices != NULL;
}

static gboolean
label (DhTrainingSet *self, const DhDataset *dataset, GError **error)
{
  self->labels = g_try_new (guint16, self->n);
  if (self->labels == NULL)
    return dh_training_set_fail_memory (self->n, 1, error);
  for (guint i = 0; i < self->n; i++)
    self->labels[i] = dataset->train.labels[self->indices[i]];
  return TRUE;
}

DhTrainingSet *
dh_training_set_new (const DhSettings *settings, const DhDataset *dataset, GError **error)
{
  DhTrainingSet *self = g_new0 (DhTrainingSet, 1);

  dh_random_init (&self->random, dh_settings_get_subset_seed (settings));
  if (choose (self, settings, dataset->train.n, error) && label (self, dataset, error))
    return self;
  dh_training_set_free (self);
  return NULL;
}

void
dh_training_set_free (DhTrainingSet *self)
{
  if (self == NULL)
    return;
  g_free (self->indices);
  g_free (self->labels);
  g_free (self);
}
