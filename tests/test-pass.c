// Losses and gradients against a plain reference in double, and numbers at the edge.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "engine/random.h"
#include "engine/softmax.h"
#include "mlp-loss.h"
#include "pass-fixture.h"

#define INPUTS 6
#define WIDTH 3
#define OUTPUTS 3
#define ROWS 5
#define MANY 150 /* more than two groups of images */

typedef struct
{
  const char *name;
  guint hidden[3];
  guint n_hidden;
  gboolean has_bias;
  DhActivationKind activation;
} Net;

static const Net nets[] = {
  { "linear", { 0 }, 0, TRUE },
  { "linear-without-bias", { 0 }, 0, FALSE },
  { "5", { 5 }, 1, TRUE },
  { "5-without-bias", { 5 }, 1, FALSE },
  { "7-3", { 7, 3 }, 2, TRUE },
  { "7-3-without-bias", { 7, 3 }, 2, FALSE },
  { "4-4-4", { 4, 4, 4 }, 3, TRUE },
  { "4-4-4-without-bias", { 4, 4, 4 }, 3, FALSE },
  { "leaky-relu", { 7, 3 }, 2, TRUE, DH_ACTIVATION_LEAKY_RELU },
  { "tanh", { 7, 3 }, 2, TRUE, DH_ACTIVATION_TANH },
  { "tanh-without-bias", { 7, 3 }, 2, FALSE, DH_ACTIVATION_TANH },
  { "sigmoid", { 7, 3 }, 2, TRUE, DH_ACTIVATION_SIGMOID },
  { "gelu", { 7, 3 }, 2, TRUE, DH_ACTIVATION_GELU },
  { "gelu-of-4-4-4", { 4, 4, 4 }, 3, FALSE, DH_ACTIVATION_GELU },
  { "identity", { 7, 3 }, 2, TRUE, DH_ACTIVATION_IDENTITY },
  { "19", { 19 }, 1, TRUE, DH_ACTIVATION_TANH },
  { "17-without-bias", { 17, 3 }, 2, FALSE, DH_ACTIVATION_GELU },
};

/* Images as floats, or as bytes with a background that is skipped: the share of it decides. */
typedef struct
{
  const Net *net;
  const char *name;
  double share;
} Setup;

typedef struct
{
  PassFixture fixture;
  float *parameters;
  float values[256];
  guint8 bytes[MANY * INPUTS];
  guint16 labels[MANY];
} Case;

/* Only where the background is skipped need the values lie on a line. */
static void
fill_images (Case *self, double share, DhRandom *random)
{
  dh_random_torch_uniform (random, -1, 1, self->values, 256);
  for (guint i = 0; i < MANY * INPUTS; i++)
    self->bytes[i] = dh_random_next (random) % 256;
  if (share == 0)
    return;
  for (guint p = 0; p < 256; p++)
    self->values[p] = (p - 60.0f) / 120;
  for (guint i = 0; i < MANY * INPUTS; i++)
    self->bytes[i] = dh_random_next (random) % 256 < 256 * share ? 0 : self->bytes[i];
}

static void
case_init (Case *self, const Setup *setup, guint max_rows)
{
  const Net *net = setup->net;
  g_autoptr (GError) error = NULL;
  DhNetwork network;
  DhRandom random;

  dh_random_init (&random, 7);
  g_assert_true (dh_network_init (&network, INPUTS, net->hidden, net->n_hidden, OUTPUTS,
                                  net->has_bias, &error));
  network.activation = net->activation;
  self->parameters = g_new (float, network.n_parameters);
  dh_random_torch_uniform (&random, -1, 1, self->parameters, network.n_parameters);
  fill_images (self, setup->share, &random);
  pass_fixture_init (&self->fixture, &network, WIDTH, setup->share, self->values, max_rows);
  pass_fixture_set_parameters (&self->fixture, self->parameters);
  pass_fixture_load (&self->fixture, self->bytes, max_rows);
  for (guint i = 0; i < MANY; i++)
    self->labels[i] = i % OUTPUTS;
}

static void
case_clear (Case *self)
{
  pass_fixture_clear (&self->fixture);
  g_free (self->parameters);
}

static double *
get_parameters (const Case *self)
{
  gsize n = self->fixture.network.n_parameters;
  double *parameters = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    parameters[i] = self->parameters[i];
  return parameters;
}

/* Σ −log p[label], straight from the definition and in double. */
static double
reference_loss (const Case *self, const double *parameters)
{
  double loss = 0;

  for (guint row = 0; row < ROWS; row++)
    {
      double image[INPUTS];

      for (guint j = 0; j < INPUTS; j++)
        image[j] = self->values[self->bytes[row * INPUTS + j]];
      loss += mlp_loss (&self->fixture.network, parameters, image, self->labels[row]);
    }
  return loss;
}

static void
test_loss (gconstpointer data)
{
  g_autofree double *parameters = NULL;
  Case c;

  case_init (&c, data, ROWS);
  parameters = get_parameters (&c);
  g_assert_cmpfloat_with_epsilon (pass_fixture_run (&c.fixture, 0, ROWS, c.labels),
                                  reference_loss (&c, parameters), 1e-5);
  case_clear (&c);
}

/* The reference is smooth around the parameters as long as no ReLU changes sides within ±STEP. */
#define STEP 1e-6

static void
test_gradient (gconstpointer data)
{
  const float scale = 0.5f;
  g_autofree double *parameters = NULL;
  double largest = 0;
  Case c;

  case_init (&c, data, ROWS);
  parameters = get_parameters (&c);
  pass_fixture_run_gradient (&c.fixture, 0, ROWS, c.labels, scale, TRUE);
  for (gsize i = 0; i < c.fixture.network.n_parameters; i++)
    {
      double here = parameters[i];
      double above;
      double below;

      parameters[i] = here + STEP;
      above = reference_loss (&c, parameters);
      parameters[i] = here - STEP;
      below = reference_loss (&c, parameters);
      parameters[i] = here;
      g_assert_cmpfloat_with_epsilon (c.fixture.gradient[i], scale * (above - below) / (2 * STEP),
                                      2e-6);
      largest = fmax (largest, fabs (c.fixture.gradient[i]));
    }
  g_assert_cmpfloat (largest, >, 0.05);
  case_clear (&c);
}

/* Rounding grows with what is summed, of @rows images. */
static void
assert_same_sums (const Case *whole, const Case *pieces, guint rows, double pieces_loss,
                  guint pieces_right)
{
  double epsilon = 4e-7 * rows;
  double loss = dh_pass_get_loss (whole->fixture.pass);

  g_assert_cmpfloat_with_epsilon (pieces_loss, loss, epsilon / 2);
  g_assert_cmpuint (pieces_right, ==, dh_pass_get_n_right (whole->fixture.pass));
  for (gsize i = 0; i < whole->fixture.network.n_parameters; i++)
    g_assert_cmpfloat_with_epsilon (pieces->fixture.gradient[i], whole->fixture.gradient[i],
                                    epsilon);
}

/* Pieces of a batch add up to the batch, and a gradient is added to what is there. */
static void
test_pieces (gconstpointer data)
{
  guint n_right = 0;
  double loss = 0;
  Case whole;
  Case pieces;

  case_init (&whole, data, ROWS);
  case_init (&pieces, data, 2);
  pass_fixture_run_gradient (&whole.fixture, 0, ROWS, whole.labels, 1, TRUE);
  for (guint first = 0; first < ROWS; first += 2)
    {
      guint rows = MIN (2, ROWS - first);

      pass_fixture_load (&pieces.fixture, pieces.bytes + first * INPUTS, rows);
      loss += pass_fixture_run_gradient (&pieces.fixture, 0, rows, pieces.labels + first, 1, FALSE);
      n_right += dh_pass_get_n_right (pieces.fixture.pass);
    }
  assert_same_sums (&whole, &pieces, ROWS, loss, n_right);
  case_clear (&whole);
  case_clear (&pieces);
}

/* So do groups of images that lie in the same place. */
static void
test_tiles (gconstpointer data)
{
  guint n_right = 0;
  double loss = 0;
  Case whole;
  Case tiles;

  case_init (&whole, data, MANY);
  case_init (&tiles, data, MANY);
  /* What was there is gone where the gradient is fresh. */
  pass_fixture_run_gradient (&whole.fixture, 0, ROWS, whole.labels, 7, TRUE);
  pass_fixture_run_gradient (&whole.fixture, 0, MANY, whole.labels, 1, TRUE);
  for (guint first = 0; first < MANY; first += DH_FIRST_LAYER_GROUP)
    {
      loss += pass_fixture_run_gradient (&tiles.fixture, first,
                                         MIN (DH_FIRST_LAYER_GROUP, MANY - first),
                                         tiles.labels + first, 1, first == 0);
      n_right += dh_pass_get_n_right (tiles.fixture.pass);
    }
  assert_same_sums (&whole, &tiles, MANY, loss, n_right);
  case_clear (&whole);
  case_clear (&tiles);
}

/* h = (ReLU (x + y), ReLU (x + y − 1)); x xor y = h₀ − 2 h₁. */
static void
test_xor (void)
{
  static const guint hidden[] = { 2 };
  static const float parameters[] = { 1, 1, 1, 1, 0, -1, -10, 20, 10, -20, 5, -5 };
  static const float values[256] = { 0, 1 };
  static const guint8 bytes[] = { 0, 0, 0, 1, 1, 0, 1, 1 };
  static const guint16 labels[] = { 0, 1, 1, 0 };
  g_autoptr (GError) error = NULL;
  PassFixture fixture;
  DhNetwork network;

  g_assert_true (dh_network_init (&network, 2, hidden, 1, 2, TRUE, &error));
  g_assert_cmpuint (network.n_parameters, ==, G_N_ELEMENTS (parameters));
  pass_fixture_init (&fixture, &network, 2, 0, values, 4);
  pass_fixture_set_parameters (&fixture, parameters);
  pass_fixture_load (&fixture, bytes, 4);
  g_assert_cmpfloat_with_epsilon (pass_fixture_run (&fixture, 0, 4, labels),
                                  4 * log1p (exp (-10)), 1e-6);
  g_assert_cmpuint (dh_pass_get_n_right (fixture.pass), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const float *log_p = dh_pass_get_log_probabilities (fixture.pass, i);

      g_assert_cmpuint (dh_softmax_get_largest (log_p, 2), ==, labels[i]);
      /* Logits ±5: the right class has log p = −log (1 + exp (−10)). */
      g_assert_cmpfloat_with_epsilon (log_p[labels[i]], -log1p (exp (-10)), 1e-7);
    }
  pass_fixture_clear (&fixture);
}

/* A NaN anywhere reaches the loss: a diverged network must not look alive. */
static void
test_nan (gconstpointer data)
{
  Case c;

  case_init (&c, data, ROWS);
  for (gsize i = 0; i < c.fixture.network.n_parameters; i++)
    {
      float kept = c.parameters[i];

      c.parameters[i] = NAN;
      pass_fixture_set_parameters (&c.fixture, c.parameters);
      g_assert_true (isnan (pass_fixture_run (&c.fixture, 0, ROWS, c.labels)));
      c.parameters[i] = kept;
    }
  case_clear (&c);
}

static void
test_nan_input (gconstpointer data)
{
  DhNetwork network;
  Case c;

  case_init (&c, data, ROWS);
  for (guint i = 0; i < ROWS * INPUTS; i++)
    c.bytes[i] %= 255;
  c.bytes[ROWS * INPUTS - 1] = 255;
  c.values[255] = NAN;
  network = c.fixture.network;
  pass_fixture_clear (&c.fixture);
  pass_fixture_init (&c.fixture, &network, WIDTH, 0, c.values, ROWS);
  pass_fixture_set_parameters (&c.fixture, c.parameters);
  pass_fixture_load (&c.fixture, c.bytes, ROWS);
  g_assert_true (isnan (pass_fixture_run (&c.fixture, 0, ROWS, c.labels)));
  g_assert_true (isfinite (pass_fixture_run (&c.fixture, 0, ROWS - 1, c.labels)));
  case_clear (&c);
}

/* Sanitizers end a program that asks for this much, unless told otherwise. */
const char *__asan_default_options (void);
const char *__tsan_default_options (void);

const char *
__asan_default_options (void)
{
  return "allocator_may_return_null=1";
}

const char *
__tsan_default_options (void)
{
  return "allocator_may_return_null=1";
}

static void
test_no_memory (void)
{
  static const guint hidden[] = { DH_NETWORK_MAX_WIDTH };
  g_autoptr (GError) error = NULL;
  DhNetwork network;
  DhLayout layout;

  g_assert_true (dh_network_init (&network, 1, hidden, 1, 1, FALSE, NULL));
  dh_layout_init (&layout, &network, 1, 0);
  g_assert_null (dh_pass_new (&layout, G_MAXUINT, &error));
  g_assert_error (error, DH_NETWORK_ERROR, DH_NETWORK_ERROR_MEMORY);
}

static void
add (const char *name, const Setup *setup, GTestDataFunc func)
{
  g_autofree char *path =
      g_strdup_printf ("/pass/%s/%s/%s", setup->name, name, setup->net->name);

  g_test_add_data_func (path, setup, func);
}

static void
add_all (Setup *setup, const Net *net, const char *name, double share)
{
  *setup = (Setup) { net, name, share };
  add ("loss", setup, test_loss);
  add ("gradient", setup, test_gradient);
  add ("pieces", setup, test_pieces);
  add ("tiles", setup, test_tiles);
  add ("nan", setup, test_nan);
}

int
main (int argc, char **argv)
{
  static Setup setups[2 * G_N_ELEMENTS (nets)];

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      add_all (&setups[2 * i], &nets[i], "floats", 0);
      add_all (&setups[2 * i + 1], &nets[i], "bytes", 0.6);
      add ("nan-input", &setups[2 * i], test_nan_input);
    }
  g_test_add_func ("/pass/xor", test_xor);
  g_test_add_func ("/pass/no-memory", test_no_memory);
  return g_test_run ();
}
