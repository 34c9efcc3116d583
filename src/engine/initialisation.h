// The parameters a network starts from: the table of initialisations.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/choice.h"
#include "engine/network.h"
#include "engine/random.h"

G_BEGIN_DECLS

typedef enum
{
  DH_INITIALISATION_PYTORCH,
  DH_INITIALISATION_ZEROS,
  DH_INITIALISATION_XAVIER_UNIFORM,
  DH_INITIALISATION_XAVIER_NORMAL,
  DH_INITIALISATION_HE_UNIFORM,
  DH_INITIALISATION_HE_NORMAL,
  DH_N_INITIALISATIONS
} DhInitialisationKind;

typedef struct
{
  DhChoice    choice;
  const char *torch; /* of torch.nn.init, for the weights; NULL where PyTorch's own stay */

  /* Fills the weight [outputs, inputs] of one layer; NULL where PyTorch's own stay. */
  void (*fill) (DhRandom *random, guint inputs, guint outputs, float *weight);
} DhInitialisation;

/* The entry of @kind, or NULL where @kind is past the last. */
const DhInitialisation *dh_initialisation_get (guint kind);

/* Fills @parameters [n_parameters] as Python does that constructs the nn.Linear layers in order
 * (every weight, row-major, then the bias, both uniform in ±1/√inputs: reset_parameters of PyTorch
 * 1.13, kaiming_uniform_ with a = √5 for the weight) and then, unless @kind is PyTorch's, fills
 * every weight in order with the function of torch.nn.init and every bias with zeros. Advances
 * @random by all that takes. */
void dh_initialise (DhInitialisationKind kind,
                    const DhNetwork     *network,
                    DhRandom            *random,
                    float               *parameters);

G_END_DECLS
