// The built-in digits beside MNIST's: how they are written, and what is learned from them.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "dataset/catalog.h"
#include "dataset/idx-folder.h"
#include "training/evaluation.h"
#include "training/trainer.h"

typedef struct
{
  const char *name;
  const char *settings;
  double built_in; /* accuracy at least, on the built-in test images */
  double mnist;    /* … on MNIST's */
} Model;

static const Model models[] = {
  { "linear", "hidden=none learning-rate=0.05 epochs=10", 0.90, 0.75 },
  { "mlp-128", "hidden=128 learning-rate=0.1 epochs=20", 0.96, 0.88 },
};

/* What hands differ in. */
enum
{
  INK,   /* in full pixels */
  SLANT, /* tangent of the angle, > 0 leans right */
  WIDTH, /* of the line, in pixels: twice the area by the length of its edge */
  N_MEASURES
};

typedef struct
{
  double mean;
  double deviation;
} Spread;

/* Of the first 10,000 training images of MNIST. */
static const Spread mnist_hands[10][N_MEASURES] = {
  { { 138.6, 33.7 }, { 0.22, 0.20 }, { 2.29, 0.62 } },
  { { 61.4, 18.3 }, { 0.25, 0.26 }, { 2.12, 0.53 } },
  { { 116.0, 30.8 }, { 0.13, 0.29 }, { 2.11, 0.57 } },
  { { 111.9, 30.5 }, { 0.09, 0.26 }, { 1.99, 0.49 } },
  { { 95.5, 25.5 }, { 0.07, 0.32 }, { 1.96, 0.50 } },
  { { 97.6, 28.2 }, { 0.26, 0.31 }, { 1.82, 0.43 } },
  { { 107.1, 29.2 }, { 0.03, 0.20 }, { 2.06, 0.62 } },
  { { 91.0, 24.9 }, { 0.03, 0.25 }, { 2.03, 0.50 } },
  { { 116.8, 30.3 }, { 0.20, 0.25 }, { 1.98, 0.59 } },
  { { 97.8, 26.1 }, { 0.01, 0.25 }, { 1.96, 0.51 } },
};

static const DhDataset *built_in;

/* MNIST's test images seen as the model that learned from the built-in ones sees everything: made
 * standard with the mean and deviation of those. NULL where MNIST is not here. */
static DhDataset *mnist;

static guint8
get_pixel (const guint8 *image, int x, int y)
{
  return x >= 0 && y >= 0 && x < 28 && y < 28 ? image[y * 28 + x] : 0;
}

static void
measure_hand (const guint8 *image, double measures[N_MEASURES])
{
  double mass = 0, x_sum = 0, y_sum = 0, xy_sum = 0, yy_sum = 0;
  double area = 0, edge = 0;

  for (int y = 0; y <= 28; y++)
    for (int x = 0; x <= 28; x++)
      {
        double ink = get_pixel (image, x, y) / 255.0;

        mass += ink;
        x_sum += ink * x, y_sum += ink * y;
        xy_sum += ink * x * y, yy_sum += ink * y * y;
        area += ink > 0.5;
        edge += (ink > 0.5) != (get_pixel (image, x - 1, y) > 127);
        edge += (ink > 0.5) != (get_pixel (image, x, y - 1) > 127);
      }
  measures[INK] = mass;
  measures[SLANT] = -(xy_sum - x_sum * y_sum / mass) / (yy_sum - y_sum * y_sum / mass);
  measures[WIDTH] = 2 * area / edge;
}

static Spread
get_spread (guint digit, guint measure)
{
  const DhImages *images = &built_in->train;
  double sum = 0, squares = 0, n = 0;

  for (guint i = 0; i < images->n; i++)
    if (images->labels[i] == digit)
      {
        double measures[N_MEASURES];

        measure_hand (images->pixels + (gsize) i * 28 * 28, measures);
        sum += measures[measure];
        squares += measures[measure] * measures[measure];
        n++;
      }
  return (Spread){ sum / n, sqrt (squares / n - sum * sum / (n * n)) };
}

static void
test_hands (void)
{
  static const double tolerances[N_MEASURES] = { 8, 0.1, 0.12 };

  for (guint digit = 0; digit < 10; digit++)
    for (guint measure = 0; measure < N_MEASURES; measure++)
      {
        Spread got = get_spread (digit, measure);
        Spread wanted = mnist_hands[digit][measure];

        g_test_message ("%u: %.2f (%.2f), MNIST %.2f (%.2f)", digit, got.mean, got.deviation,
                        wanted.mean, wanted.deviation);
        g_assert_cmpfloat_with_epsilon (got.mean, wanted.mean, tolerances[measure]);
        g_assert_cmpfloat_with_epsilon (got.deviation / wanted.deviation, 1, 0.25);
      }
}

/* The greys of edges, where a drawing gives itself away: what share of neighbours differ by how
 * much, in eight steps. */
static void
test_edges (void)
{
  static const double mnist_shares[8] = { 0.0546, 0.0313, 0.0267, 0.0232,
                                          0.0195, 0.0199, 0.0131, 0.0057 };
  double shares[8] = { 0 };
  const DhImages *images = &built_in->train;

  for (gsize i = 0; i < (gsize) images->n * 28; i++)
    for (guint x = 1; x < 28; x++)
      {
        const guint8 *pixel = images->pixels + i * 28 + x;
        guint step = (guint) ABS (pixel[0] - pixel[-1]);

        if (step > 0)
          shares[step / 32] += 1.0 / (images->n * 28.0 * 27);
      }
  for (guint i = 0; i < 8; i++)
    {
      g_test_message ("%.4f, MNIST %.4f", shares[i], mnist_shares[i]);
      g_assert_cmpfloat_with_epsilon (shares[i], mnist_shares[i], 0.002);
    }
}

static DhTrainer *
train (const char *text)
{
  g_autofree char *all = g_strconcat ("subset=all batch=50 ", text, NULL);
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_auto (GStrv) words = g_strsplit (all, " ", 0);
  g_autoptr (GError) error = NULL;
  DhTrainer *trainer;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);

      dh_settings_set (settings, pair[0], pair[1], &error);
      g_assert_no_error (error);
    }
  trainer = dh_trainer_new (settings, built_in, &error);
  g_assert_no_error (error);
  while (!dh_trainer_is_finished (trainer))
    g_assert_true (dh_trainer_step (trainer));
  return trainer;
}

static double
measure (const DhTrainer *trainer, const DhDataset *dataset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhEvaluation) evaluation = NULL;

  evaluation = dh_evaluation_new (dh_trainer_get_network (trainer), dataset, &error);
  g_assert_no_error (error);
  dh_evaluation_begin (evaluation, dh_trainer_get_parameters (trainer), 0);
  while (!dh_evaluation_advance (evaluation))
    ;
  return dh_evaluation_get_result (evaluation)->accuracy;
}

static void
check (const Model *model, const DhDataset *dataset, double least)
{
  g_autoptr (DhTrainer) trainer = train (model->settings);
  double accuracy = measure (trainer, dataset);

  g_test_message ("%s: %.2f %%", model->name, 100 * accuracy);
  g_assert_cmpfloat (accuracy, >=, least);
}

static void
test_built_in (gconstpointer model)
{
  check (model, built_in, ((const Model *) model)->built_in);
}

static void
test_mnist (gconstpointer model)
{
  if (mnist == NULL)
    g_test_skip ("DOWNHILL_MNIST is not set");
  else
    check (model, mnist, ((const Model *) model)->mnist);
}

static void
add (const char *name, const Model *model, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/handwriting-realism/%s/%s", name, model->name);

  g_test_add_data_func (path, model, test);
}

int
main (int argc, char **argv)
{
  g_autoptr (DhConstDataset) handwriting = NULL;
  g_autoptr (DhDataset) loaded = NULL;
  const char *folder = g_getenv ("DOWNHILL_MNIST");

  g_test_init (&argc, &argv, NULL);
  handwriting = dh_catalog_load ("handwriting", NULL, NULL);
  g_assert_nonnull (handwriting);
  g_assert_cmpuint (handwriting->train.n, ==, 10000);
  built_in = handwriting;
  if (folder != NULL && *folder != '\0')
    {
      loaded = dh_idx_folder_load (folder, "mnist", "MNIST", NULL, NULL);
      g_assert_nonnull (loaded);
      loaded->mean = built_in->mean;
      loaded->deviation = built_in->deviation;
      mnist = loaded;
    }
  g_test_add_func ("/handwriting-realism/hands", test_hands);
  g_test_add_func ("/handwriting-realism/edges", test_edges);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      add ("built-in", &models[i], test_built_in);
      add ("mnist", &models[i], test_mnist);
    }
  return g_test_run ();
}
