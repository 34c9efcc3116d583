// What stands between the linear layers: the table of activations.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/choice.h"

G_BEGIN_DECLS

typedef enum
{
  DH_ACTIVATION_RELU,
  DH_ACTIVATION_LEAKY_RELU,
  DH_ACTIVATION_TANH,
  DH_ACTIVATION_SIGMOID,
  DH_ACTIVATION_GELU,
  DH_ACTIVATION_IDENTITY,
  DH_N_ACTIVATIONS
} DhActivationKind;

typedef struct
{
  DhChoice    choice;
  const char *torch;   /* the module in PyTorch */
  const char *printed; /* and what print() says of it */

  /* a = f (z), each [n]; @a may be @z. NaN stays NaN. */
  void (*forward) (const float *z, float *a, gsize n);

  /* delta ← delta · f′, each [n]. f′ is computed from a = f (z); where needs_z, from z. */
  void (*backward) (const float *z, const float *a, float *delta, gsize n);
  gboolean needs_z;
} DhActivation;

/* The entry of @kind, or NULL where @kind is past the last. */
const DhActivation *dh_activation_get (guint kind);

G_END_DECLS
