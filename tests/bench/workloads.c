// The training runs that are measured: the same as the peers' scripts run.
// SPDX-License-Identifier: MIT

#include "workloads.h"

static const Workload workloads[] = {
  { "seed-500x784x10-full-gd", 500, "none", 0, "gd", "0.1" },
  { "softmax-60k-full-gd", 0, "none", 0, "gd", "0.1" },
  { "mlp128-60k-b64-momentum", 0, "128", 64, "momentum", "0.05" },
  { "mlp512x256-60k-b128-sgd", 0, "512,256", 128, "gd", "0.1" },
  { "mlp256x128x64-500-full-gd", 500, "256,128,64", 0, "gd", "0.1" },
  { "mlp128-60k-b64-adam", 0, "128", 64, "adam", "0.001" },
};

const Workload *
workload_get (guint i)
{
  return i < G_N_ELEMENTS (workloads) ? &workloads[i] : NULL;
}

static void
set (DhSettings *settings, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  if (!dh_settings_set (settings, key, value, &error))
    g_error ("%s", error->message);
}

static void
set_count (DhSettings *settings, const char *key, guint n)
{
  g_autofree char *text = n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("all");

  set (settings, key, text);
}

DhSettings *
workload_make_settings (const Workload *self, const char *folder)
{
  DhSettings *settings = dh_settings_new ();

  set (settings, "data", folder);
  set_count (settings, "subset", self->subset);
  set (settings, "replacement", "false");
  set (settings, "hidden", self->hidden);
  set_count (settings, "batch", self->batch);
  set (settings, "optimizer", self->optimizer);
  set (settings, "learning-rate", self->learning_rate);
  set (settings, "seed", "1");
  return settings;
}

double
workload_count_operations (const Workload *self, guint n_pixels, guint n_classes, guint n)
{
  g_autoptr (DhSettings) settings = workload_make_settings (self, "-");
  double inputs = n_pixels;
  double sum = 0;

  for (guint l = 0; l <= settings->n_hidden; l++)
    {
      double outputs = l < settings->n_hidden ? settings->hidden[l] : n_classes;

      sum += 2 * inputs * outputs * (l == 0 ? 2 : 3);
      inputs = outputs;
    }
  return sum * n;
}
