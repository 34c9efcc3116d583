#!/usr/bin/env python3
# Prints updates.h: parameters and states as torch.optim updates them, for test-optimizer.c.
# SPDX-License-Identifier: MIT
#
#   python3 updates.py > updates.h      (needs numpy and torch, on a processor with AVX2)

import hashlib
import sys

# This folder would offer random.py as the module "random".
sys.path.pop(0)

import numpy as np
import torch

N, STEPS, SEED = 1003, 6, 20211
NUMBERS = dict(momentum=0.9, rho=0.99, beta1=0.9, beta2=0.999)
# Weight decay, what clipping multiplies the gradient by, learning rate.
VARIANTS = ((0, 1, 0.013), (0.017, 1, 0.013), (0.017, 0.3, 0.1))


def lecture(p, rate, decay):
    """The lecture's p.data -= lr * p.grad.data, as an optimizer."""
    class Plain(torch.optim.SGD):
        @torch.no_grad()
        def step(self):
            p.data -= rate * p.grad.data
    return Plain([p], lr=rate) if decay == 0 else torch.optim.SGD([p], lr=rate, weight_decay=decay)


OPTIMIZERS = {
    "GD": lambda p, rate, decay: lecture(p, rate, decay),
    "MOMENTUM": lambda p, rate, decay: torch.optim.SGD(
        [p], lr=rate, momentum=NUMBERS["momentum"], weight_decay=decay),
    "NESTEROV": lambda p, rate, decay: torch.optim.SGD(
        [p], lr=rate, momentum=NUMBERS["momentum"], nesterov=True, weight_decay=decay),
    "ADAGRAD": lambda p, rate, decay: torch.optim.Adagrad([p], lr=rate, eps=1e-10,
                                                          weight_decay=decay),
    "RMSPROP": lambda p, rate, decay: torch.optim.RMSprop(
        [p], lr=rate, alpha=NUMBERS["rho"], eps=1e-8, weight_decay=decay),
    "ADAM": lambda p, rate, decay: torch.optim.Adam(
        [p], lr=rate, betas=(NUMBERS["beta1"], NUMBERS["beta2"]), eps=1e-8, weight_decay=decay),
    "ADAMW": lambda p, rate, decay: torch.optim.AdamW(
        [p], lr=rate, betas=(NUMBERS["beta1"], NUMBERS["beta2"]), eps=1e-8, weight_decay=decay),
}
STATES = ("momentum_buffer", "sum", "square_avg", "exp_avg", "exp_avg_sq")


def update(make, decay, scale, rate):
    """The parameters after every step, one behind the other, and each state after the last."""
    torch.manual_seed(SEED)
    p = torch.nn.Parameter(torch.empty(N).uniform_(-1, 1))
    optimizer = make(p, rate, decay)
    steps = []
    for _ in range(STEPS):
        p.grad = torch.empty(N).uniform_(-0.5, 0.5).mul_(torch.tensor(scale))
        optimizer.step()
        steps.append(p.detach().numpy().copy())
    state = optimizer.state[p]
    return np.concatenate(steps), [state[key].numpy() for key in STATES
                                   if state.get(key) is not None]


def sha256(values):
    return f'"{hashlib.sha256(np.ascontiguousarray(values, dtype="<f4").tobytes()).hexdigest()}"'


def rows():
    for name, make in OPTIMIZERS.items():
        for decay, scale, rate in VARIANTS:
            steps, states = update(make, decay, scale, rate)
            sums = [sha256(state) for state in states] or ["NULL"]
            yield (f"DH_OPTIMIZER_{name}, {decay}, {scale}, {rate}",
                   "{ " + ", ".join(f"{v:.9g}f" for v in steps[:4]) + " }", sha256(steps),
                   "{ " + ",\n      ".join(sums) + " }")


capability = torch.__config__.show().split("CPU capability usage: ")[1].split("\n")[0]
if "AVX2" not in capability and "AVX512" not in capability:
    sys.exit("PyTorch rounds twice on this processor; one with AVX2 is needed.")
torch.set_num_threads(1)
print(f"""\
// What torch.optim makes of parameters; made by updates.py, not by hand.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/optimizer.h"

/* After torch.manual_seed (UPDATES_SEED) the parameters [UPDATES_N] are uniform_(-1, 1), then each
 * step's gradient is uniform_(-0.5, 0.5). Sums are SHA-256 of the parameters after every step and
 * of each state after the last. */
#define UPDATES_SEED {SEED}
#define UPDATES_N {N}
#define UPDATES_STEPS {STEPS}
#define UPDATES_MOMENTUM {NUMBERS["momentum"]}
#define UPDATES_RHO {NUMBERS["rho"]}
#define UPDATES_BETA1 {NUMBERS["beta1"]}
#define UPDATES_BETA2 {NUMBERS["beta2"]}

static const struct
{{
  DhOptimizerKind kind;
  double weight_decay, gradient_scale, learning_rate;
  float first[4];
  const char *sum, *state_sums[DH_OPTIMIZER_MAX_STATES];
}} torch_updates[] = {{""")
for row in rows():
    print("  { " + ",\n    ".join(row) + " },")
print("};")
