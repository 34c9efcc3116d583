// The shape of an MLP and where its parameters lie in one flat block.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/activation.h"

G_BEGIN_DECLS

#define DH_NETWORK_MAX_LAYERS 17     /* linear layers: 16 hidden ones and the last */
#define DH_NETWORK_MAX_WIDTH  65536  /* units of a layer */
#define DH_NETWORK_MAX_PARAMETERS (1u << 28)

/* Linear layer l computes z_l = a_l W_lᵀ + b_l, with a_0 the input and a_{l+1} = f (z_l), f being
 * the activation. The last layer's z are the logits. The layer stands at main.(2l) in PyTorch's
 * Sequential. */
typedef struct
{
  guint inputs;
  guint outputs;
  gsize weight; /* offset of W [outputs, inputs], row-major, in the block */
  gsize bias;   /* offset of b [outputs]; only where the network has biases */
} DhLayer;

typedef struct
{
  guint    n_layers;
  DhLayer  layers[DH_NETWORK_MAX_LAYERS];
  gboolean has_bias;
  gsize    n_parameters;
  DhActivationKind activation; /* between the layers; ReLU where nobody sets it */
} DhNetwork;

#define DH_NETWORK_ERROR (dh_network_error_quark ())
GQuark dh_network_error_quark (void);

typedef enum
{
  DH_NETWORK_ERROR_WIDTH,
  DH_NETWORK_ERROR_LAYERS,
  DH_NETWORK_ERROR_PARAMETERS,
  DH_NETWORK_ERROR_MEMORY
} DhNetworkError;

/* Lays out inputs → hidden[0] → … → outputs, with ReLU between. FALSE with a DH_NETWORK_ERROR
 * where a width is 0 or a limit above is passed. */
gboolean dh_network_init (DhNetwork   *self,
                          guint        inputs,
                          const guint *hidden,
                          guint        n_hidden,
                          guint        outputs,
                          gboolean     has_bias,
                          GError     **error);

G_END_DECLS
