// Runs to draw, shared by the tests of the figures.
// SPDX-License-Identifier: MIT
#pragma once

#include <math.h>
#include <string.h>

#include "figures/figure.h"
#include "figures/layer-numbers.h"

static inline void
set_classes (DhSnapshot *run, guint n)
{
  run->n_classes = n;
  run->class_names = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    run->class_names[i] = g_strdup_printf ("%u", i);
}

static inline void
set_samples (DhSnapshot *run, guint n)
{
  run->n_samples = n;
  run->samples = g_new0 (DhSample, n);
  for (guint i = 0; i < n; i++)
    {
      run->samples[i].label = i % run->n_classes;
      run->samples[i].pixels = g_malloc0 ((gsize) run->width * run->height);
      for (guint p = 0; p < run->width * run->height; p++)
        run->samples[i].pixels[p] = p % run->width < run->width / 2 ? 0 : (guint8) (p * 7 + i);
    }
}

/* The first sample, looked at closely: the last class is the most likely. */
static inline void
set_shown (DhSnapshot *run)
{
  gsize size = (gsize) run->width * run->height;

  run->shown = (DhSample) { g_memdup2 (run->samples[0].pixels, size), run->samples[0].label, 0,
                            g_new (float, run->n_classes) };
  for (guint i = 0; i < run->n_classes; i++)
    run->shown.probabilities[i] = 2.0f * (float) (i + 1) / (float) run->n_classes /
                                  (float) (run->n_classes + 1);
}

static inline void
set_gallery (DhSnapshot *run, guint n)
{
  DhGallery *gallery = dh_gallery_new ();
  gsize pixels = (gsize) run->width * run->height;
  guint8 *block = g_malloc0 (n * (pixels + sizeof (guint16)) + 1);
  guint16 *labels = (guint16 *) block;

  gallery->width = run->width;
  gallery->height = run->height;
  gallery->n_classes = run->n_classes;
  gallery->n = gallery->n_train = n;
  gallery->labels = labels;
  gallery->pixels = block + n * sizeof (guint16);
  gallery->owner = block;
  gallery->release = g_free;
  gallery->indices = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    {
      labels[i] = (guint16) (i % 7 % run->n_classes);
      memset (block + n * sizeof (guint16) + i * pixels, (int) (i & 255), pixels);
      gallery->indices[i] = n - 1 - i;
    }
  g_assert_true (dh_gallery_complete (gallery));
  run->gallery = gallery;
}

/* @n test images of the run's classes in turn, every third one taken for the class after it. */
static inline void
set_reading (DhSnapshot *run, guint n)
{
  DhReading *reading = dh_reading_new (n, run->n_classes);
  gsize pixels = (gsize) run->width * run->height;
  guint8 *block = g_malloc0 (n * (pixels + sizeof (guint16)) + 1);
  guint16 *labels = (guint16 *) block;

  g_clear_pointer (&run->reading, dh_reading_unref);
  reading->step = run->step;
  reading->width = run->width;
  reading->height = run->height;
  reading->labels = labels;
  reading->pixels = block + n * sizeof (guint16);
  reading->owner = block;
  reading->release = g_free;
  for (guint i = 0; i < n; i++)
    {
      labels[i] = (guint16) (i % run->n_classes);
      memset (block + n * sizeof (guint16) + i * pixels, (int) (255 - (i & 255)), pixels);
      dh_reading_set (reading, i, (labels[i] + (i % 3 == 0)) % run->n_classes,
                      (float) (i * 7 % 100) / 100);
    }
  run->reading = reading;
  run->n_test = n;
}

/* A run with @hidden units (0 = the linear model) and @steps measured. */
static inline DhSnapshot *
make_run (guint width, guint height, guint n_classes, guint hidden, guint steps)
{
  DhSnapshot *run = dh_snapshot_new ();
  guint rows = hidden > 0 ? hidden : n_classes;

  run->run = 1;
  run->step = steps;
  run->width = width;
  run->height = height;
  run->mean = 33.318421;
  run->deviation = 78.567490;
  set_classes (run, n_classes);
  set_samples (run, 4);
  set_shown (run);
  set_gallery (run, 50);
  run->data_title = g_strdup ("Test");
  set_reading (run, 150);

  run->n_tensors = hidden > 0 ? 3 : 2;
  run->tensors = g_new0 (DhTensor, run->n_tensors);
  run->tensors[0] = (DhTensor){ "main.0.weight", 0, rows, width * height };
  run->tensors[1] = (DhTensor){ "main.0.bias", (gsize) rows * width * height, rows, 0 };
  run->n_parameters = run->tensors[1].offset + rows;
  if (hidden > 0)
    {
      run->tensors[2] = (DhTensor){ "main.2.weight", run->n_parameters, n_classes, hidden };
      run->n_parameters += (gsize) n_classes * hidden;
    }
  run->parameters = g_new0 (float, run->n_parameters);
  for (gsize i = 0; i < run->n_parameters; i++)
    run->parameters[i] = (float) ((int) (i * 37 % 201) - 100) / 400;

  run->history = dh_history_new ();
  for (guint i = 0; steps > 0 && i <= steps; i++)
    {
      dh_history_add (run->history, DH_SERIES_TRAIN_LOSS, i, 0.1 + 2.4 / (1 + i * 0.1));
      if (i % 10 == 0)
        dh_history_add (run->history, DH_SERIES_TEST_LOSS, i, 0.6 + 2.4 / (1 + i * 0.1));
    }
  return run;
}

static inline void
fill_weights (DhSnapshot *run, float value)
{
  for (gsize i = 0; i < run->n_parameters; i++)
    run->parameters[i] = value;
}

/* Into @probe what it would have counted of the parameters and gradient as they are. */
static inline void
count_layers (const DhSnapshot *run, DhProbe *probe)
{
  for (guint l = 0; l < MIN (probe->n_layers, dh_layer_numbers_count (run)); l++)
    {
      const DhTensor *weight = dh_layer_numbers_get_weight (run, l);
      gsize n = (gsize) weight->rows * weight->columns;
      DhProbeLayer *layer = &probe->layers[l];

      dh_histogram_init (&layer->weights, run->parameters + weight->offset, n);
      dh_histogram_init (&layer->gradients, run->gradient + weight->offset, n);
      layer->weight_norm = dh_layer_numbers_norm (run->parameters + weight->offset, n);
      layer->gradient_norm = dh_layer_numbers_norm (run->gradient + weight->offset, n);
    }
}

static inline guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 pixel;

  memcpy (&pixel, data + (gsize) y * cairo_image_surface_get_stride (surface) + 4 * x, 4);
  return pixel & 0xffffff;
}
