// What a network makes of single images: for those who look at it, not for training.
// SPDX-License-Identifier: MIT

#include "training/look.h"

#include <math.h>

#include "training/image-pass.h"

static void
make_probabilities (const float *logits, guint n, float *probabilities)
{
  double largest = -INFINITY;
  double sum = 0;

  for (guint i = 0; i < n; i++)
    largest = fmax (largest, logits[i]);
  for (guint i = 0; i < n; i++)
    sum += exp (logits[i] - largest);
  for (guint i = 0; i < n; i++)
    probabilities[i] = (float) (exp (logits[i] - largest) / sum);
}

float *
dh_look_read_images (const DhNetwork *network,
                     const float *parameters,
                     const DhDataset *dataset,
                     const guint8 *const *images,
                     guint n)
{
  g_auto (DhImagePass) pass;
  guint last = network->n_layers - 1;
  guint n_classes = network->layers[last].outputs;
  float *probabilities = g_try_new (float, (gsize) n * n_classes);

  if (!dh_image_pass_init (&pass, network, parameters, n) || probabilities == NULL)
    {
      g_free (probabilities);
      return NULL;
    }
  dh_image_pass_begin (&pass, dataset, images);
  while (!dh_image_pass_advance (&pass, INFINITY))
    ;
  for (gsize i = 0; i < n; i++)
    make_probabilities (pass.z[last] + i * n_classes, n_classes, probabilities + i * n_classes);
  return probabilities;
}
