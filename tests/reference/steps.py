#!/usr/bin/env python3
# Prints steps.h: parameters as NumPy, PyTorch and plain updates give them, for test-steps.c.
# SPDX-License-Identifier: MIT
#
#   python3 steps.py > steps.h      (needs numpy and torch, on a processor with AVX2)

import hashlib
import sys

# This folder would offer random.py as the module "random".
sys.path.pop(0)

import numpy as np
import torch

# As tests/pattern-dataset.h makes them.
IMAGES, SIDE, CLASSES = 200, 5, 4
# Seed of NumPy's stream and of torch's, hidden layers, bias, models before, images drawn, with
# replacement, steps of the full batch, learning rate.
RUNS = (
    (0, 0, (), True, 0, 150, True, 100, 0.1),
    (2021, 2021, (), True, 0, 150, True, 1, 0.1),
    (2021, 2021, (), True, 0, 150, True, 100, 0.1),
    (4294967295, 4294967295, (), False, 0, 150, False, 100, 0.5),
    (1, 2060049297, (), True, 1, 200, False, 40, 0.1),
    (0, 4294967295, (16,), True, 0, 150, True, 30, 0.1),
    (4294967295, 0, (16,), True, 2, 150, True, 30, 0.1),
    (2021, 2021, (16,), False, 0, 300, True, 1, 0.1),
    (2021, 2021, (8, 6), True, 0, 200, False, 30, 0.2),
    (7, 2060049297, (9, 7, 5), True, 1, 150, True, 10, 0.1),
)
ELEMENTS = 12  # of the parameters in a row of the table
ORDERS = 8     # in which the images are summed
LIMIT = 4      # hidden layers in a row of the table


def make_net(hidden, bias):
    """The lecture's class: linear layers, ReLU between, log-softmax at the end."""
    layers, inputs = [], SIDE * SIDE
    for width in hidden:
        layers += [torch.nn.Linear(inputs, width, bias=bias), torch.nn.ReLU()]
        inputs = width
    return torch.nn.Sequential(*layers, torch.nn.Linear(inputs, CLASSES, bias=bias),
                               torch.nn.LogSoftmax(dim=1))


def start_net(seed, hidden, bias, before):
    torch.manual_seed(seed)
    for _ in range(before):
        make_net(hidden, bias)
    return make_net(hidden, bias)


def pattern_images():
    i, j = np.arange(IMAGES)[:, None], np.arange(SIDE * SIDE)[None, :]
    labels = np.arange(IMAGES) % CLASSES
    pixels = (i * 37 + j * 11 + i * i * j * 5 + labels[:, None] * j * 9) % 256
    images = torch.tensor(pixels).to(torch.float32)
    return (images - images.mean()) / images.std(), torch.tensor(labels)


def flat(net):
    return np.concatenate([p.detach().numpy().ravel() for p in net.parameters()])


def train(net, indices, steps, rate, kind):
    """All parameters after that many steps."""
    images, labels = pattern_images()
    net = net.to(kind)
    for _ in range(steps):
        net.zero_grad()
        torch.nn.functional.nll_loss(net(images[indices].to(kind)), labels[indices]).backward()
        with torch.no_grad():
            for p in net.parameters():
                p -= rate * p.grad
    return flat(net)


def spread_of_orders(start, indices, steps, rate, exact):
    """How far float32 leads away from the exact result, whatever the order of the sums."""
    orders = np.random.default_rng(1)
    largest = 0
    for _ in range(ORDERS):
        single = train(start(), orders.permutation(indices), steps, rate, torch.float32)
        largest = max(largest, np.abs(single - exact).max())
    return largest


def run_row(run):
    subset_seed, init_seed, hidden, bias, before, k, replace, steps, rate = run
    np.random.seed(subset_seed)
    indices = np.random.choice(IMAGES, k, replace=replace)

    def start():
        return start_net(init_seed, hidden, bias, before)

    first = flat(start()).astype("<f4")
    exact = train(start(), indices, steps, rate, torch.float64)
    spread = spread_of_orders(start, indices, steps, rate, exact)
    if spread > 1e-5 or np.abs(exact - first).max() < 1000 * spread:
        sys.exit(f"Rounding decides the run {run}: {spread}.")
    chosen = np.linspace(0, exact.size - 1, ELEMENTS).astype(int)
    values = [f"{v:.12g}" for v in exact[chosen]]
    return (f"{subset_seed}u, {init_seed}u, {{ {', '.join(map(str, hidden or (0,)))} }}, "
            f"{len(hidden)}, {int(bias)}, {before}, {k}, {int(replace)}, {steps}, {rate}",
            f'"{hashlib.sha256(first.tobytes()).hexdigest()}"',
            f"{exact.size}, {spread:.3g}, {exact.sum():.12g}, {(exact ** 2).sum():.12g}",
            *("{ " * (i == 0) + ", ".join(values[i:i + 4]) + " }" * (i + 4 >= ELEMENTS)
              for i in range(0, ELEMENTS, 4)))


capability = torch.__config__.show().split("CPU capability usage: ")[1].split("\n")[0]
if "AVX2" not in capability and "AVX512" not in capability:
    sys.exit("PyTorch rounds twice on this processor; one with AVX2 is needed.")
print(f"""// Parameters after steps of a full batch; made by steps.py, not by hand.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

#define TORCH_STEPS_ELEMENTS {ELEMENTS}

/* The first parameters as the SHA-256 over all of them, little endian, 32 bits each; those after
 * the steps in float64: their sum, the sum of their squares, and elements at equal distances. No
 * parameter of a run in float32 is further away than the spread, in {ORDERS} orders of the sums. */
static const struct
{{
  guint32 subset_seed, init_seed, hidden[{LIMIT}], n_hidden; gboolean bias;
  guint models_before, subset; gboolean replacement; guint steps; double learning_rate;
  const char *first_sum;
  guint n_parameters; double spread, sum, sum_of_squares;
  double elements[TORCH_STEPS_ELEMENTS];
}} torch_steps[] = {{""")
for row in map(run_row, RUNS):
    print("  { " + ",\n    ".join(row) + " },")
print("};")
