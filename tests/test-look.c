// What a network makes of single images, against its definition in double.
// SPDX-License-Identifier: MIT

#include "training/look.h"

#include <math.h>

#include "mlp-loss.h"
#include "small-network.h"

static double
get_probability (const Fixture *self, const double *inputs, guint class)
{
  return exp (-mlp_loss (&self->network, self->exact, inputs, class));
}

static void
check_probabilities (const Fixture *fixture)
{
  const guint8 *images[5];
  g_autofree float *all = NULL;

  /* Some in another order. */
  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    images[i] = fixture->dataset->train.pixels + (G_N_ELEMENTS (images) - 1 - i) * N_PIXELS;
  all = dh_look_read_images (&fixture->network, fixture->parameters, fixture->dataset, images,
                             G_N_ELEMENTS (images));
  for (guint image = 0; image < G_N_ELEMENTS (images); image++)
    {
      double inputs[N_PIXELS];
      double sum = 0;
      const float *p = all + (G_N_ELEMENTS (images) - 1 - image) * PATTERN_CLASSES;

      standardise (fixture, image, inputs);
      for (guint c = 0; c < PATTERN_CLASSES; c++)
        {
          g_assert_cmpfloat_with_epsilon (p[c], get_probability (fixture, inputs, c), 1e-5);
          sum += p[c];
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-6);
    }
}

static void
test_probabilities (void)
{
  for_every_network (check_probabilities);
}

/* Logits far beyond what exp() takes. */
static void
test_extreme_logits (void)
{
  Fixture fixture;
  g_autofree float *p = NULL;
  float sum = 0;

  set_up (&fixture, 0, TRUE, DH_ACTIVATION_RELU);
  for (gsize i = 0; i < fixture.network.n_parameters; i++)
    fixture.parameters[i] *= 1e6f;
  p = dh_look_read_images (&fixture.network, fixture.parameters, fixture.dataset,
                           (const guint8 *[]){ fixture.dataset->train.pixels }, 1);
  for (guint c = 0; c < PATTERN_CLASSES; c++)
    {
      g_assert_true (p[c] >= 0 && p[c] <= 1);
      sum += p[c];
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-6);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/look/probabilities", test_probabilities);
  g_test_add_func ("/look/extreme-logits", test_extreme_logits);
  return g_test_run ();
}
