// A probe of a network against its definition in double, and in slices.
// SPDX-License-Identifier: MIT

#include "training/probing.h"

#include <math.h>
#include <string.h>

#include "mlp-loss.h"
#include "small-network.h"

/* log p of a class less the mean of all log p: the logit less the mean of all logits, since the
 * logarithm of the sum is the same in each. */
static double
get_centred_logit (const Fixture *self, const double *inputs, guint class)
{
  double mean = 0;

  for (guint c = 0; c < PATTERN_CLASSES; c++)
    mean -= mlp_loss (&self->network, self->exact, inputs, c) / PATTERN_CLASSES;
  return -mlp_loss (&self->network, self->exact, inputs, class) - mean;
}

static DhProbe *
make_probe (const Fixture *self, gboolean input_gradients)
{
  DhProbing *probing = dh_probing_new (&self->network, self->parameters, self->gradient,
                                       self->dataset, self->indices, N_IMAGES, input_gradients);

  while (!dh_probing_advance (probing))
    ;
  return dh_probing_finish (probing);
}

/* The mean slope of a class's centred logit along a pixel, by central differences. Where ReLU
 * bends, both sides of the bend are in the difference: it is kept small. */
static double
get_slope (const Fixture *fixture, guint class, guint pixel)
{
  const double h = 1e-6;
  double sum = 0;

  for (guint i = 0; i < N_IMAGES; i++)
    {
      double inputs[N_PIXELS];
      double middle, above;

      standardise (fixture, fixture->indices[i], inputs);
      middle = inputs[pixel];
      inputs[pixel] = middle + h;
      above = get_centred_logit (fixture, inputs, class);
      inputs[pixel] = middle - h;
      sum += (above - get_centred_logit (fixture, inputs, class)) / (2 * h);
    }
  return sum / N_IMAGES;
}

static void
check_input_gradients (const Fixture *fixture)
{
  g_autoptr (DhProbe) probe = make_probe (fixture, TRUE);

  g_assert_cmpuint (probe->n_classes, ==, PATTERN_CLASSES);
  g_assert_cmpuint (probe->n_pixels, ==, N_PIXELS);
  g_assert_cmpuint (probe->n_images, ==, N_IMAGES);
  for (guint p = 0; p < N_PIXELS; p += 3)
    {
      double mean = 0;

      for (guint c = 0; c < PATTERN_CLASSES; c++)
        mean += probe->input_gradients[c * N_PIXELS + p] / PATTERN_CLASSES;
      for (guint c = 0; c < PATTERN_CLASSES; c++)
        g_assert_cmpfloat_with_epsilon (probe->input_gradients[c * N_PIXELS + p] - mean,
                                        get_slope (fixture, c, p), 2e-5);
    }
}

/* That their mean over the classes is right, too, the linear model says: it is the weight. */
static void
test_input_gradients (void)
{
  Fixture fixture;
  g_autoptr (DhProbe) probe = NULL;

  for_every_network (check_input_gradients);
  set_up (&fixture, 0, TRUE, DH_ACTIVATION_TANH);
  probe = make_probe (&fixture, TRUE);
  g_assert_cmpmem (probe->input_gradients, PATTERN_CLASSES * N_PIXELS * sizeof (float),
                   fixture.parameters + fixture.network.layers[0].weight,
                   PATTERN_CLASSES * N_PIXELS * sizeof (float));
  tear_down (&fixture);
}

/* With the identity between, two layers are one: the product of both weights. */
static void
test_product_of_weights (void)
{
  Fixture fixture;
  g_autoptr (DhProbe) probe = NULL;
  const DhLayer *layers = fixture.network.layers;

  set_up (&fixture, 1, TRUE, DH_ACTIVATION_IDENTITY);
  probe = make_probe (&fixture, TRUE);
  for (guint c = 0; c < PATTERN_CLASSES; c++)
    for (guint p = 0; p < N_PIXELS; p++)
      {
        double sum = 0;

        for (guint j = 0; j < layers[0].outputs; j++)
          sum += fixture.exact[layers[1].weight + c * layers[1].inputs + j] *
                 fixture.exact[layers[0].weight + j * N_PIXELS + p];
        g_assert_cmpfloat_with_epsilon (probe->input_gradients[c * N_PIXELS + p], sum, 1e-5);
      }
  tear_down (&fixture);
}

static void
check_block (const DhHistogram *counted, double norm, const float *values, gsize n)
{
  DhHistogram expected;
  double sum = 0;

  dh_histogram_init (&expected, values, n);
  g_assert_cmpmem (counted, sizeof *counted, &expected, sizeof expected);
  for (gsize i = 0; i < n; i++)
    sum += (double) values[i] * values[i];
  g_assert_cmpfloat_with_epsilon (norm, sqrt (sum), 1e-9);
}

/* What comes out of each layer, and its own weight and gradient without the biases between them. */
static void
check_counts (const Fixture *fixture)
{
  g_autoptr (DhProbe) probe = make_probe (fixture, FALSE);

  g_assert_null (probe->input_gradients);
  g_assert_cmpint (probe->relu, ==, fixture->network.activation == DH_ACTIVATION_RELU);
  g_assert_cmpuint (probe->n_layers, ==, fixture->network.n_layers);
  for (guint l = 0; l < probe->n_layers; l++)
    {
      const DhProbeLayer *layer = &probe->layers[l];
      const DhLayer *shape = &fixture->network.layers[l];
      gsize n = (gsize) shape->outputs * shape->inputs;
      const DhHistogram *outputs = &layer->outputs;
      double mean = 0;

      check_block (&layer->weights, layer->weight_norm, fixture->parameters + shape->weight, n);
      check_block (&layer->gradients, layer->gradient_norm, fixture->gradient + shape->weight, n);
      g_assert_cmpuint (layer->n_units, ==, shape->outputs);
      g_assert_cmpuint (outputs->n, ==, N_IMAGES * layer->n_units);
      /* The ends are somebody's output. */
      g_assert_cmpuint (outputs->counts[0], >, 0);
      g_assert_cmpuint (outputs->counts[DH_HISTOGRAM_N_BINS - 1], >, 0);
      g_assert_cmpfloat (outputs->lowest, <, outputs->highest);
      for (guint j = 0; j < layer->n_units; j++)
        mean += layer->activity[j] / layer->n_units;
      g_assert_cmpfloat (mean, >, 0);
      g_assert_cmpfloat (mean, <=, fmax (fabs (outputs->lowest), fabs (outputs->highest)));
    }
}

static void
test_counts (void)
{
  for_every_network (check_counts);
}

/* A bias so low that no image lifts the unit above zero; a layer later, what it feeds. */
static void
test_dead (void)
{
  Fixture fixture;
  const DhLayer *layers = fixture.network.layers;
  static const DhActivationKind kinds[] = { DH_ACTIVATION_RELU, DH_ACTIVATION_LEAKY_RELU };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (DhProbe) probe = NULL;
      gboolean relu = kinds[k] == DH_ACTIVATION_RELU;

      set_up (&fixture, 2, TRUE, kinds[k]);
      for (guint j = 0; j < layers[0].outputs; j++)
        fixture.parameters[layers[0].bias + j] = j == 2 || j == 5 ? -1e4f : 1e3f;
      for (guint j = 0; j < layers[1].outputs; j++)
        fixture.parameters[layers[1].bias + j] = -1e6f;
      probe = make_probe (&fixture, TRUE);
      g_assert_cmpuint (probe->layers[0].n_dead, ==, relu ? 2 : 0);
      g_assert_cmpuint (probe->layers[1].n_dead, ==, relu ? layers[1].outputs : 0);
      g_assert_cmpuint (probe->layers[2].n_dead, ==, 0);
      for (guint j = 0; j < layers[0].outputs; j++)
        g_assert_cmpint (probe->layers[0].activity[j] == 0, ==, relu && (j == 2 || j == 5));
      /* Nothing gets through a layer of dead units. */
      for (guint i = 0; relu && i < PATTERN_CLASSES * N_PIXELS; i++)
        g_assert_cmpfloat (probe->input_gradients[i], ==, 0);
      tear_down (&fixture);
    }
}

/* A run far gone: what is not finite is not counted, and nothing is read past an end. */
static void
test_not_finite (void)
{
  Fixture fixture;
  const DhLayer *first = &fixture.network.layers[0];
  g_autoptr (DhProbe) probe = NULL;
  const DhProbeLayer *layer;

  set_up (&fixture, 1, TRUE, DH_ACTIVATION_RELU);
  fixture.parameters[first->bias] = NAN;
  fixture.parameters[first->bias + 1] = INFINITY;
  fixture.gradient[first->weight + 5] = -INFINITY;
  probe = make_probe (&fixture, TRUE);
  layer = &probe->layers[0];
  g_assert_cmpuint (layer->outputs.n, ==, N_IMAGES * (first->outputs - 2));
  g_assert_cmpuint (layer->outputs.n_unknown, ==, N_IMAGES * 2);
  g_assert_true (isfinite (layer->outputs.lowest) && isfinite (layer->outputs.highest));
  /* The bias is not counted. */
  g_assert_cmpuint (layer->weights.n_unknown, ==, 0);
  g_assert_true (isfinite (layer->weight_norm));
  g_assert_cmpuint (layer->gradients.n_unknown, ==, 1);
  g_assert_true (isnan (layer->gradient_norm));
  g_assert_true (isfinite (probe->layers[1].gradient_norm));
  tear_down (&fixture);
}

/* Of the many only the first; of a network that is large, fewer. */
static void
test_limits (void)
{
  const guint hidden[] = { 65536, 400 };
  g_autoptr (DhDataset) dataset = pattern_dataset_new (300, 0);
  g_autofree guint32 *indices = g_new (guint32, 300);

  for (guint i = 0; i < 300; i++)
    indices[i] = 299 - i;
  for (guint n_hidden = 0; n_hidden < 3; n_hidden += 2)
    {
      DhNetwork network;
      g_autofree float *parameters = NULL;
      g_autoptr (DhProbing) probing = NULL;

      g_assert_true (dh_network_init (&network, N_PIXELS, hidden, n_hidden, PATTERN_CLASSES, FALSE,
                                      NULL));
      parameters = g_new0 (float, network.n_parameters);
      probing = dh_probing_new (&network, parameters, parameters, dataset, indices, 300, TRUE);
      g_assert_cmpuint (dh_probing_get_probe (probing)->n_images, ==, n_hidden == 0 ? 256 : 7);
    }
}

/* Of a layer for which the images take several slices, while training goes on. */
static void
test_slices (void)
{
  const guint hidden[] = { 1200, 1000 };
  g_autoptr (DhDataset) dataset = pattern_dataset_new (60, 0);
  g_autofree float *parameters = NULL;
  g_autofree float *copy = NULL;
  g_autoptr (DhProbing) probing = NULL;
  guint32 indices[60];
  float values[256];
  DhNetwork network;
  guint n_slices = 1;

  g_assert_true (dh_network_init (&network, N_PIXELS, hidden, 2, PATTERN_CLASSES, TRUE, NULL));
  parameters = g_new (float, network.n_parameters);
  for (gsize i = 0; i < network.n_parameters; i++)
    parameters[i] = (float) sin ((double) i) / 30;
  copy = g_memdup2 (parameters, network.n_parameters * sizeof *parameters);
  for (guint i = 0; i < G_N_ELEMENTS (indices); i++)
    indices[i] = 59 - i;
  probing = dh_probing_new (&network, parameters, parameters, dataset, indices,
                            G_N_ELEMENTS (indices), TRUE);
  for (; !dh_probing_advance (probing); n_slices++)
    memset (parameters, 0, network.n_parameters * sizeof *parameters);
  /* The products of the three layers, what is counted of each, the classes, and the end. */
  g_assert_cmpuint (n_slices, ==, 1 + 3 + 1 + 3 * 3 + PATTERN_CLASSES + 1);
  dh_dataset_get_standardised (dataset, values);
  for (guint j = 0; j < hidden[0]; j++)
    {
      const float *weight = copy + network.layers[0].weight + (gsize) j * N_PIXELS;
      double sum = 0;

      for (guint i = 0; i < G_N_ELEMENTS (indices); i++)
        {
          double z = copy[network.layers[0].bias + j];

          for (guint p = 0; p < N_PIXELS; p++)
            z += weight[p] * values[dataset->train.pixels[(gsize) i * N_PIXELS + p]];
          sum += MAX (z, 0);
        }
      g_assert_cmpfloat_with_epsilon (dh_probing_get_probe (probing)->layers[0].activity[j],
                                      sum / G_N_ELEMENTS (indices), 1e-4);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probing/input-gradients", test_input_gradients);
  g_test_add_func ("/probing/product-of-weights", test_product_of_weights);
  g_test_add_func ("/probing/counts", test_counts);
  g_test_add_func ("/probing/dead", test_dead);
  g_test_add_func ("/probing/not-finite", test_not_finite);
  g_test_add_func ("/probing/limits", test_limits);
  g_test_add_func ("/probing/slices", test_slices);
  return g_test_run ();
}
