// A network to draw, shared by the tests of the drawn network.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/network-links.h"
#include "figure-runs.h"

#define WIDTH 960
#define HEIGHT 420

typedef struct
{
  DhSnapshot *run;
  const DhSnapshot *runs[1];
  DhFigureModel model;
  const DhFigure *figure;
} Fixture;

static inline void
set_layers (DhSnapshot *run, const guint *units, guint n)
{
  gsize offset = 0;

  run->n_tensors = 2 * (n - 1);
  run->tensors = g_new0 (DhTensor, run->n_tensors);
  for (guint l = 0; l + 1 < n; l++)
    {
      DhTensor *weight = &run->tensors[2 * l];

      weight[0] = (DhTensor) { .offset = offset, .rows = units[l + 1], .columns = units[l] };
      offset += (gsize) units[l + 1] * units[l];
      weight[1] = (DhTensor) { .offset = offset, .rows = units[l + 1] };
      offset += units[l + 1];
      g_snprintf (weight[0].name, sizeof weight[0].name, "main.%u.weight", 2 * l);
      g_snprintf (weight[1].name, sizeof weight[1].name, "main.%u.bias", 2 * l);
    }
  run->n_parameters = offset;
  run->parameters = g_new (float, offset);
  for (gsize i = 0; i < offset; i++)
    run->parameters[i] = (float) ((int) (i * 37 % 101) - 50) / 10000;
}

/* 784 – 128 – 64 – 10 with weights from −0.005 to 0.005. */
static inline void
set_up (Fixture *f, gconstpointer data)
{
  static const guint units[] = { 784, 128, 64, 10 };

  f->run = dh_snapshot_new ();
  f->run->width = f->run->height = 28;
  f->run->activation = "ReLU";
  set_classes (f->run, 10);
  set_layers (f->run, units, G_N_ELEMENTS (units));
  f->runs[0] = f->run;
  f->model = (DhFigureModel) { .runs = f->runs, .n_runs = 1, .theme = dh_theme_get_light () };
  f->figure = dh_figures_find ("network");
}

static inline void
tear_down (Fixture *f, gconstpointer data)
{
  dh_snapshot_unref (f->run);
}

static inline float *
get_weight (Fixture *f, guint layer, guint output, guint input)
{
  const DhTensor *weight = &f->run->tensors[2 * layer];

  return f->run->parameters + weight->offset + output * weight->columns + input;
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
