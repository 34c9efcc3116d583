// Losses and gradients against a plain reference in double, and numbers at the edge.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "engine/pass.h"
#include "engine/random.h"

#define INPUTS 6
#define OUTPUTS 3
#define ROWS 5

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
};

static double
activate (DhActivationKind kind, double z)
{
  switch (kind)
    {
    case DH_ACTIVATION_RELU:
      return fmax (z, 0);
    case DH_ACTIVATION_LEAKY_RELU:
      return fmax (z, 0.01 * z);
    case DH_ACTIVATION_TANH:
      return tanh (z);
    case DH_ACTIVATION_SIGMOID:
      return 1 / (1 + exp (-z));
    case DH_ACTIVATION_GELU:
      return z * (1 + erf (z / G_SQRT2)) / 2;
    case DH_ACTIVATION_IDENTITY:
    case DH_N_ACTIVATIONS:
    default:
      return z;
    }
}

/* Σ −log p[label], straight from the definition and in double. */
static double
reference_loss (const DhNetwork *network, const double *parameters, const float *inputs,
                const guint16 *labels, guint rows)
{
  double loss = 0;

  for (guint row = 0; row < rows; row++)
    {
      double a[16];
      double z[16] = { 0 };
      double sum = 0;

      for (guint j = 0; j < network->layers[0].inputs; j++)
        a[j] = inputs[row * network->layers[0].inputs + j];
      for (guint l = 0; l < network->n_layers; l++)
        {
          const DhLayer *layer = &network->layers[l];

          for (guint i = 0; i < layer->outputs; i++)
            {
              z[i] = network->has_bias ? parameters[layer->bias + i] : 0;
              for (guint j = 0; j < layer->inputs; j++)
                z[i] += parameters[layer->weight + i * layer->inputs + j] * a[j];
            }
          for (guint i = 0; i < layer->outputs; i++)
            a[i] = activate (network->activation, z[i]);
        }
      for (guint i = 0; i < OUTPUTS; i++)
        sum += exp (z[i]);
      loss += log (sum) - z[labels[row]];
    }
  return loss;
}

typedef struct
{
  DhNetwork network;
  DhPass *pass;
  float *parameters;
  float *gradient;
  float inputs[ROWS * INPUTS];
  guint16 labels[ROWS];
} Case;

static void
case_init (Case *self, const Net *net, guint max_rows)
{
  g_autoptr (GError) error = NULL;
  DhRandom random;

  dh_random_init (&random, 7);
  g_assert_true (dh_network_init (&self->network, INPUTS, net->hidden, net->n_hidden, OUTPUTS,
                                  net->has_bias, &error));
  self->network.activation = net->activation;
  self->pass = dh_pass_new (&self->network, max_rows, &error);
  g_assert_no_error (error);
  self->parameters = g_new (float, self->network.n_parameters);
  self->gradient = g_new0 (float, self->network.n_parameters);
  dh_random_torch_uniform (&random, -1, 1, self->parameters, self->network.n_parameters);
  dh_random_torch_uniform (&random, -1, 1, self->inputs, ROWS * INPUTS);
  for (guint i = 0; i < ROWS; i++)
    self->labels[i] = i % OUTPUTS;
}

static void
case_clear (Case *self)
{
  dh_pass_free (self->pass);
  g_free (self->parameters);
  g_free (self->gradient);
}

static void
test_loss (gconstpointer data)
{
  Case c;
  g_autofree double *parameters = NULL;
  double loss;

  case_init (&c, data, ROWS);
  parameters = g_new (double, c.network.n_parameters);
  for (gsize i = 0; i < c.network.n_parameters; i++)
    parameters[i] = c.parameters[i];
  dh_pass_forward (c.pass, c.parameters, c.inputs, ROWS);
  loss = dh_pass_get_loss (c.pass, c.labels, ROWS, NULL);
  g_assert_cmpfloat_with_epsilon (
      loss, reference_loss (&c.network, parameters, c.inputs, c.labels, ROWS), 1e-5);
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
  parameters = g_new (double, c.network.n_parameters);
  for (gsize i = 0; i < c.network.n_parameters; i++)
    parameters[i] = c.parameters[i];
  dh_pass_forward (c.pass, c.parameters, c.inputs, ROWS);
  dh_pass_backward (c.pass, c.parameters, c.inputs, c.labels, ROWS, scale, c.gradient);
  for (gsize i = 0; i < c.network.n_parameters; i++)
    {
      double here = parameters[i];
      double above;
      double below;

      parameters[i] = here + STEP;
      above = reference_loss (&c.network, parameters, c.inputs, c.labels, ROWS);
      parameters[i] = here - STEP;
      below = reference_loss (&c.network, parameters, c.inputs, c.labels, ROWS);
      parameters[i] = here;
      g_assert_cmpfloat_with_epsilon (c.gradient[i], scale * (above - below) / (2 * STEP), 2e-6);
      largest = fmax (largest, fabs (c.gradient[i]));
    }
  g_assert_cmpfloat (largest, >, 0.05);
  case_clear (&c);
}

/* Pieces of a batch add up to the batch, and a gradient is added to what is there. */
static void
test_tiles (gconstpointer data)
{
  Case whole;
  Case pieces;
  guint whole_right = 0;
  guint pieces_right = 0;
  double whole_loss;
  double pieces_loss = 0;

  case_init (&whole, data, ROWS);
  case_init (&pieces, data, 2);
  dh_pass_forward (whole.pass, whole.parameters, whole.inputs, ROWS);
  whole_loss = dh_pass_get_loss (whole.pass, whole.labels, ROWS, &whole_right);
  dh_pass_backward (whole.pass, whole.parameters, whole.inputs, whole.labels, ROWS, 1,
                    whole.gradient);
  for (guint first = 0; first < ROWS; first += 2)
    {
      const float *inputs = pieces.inputs + first * INPUTS;
      const guint16 *labels = pieces.labels + first;
      guint rows = MIN (2, ROWS - first);

      dh_pass_forward (pieces.pass, pieces.parameters, inputs, rows);
      pieces_loss += dh_pass_get_loss (pieces.pass, labels, rows, &pieces_right);
      dh_pass_backward (pieces.pass, pieces.parameters, inputs, labels, rows, 1, pieces.gradient);
    }
  g_assert_cmpfloat_with_epsilon (pieces_loss, whole_loss, 1e-6);
  g_assert_cmpuint (pieces_right, ==, whole_right);
  for (gsize i = 0; i < whole.network.n_parameters; i++)
    g_assert_cmpfloat_with_epsilon (pieces.gradient[i], whole.gradient[i], 2e-6);
  case_clear (&whole);
  case_clear (&pieces);
}

/* h = (ReLU (x + y), ReLU (x + y − 1)); x xor y = h₀ − 2 h₁. */
static void
test_xor (void)
{
  static const guint hidden[] = { 2 };
  static const float parameters[] = { 1, 1, 1, 1, 0, -1, -10, 20, 10, -20, 5, -5 };
  static const float inputs[] = { 0, 0, 0, 1, 1, 0, 1, 1 };
  static const guint16 labels[] = { 0, 1, 1, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DhPass) pass = NULL;
  const float *log_p;
  DhNetwork network;
  guint n_right = 0;

  g_assert_true (dh_network_init (&network, 2, hidden, 1, 2, TRUE, &error));
  g_assert_cmpuint (network.n_parameters, ==, G_N_ELEMENTS (parameters));
  pass = dh_pass_new (&network, 4, &error);
  dh_pass_forward (pass, parameters, inputs, 4);
  log_p = dh_pass_get_log_probabilities (pass);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpuint (dh_pass_get_most_likely (log_p + 2 * i, 2), ==, labels[i]);
      /* Logits ±5: the right class has log p = −log (1 + exp (−10)). */
      g_assert_cmpfloat_with_epsilon (log_p[2 * i + labels[i]], -log1p (exp (-10)), 1e-7);
    }
  g_assert_cmpfloat_with_epsilon (dh_pass_get_loss (pass, labels, 4, &n_right),
                                  4 * log1p (exp (-10)), 1e-6);
  g_assert_cmpuint (n_right, ==, 4);
}

/* A NaN anywhere reaches the loss: a diverged network must not look alive. */
static void
test_nan (gconstpointer data)
{
  Case c;

  case_init (&c, data, ROWS);
  for (guint l = 0; l < c.network.n_layers; l++)
    {
      gsize spoiled = c.network.layers[l].weight;
      float kept = c.parameters[spoiled];

      c.parameters[spoiled] = NAN;
      dh_pass_forward (c.pass, c.parameters, c.inputs, ROWS);
      g_assert_true (isnan (dh_pass_get_loss (c.pass, c.labels, ROWS, NULL)));
      c.parameters[spoiled] = kept;
    }
  c.inputs[INPUTS * ROWS - 1] = NAN;
  dh_pass_forward (c.pass, c.parameters, c.inputs, ROWS);
  g_assert_true (isnan (dh_pass_get_loss (c.pass, c.labels, ROWS, NULL)));
  g_assert_true (isfinite (dh_pass_get_loss (c.pass, c.labels, ROWS - 1, NULL)));
  case_clear (&c);
}

static void
test_most_likely (void)
{
  static const float rows[][4] = {
    { -1, -2, -3, -4 }, { -4, -3, -2, -1 }, { -2, -1, -1, -3 }, { -1, -1, -1, -1 },
    { -3, -1, -2, -1 }, { -INFINITY, -INFINITY, 0, -INFINITY },
  };
  static const guint expected[] = { 0, 3, 1, 0, 1, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (dh_pass_get_most_likely (rows[i], 4), ==, expected[i]);
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

  g_assert_true (dh_network_init (&network, 1, hidden, 1, 1, FALSE, NULL));
  g_assert_null (dh_pass_new (&network, G_MAXUINT, &error));
  g_assert_error (error, DH_NETWORK_ERROR, DH_NETWORK_ERROR_MEMORY);
}

static void
add (const char *name, const char *net, gconstpointer data, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/pass/%s/%s", name, net);

  g_test_add_data_func (path, data, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      add ("loss", nets[i].name, &nets[i], test_loss);
      add ("gradient", nets[i].name, &nets[i], test_gradient);
      add ("tiles", nets[i].name, &nets[i], test_tiles);
      add ("nan", nets[i].name, &nets[i], test_nan);
    }
  g_test_add_func ("/pass/xor", test_xor);
  g_test_add_func ("/pass/most-likely", test_most_likely);
  g_test_add_func ("/pass/no-memory", test_no_memory);
  return g_test_run ();
}
