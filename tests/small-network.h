// A small network of every kind on a pattern data set, for tests.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/network.h"
#include "pattern-dataset.h"

#define N_PIXELS (PATTERN_SIDE * PATTERN_SIDE)
#define N_IMAGES 30

typedef struct
{
  DhDataset *dataset;
  DhNetwork network;
  float *parameters;
  float *gradient; /* some numbers */
  double *exact; /* the parameters in double */
  guint32 indices[N_IMAGES];
} Fixture;

/* Weights of both signs, large enough to bend every activation. */
static inline void
set_up (Fixture *self, guint n_hidden, gboolean bias, DhActivationKind activation)
{
  const guint hidden[] = { 9, 6 };
  g_autoptr (GError) error = NULL;

  self->dataset = pattern_dataset_new (60, 0);
  g_assert_true (dh_network_init (&self->network, N_PIXELS, hidden, n_hidden, PATTERN_CLASSES,
                                  bias, &error));
  self->network.activation = activation;
  self->parameters = g_new (float, self->network.n_parameters);
  self->gradient = g_new (float, self->network.n_parameters);
  self->exact = g_new (double, self->network.n_parameters);
  for (gsize i = 0; i < self->network.n_parameters; i++)
    {
      self->parameters[i] = (float) ((int) (i * i * 31 % 401) - 200) / 500;
      self->gradient[i] = (float) (i * 17 % 53) / 1000;
      self->exact[i] = self->parameters[i];
    }
  for (guint i = 0; i < N_IMAGES; i++)
    self->indices[i] = (i * 7 + 3) % 60;
}

static inline void
tear_down (Fixture *self)
{
  dh_dataset_unref (self->dataset);
  g_free (self->parameters);
  g_free (self->gradient);
  g_free (self->exact);
}

static inline void
standardise (const Fixture *self, guint image, double *inputs)
{
  float table[256];

  dh_dataset_get_standardised (self->dataset, table);
  for (guint p = 0; p < N_PIXELS; p++)
    inputs[p] = table[self->dataset->train.pixels[image * N_PIXELS + p]];
}

typedef void (*Check) (const Fixture *fixture);

/* Every activation with 0, 1 and 2 hidden layers, with and without bias. */
static inline void
for_every_network (Check check)
{
  for (guint i = 0; i < DH_N_ACTIVATIONS * 6; i++)
    {
      Fixture fixture;

      set_up (&fixture, i / 2 % 3, i % 2, i / 6);
      check (&fixture);
      tear_down (&fixture);
    }
}
