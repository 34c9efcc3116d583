// The images of every step: pieces of torch's permutations, or NumPy's choices.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "training/batches.h"

#define SEED 2021

typedef struct
{
  const char *name;
  DhBatchesKind kind;
  guint n;
  guint64 batch;
  guint64 epoch_steps;
} Case;

static const Case cases[] = {
  { "epoch-all", DH_BATCHES_EPOCH, 10, 0, 1 },
  { "epoch-as-many", DH_BATCHES_EPOCH, 10, 10, 1 },
  { "epoch-more", DH_BATCHES_EPOCH, 10, 11, 1 },
  { "epoch", DH_BATCHES_EPOCH, 10, 4, 3 },
  { "epoch-even", DH_BATCHES_EPOCH, 10, 5, 2 },
  { "epoch-one", DH_BATCHES_EPOCH, 10, 1, 10 },
  { "epoch-all-but-one", DH_BATCHES_EPOCH, 10, 9, 2 },
  { "iid-all", DH_BATCHES_IID, 10, 0, 1 },
  { "iid-as-many", DH_BATCHES_IID, 10, 10, 1 },
  { "iid-more", DH_BATCHES_IID, 10, 1000000, 1 },
  { "iid", DH_BATCHES_IID, 10, 4, 3 },
  { "iid-one", DH_BATCHES_IID, 10, 1, 10 },
  { "single-image", DH_BATCHES_IID, 1, 1, 1 },
};

static void
start (DhBatches *self, const Case *c)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (GError) error = NULL;
  DhRandom torch;
  DhRandom numpy;

  settings->batch = c->batch;
  settings->batches = c->kind;
  g_assert_true (dh_batches_init (self, settings, c->n, &error));
  g_assert_no_error (error);
  dh_random_init (&torch, SEED);
  dh_random_init (&numpy, SEED + 1);
  dh_batches_start (self, &torch, &numpy);
}

/* What step @step must be of, drawn from the beginning; its length. */
static guint
expect (const Case *c, guint64 step, guint32 *places)
{
  guint batch = (guint) MIN (c->batch == 0 ? c->n : c->batch, c->n);
  guint64 epoch_steps = (c->n + batch - 1) / batch;
  gsize first = step % epoch_steps * batch;
  guint32 order[16];
  DhRandom random;

  dh_random_init (&random, c->kind == DH_BATCHES_IID ? SEED + 1 : SEED);
  if (c->kind == DH_BATCHES_IID && batch < c->n)
    {
      for (guint64 i = 0; i <= step; i++)
        dh_random_numpy_choice (&random, c->n, places, batch);
      return batch;
    }
  for (guint64 i = 0; i <= step / epoch_steps; i++)
    dh_random_torch_permutation (&random, order, c->n);
  for (guint i = 0; i < c->n && batch == c->n; i++)
    order[i] = i;
  batch = (guint) MIN (batch, c->n - first);
  memcpy (places, order + first, batch * sizeof *order);
  return batch;
}

/* Each step asked for once, twice or three times. */
static void
test_batches (gconstpointer data)
{
  const Case *c = data;
  DhBatches batches = { 0 };

  start (&batches, c);
  g_assert_cmpuint (dh_batches_get_epoch_steps (&batches), ==, c->epoch_steps);
  for (guint64 step = 0; step < 40; step++)
    for (guint64 again = 0; again <= step % 3; again++)
      {
        guint32 expected[16];
        guint n_expected = expect (c, step, expected);
        gsize first;
        guint n;

        dh_batches_go_to (&batches, step, &first, &n);
        g_assert_cmpuint (n, ==, n_expected);
        g_assert_cmpint (batches.order == NULL, ==, c->epoch_steps == 1);
        for (guint i = 0; i < n; i++)
          g_assert_cmpuint (batches.order == NULL ? first + i : batches.order[first + i], ==,
                            expected[i]);
      }
  dh_batches_clear (&batches);
  dh_batches_clear (&batches);
}

/* What is told to come next is what the next step has. */
static void
test_ahead (gconstpointer data)
{
  const Case *c = data;
  DhBatches batches = { 0 };
  guint n_ahead = 0;
  guint32 ahead[16];

  start (&batches, c);
  for (guint64 step = 0; step < 40; step++)
    {
      gsize first;
      guint n;

      dh_batches_go_to (&batches, step, &first, &n);
      for (guint i = 0; i < n_ahead; i++)
        g_assert_cmpuint (batches.order[first + i], ==, ahead[i]);
      g_assert_true (n_ahead == 0 || n_ahead == n);
      n_ahead = dh_batches_count_ahead (&batches, first, n);
      if (c->kind == DH_BATCHES_EPOCH && (step + 1) % c->epoch_steps != 0)
        g_assert_cmpuint (n_ahead, >, 0);
      if (n_ahead > 0)
        memcpy (ahead, batches.order + first + n, n_ahead * sizeof *ahead);
    }
  dh_batches_clear (&batches);
}

/* From a step on that is not the first, as after a retreat, nothing is drawn anew. */
static void
test_retreat (void)
{
  static const Case c = { "iid", DH_BATCHES_IID, 10, 4, 3 };
  DhBatches batches = { 0 };
  guint32 kept[4];
  gsize first;
  guint n;

  start (&batches, &c);
  for (guint64 step = 0; step < 6; step++)
    dh_batches_go_to (&batches, step, &first, &n);
  memcpy (kept, batches.order, sizeof kept);
  dh_batches_go_to (&batches, 5, &first, &n);
  g_assert_cmpmem (kept, sizeof kept, batches.order, sizeof kept);
  dh_batches_clear (&batches);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/batches/%s", cases[i].name);
      g_autofree char *ahead = g_strdup_printf ("/batches/ahead/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_batches);
      g_test_add_data_func (ahead, &cases[i], test_ahead);
    }
  g_test_add_func ("/batches/retreat", test_retreat);
  return g_test_run ();
}
