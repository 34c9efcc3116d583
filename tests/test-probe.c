// The life of a probe: empty at first, counted over threads, freed whole.
// SPDX-License-Identifier: MIT

#include "snapshot/probe.h"

#define N_THREADS 4
#define N_ROUNDS 50000

static void
test_new (void)
{
  const guint n_units[] = { 7, 1, 3 };
  g_autoptr (DhProbe) probe = dh_probe_new (3, n_units);

  g_assert_cmpint (probe->ref_count, ==, 1);
  g_assert_cmpuint (probe->n_layers, ==, 3);
  g_assert_null (probe->input_gradients);
  for (guint l = 0; l < 3; l++)
    {
      g_assert_cmpuint (probe->layers[l].n_units, ==, n_units[l]);
      g_assert_cmpuint (probe->layers[l].n_dead, ==, 0);
      for (guint i = 0; i < n_units[l]; i++)
        g_assert_cmpfloat (probe->layers[l].activity[i], ==, 0);
      g_assert_cmpuint (probe->layers[l].outputs.n, ==, 0);
      g_assert_cmpuint (probe->layers[l].weights.n, ==, 0);
      g_assert_cmpuint (probe->layers[l].gradients.n, ==, 0);
    }
  probe->input_gradients = g_new0 (float, 10); /* a leak checker sees whether it is freed */
}

static gpointer
use (gpointer data)
{
  const DhProbe *probe = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_assert_true (dh_probe_ref (probe) == probe);
      dh_probe_unref (probe);
    }
  dh_probe_unref (probe);
  return NULL;
}

static void
test_threads (void)
{
  const guint n_units[] = { 2 };
  const DhProbe *probe = dh_probe_new (1, n_units);
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("probe", use, (gpointer) dh_probe_ref (probe));
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (g_atomic_int_get (&probe->ref_count), ==, 1);
  dh_probe_unref (probe);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/new", test_new);
  g_test_add_func ("/probe/threads", test_threads);
  return g_test_run ();
}
