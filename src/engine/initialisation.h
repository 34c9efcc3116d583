// The parameters a network starts from.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/network.h"
#include "engine/random.h"

G_BEGIN_DECLS

/* Fills @parameters [n_parameters] as constructing the nn.Linear layers in order does: every
 * weight, row-major, then the bias, both uniform in ±1/√inputs (torch.nn.Linear.reset_parameters,
 * PyTorch 1.13: kaiming_uniform_ with a = √5 for the weight). Advances @random by one output a
 * parameter. */
void dh_initialise_pytorch (const DhNetwork *network, DhRandom *random, float *parameters);

G_END_DECLS
