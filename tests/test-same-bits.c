// A run has the same bits every time, with any number of threads.
// SPDX-License-Identifier: MIT

#include "run-table.h"
#include "same-trainer.h"

/* Under ThreadSanitizer, which wants to see every kind of step once, it takes too long. */
#ifdef __SANITIZE_THREAD__
#define STEPS 8
#define REPEATS 1
#else
#define STEPS 30
#define REPEATS 3
#endif

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

typedef struct
{
  guint n_threads;
  guint change; /* the number of threads, every so many steps; 0 = never */
  guint watch;  /* everything that a trainer tells, every so many steps; 0 = never */
} How;

/* Asking for the gradient has it made as a whole; else each part is gone with its update. */
static void
look_at (const DhTrainer *trainer)
{
  g_autofree float *after = g_malloc (parameters_size (trainer));

  dh_trainer_get_gradient (trainer);
  dh_trainer_get_gradient_norm (trainer);
  g_assert_true (dh_trainer_preview (trainer, after));
}

static char *
run (const RunRow *row, How how)
{
  g_autoptr (DhTrainer) trainer = run_table_start (row, "seed=7");
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);

  dh_trainer_set_threads (trainer, how.n_threads);
  for (guint i = 1; i <= STEPS; i++)
    {
      guint k = how.change > 0 ? i / how.change % G_N_ELEMENTS (thread_counts) : 0;

      if (how.change > 0 && i % how.change == 0)
        dh_trainer_set_threads (trainer, thread_counts[k]);
      if (how.watch > 0 && i % how.watch == 0)
        look_at (trainer);
      g_assert_true (dh_trainer_step (trainer));
    }
  update_hash (hash, trainer);
  return g_strdup (g_checksum_get_string (hash));
}

static void
assert_same_hash (const RunRow *row, const char *expected, How how)
{
  g_autofree char *hash = run (row, how);

  g_assert_cmpstr (hash, ==, expected);
}

static void
test_threads (gconstpointer data)
{
  const RunRow *row = data;
  g_autofree char *expected = run (row, (How) { 1 });

  for (guint repeat = 0; repeat < REPEATS; repeat++)
    for (guint i = 0; i < G_N_ELEMENTS (thread_counts); i++)
      assert_same_hash (row, expected, (How) { thread_counts[i] });
}

static void
test_change (gconstpointer data)
{
  const RunRow *row = data;
  g_autofree char *expected = run (row, (How) { 1 });

  for (guint change = 1; change <= 7; change += 3)
    assert_same_hash (row, expected, (How) { 2, change });
}

static void
test_watch (gconstpointer data)
{
  const RunRow *row = data;
  g_autofree char *expected = run (row, (How) { 1 });

  for (guint watch = 1; watch <= 3; watch++)
    assert_same_hash (row, expected, (How) { watch, 0, watch });
}

/* The parameters that a preview tells are those of the step, to the bit. */
static void
test_preview (gconstpointer data)
{
  g_autoptr (DhTrainer) trainer = run_table_start (data, "seed=7");
  gsize size = parameters_size (trainer);
  g_autofree float *after = g_malloc (size);

  dh_trainer_set_threads (trainer, 2);
  for (guint i = 0; i < STEPS; i++)
    {
      g_assert_true (dh_trainer_preview (trainer, after));
      g_assert_true (dh_trainer_step (trainer));
      g_assert_cmpmem (dh_trainer_get_parameters (trainer), size, after, size);
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
      add ("watch", &run_table[i], test_watch);
      add ("preview", &run_table[i], test_preview);
    }
  return g_test_run ();
}
