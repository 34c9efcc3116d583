// A run has the same bits every time, with any number of threads.
// SPDX-License-Identifier: MIT

#include "run-table.h"
#include "same-trainer.h"

#define STEPS 30
#define REPEATS 3

static const guint thread_counts[] = { 1, 2, 3, 5 };

/* Everything a step leaves. */
static void
update_hash (GChecksum *hash, const DhTrainer *trainer)
{
  double numbers[] = { dh_trainer_get_loss (trainer), dh_trainer_get_accuracy (trainer),
                       dh_trainer_get_gradient_norm (trainer) };

  g_checksum_update (hash, (const guchar *) dh_trainer_get_parameters (trainer),
                     (gssize) parameters_size (trainer));
  g_checksum_update (hash, (const guchar *) dh_trainer_get_gradient (trainer),
                     (gssize) parameters_size (trainer));
  g_checksum_update (hash, (const guchar *) numbers, sizeof numbers);
}

/* Starts with @n_threads, and takes another number every @change steps unless that is 0. */
static char *
run (const RunRow *row, guint n_threads, guint change)
{
  g_autoptr (DhTrainer) trainer = run_table_start (row, "seed=7");
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);

  dh_trainer_set_threads (trainer, n_threads);
  update_hash (hash, trainer);
  for (guint i = 1; i <= STEPS; i++)
    {
      if (change > 0 && i % change == 0)
        dh_trainer_set_threads (trainer, thread_counts[i / change % G_N_ELEMENTS (thread_counts)]);
      g_assert_true (dh_trainer_step (trainer));
      if (i % 10 == 0)
        update_hash (hash, trainer);
    }
  return g_strdup (g_checksum_get_string (hash));
}

static void
test_threads (gconstpointer data)
{
  const RunRow *row = data;
  g_autofree char *expected = run (row, 1, 0);

  for (guint repeat = 0; repeat < REPEATS; repeat++)
    for (guint i = 0; i < G_N_ELEMENTS (thread_counts); i++)
      {
        g_autofree char *hash = run (row, thread_counts[i], 0);

        g_assert_cmpstr (hash, ==, expected);
      }
}

static void
test_change (gconstpointer data)
{
  const RunRow *row = data;
  g_autofree char *expected = run (row, 1, 0);

  for (guint change = 1; change <= 7; change += 3)
    {
      g_autofree char *hash = run (row, 2, change);

      g_assert_cmpstr (hash, ==, expected);
    }
}

static void
add (const char *name, const RunRow *row, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/same-bits/%s/%s", name, row->name);

  g_test_add_data_func (path, row, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (run_table); i++)
    {
      add ("threads", &run_table[i], test_threads);
      add ("change", &run_table[i], test_change);
    }
  return g_test_run ();
}
