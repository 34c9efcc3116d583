#!/usr/bin/env python3
# Prints training.h: networks as PyTorch makes and trains them, for two tests in C.
# SPDX-License-Identifier: MIT
#
#   python3 training.py > training.h    (needs torch, on a processor with AVX2)

import hashlib
import sys
import textwrap

# This folder would offer random.py as the module "random".
sys.path.pop(0)

import numpy as np
import torch

SEEDS = (0, 2021, 4294967295, 2060049297)
NETS = ((784, (), 10, True), (784, (), 10, False), (784, (100, 50), 10, True),
        (784, (128, 64), 10, False), (5, (7, 3), 2, True), (1, (1, 1, 1), 1, True))
INITS = ("ZEROS", "XAVIER_UNIFORM", "XAVIER_NORMAL", "HE_UNIFORM", "HE_NORMAL")
WIDTHS, WIDTHS_SEED = 1000, 2654435761
LIMIT = 4  # hidden layers in a row of the table

# As tests/pattern-dataset.h makes them.
IMAGES, SIDE, CLASSES = 200, 5, 4
RUNS = ((0, (), 64, 10), (2021, (), 64, 10), (2021, (16,), 64, 10), (4294967295, (8, 6), 64, 10),
        (2021, (16,), 200, 10), (2060049297, (16,), 7, 60))
LEARNING_RATE = 0.1


def make_net(inputs, hidden, outputs, bias):
    """The lecture's class: linear layers, ReLU between, log-softmax at the end."""
    layers = []
    for width in hidden:
        layers += [torch.nn.Linear(inputs, width, bias=bias), torch.nn.ReLU()]
        inputs = width
    return torch.nn.Sequential(*layers, torch.nn.Linear(inputs, outputs, bias=bias),
                               torch.nn.LogSoftmax(dim=1))


def flat(net):
    return np.concatenate([p.detach().numpy().ravel() for p in net.parameters()])


def braces(values):
    return textwrap.fill("{ " + ", ".join(values) + " }", 96, subsequent_indent="      ")


def net_rows():
    for seed in SEEDS:
        for inputs, hidden, outputs, bias in NETS:
            torch.manual_seed(seed)
            values = flat(make_net(inputs, hidden, outputs, bias)).astype("<f4")
            yield (f"{seed}u, {inputs}", braces(map(str, hidden or (0,))),
                   f"{len(hidden)}, {outputs}, {int(bias)}, {values.size}",
                   braces(f"{v:.9g}f" for v in values[:3]),
                   f'"{hashlib.sha256(values.tobytes()).hexdigest()}"')


def init_rows():
    """As the notebook's loop over the modules fills them, and the order of an epoch after that."""
    names = {"HE_UNIFORM": "kaiming_uniform_", "HE_NORMAL": "kaiming_normal_"}
    for init in INITS:
        for inputs, hidden, outputs, bias in NETS:
            torch.manual_seed(2021)
            net = make_net(inputs, hidden, outputs, bias)
            for layer in net:
                if isinstance(layer, torch.nn.Linear):
                    getattr(torch.nn.init, names.get(init, init.lower() + "_"))(layer.weight)
                    if bias:
                        torch.nn.init.zeros_(layer.bias)
            values = flat(net).astype("<f4")
            yield (f"DH_INITIALISATION_{init}, {inputs}", braces(map(str, hidden or (0,))),
                   f"{len(hidden)}, {outputs}, {int(bias)}, {values.size}",
                   braces(f"{v:.9g}" for v in np.resize(values[-24:], 24)),
                   f'"{hashlib.sha256(values.tobytes()).hexdigest()}"',
                   braces(map(str, torch.randperm(1000)[:4].tolist())))


def sum_of_widths():
    """Of the parameters of nn.Linear for one width after the other, each with a seed of its own."""
    digest = hashlib.sha256()
    for width in range(1, WIDTHS + 1):
        torch.manual_seed(width * WIDTHS_SEED % 2**32)
        digest.update(flat(torch.nn.Linear(width, 3)).astype("<f4").tobytes())
    return digest.hexdigest()


def pattern_images():
    i, j = np.arange(IMAGES)[:, None], np.arange(SIDE * SIDE)[None, :]
    labels = np.arange(IMAGES) % CLASSES
    pixels = (i * 37 + j * 11 + i * i * j * 5 + labels[:, None] * j * 9) % 256
    return pixels, labels


def train(seed, hidden, batch, steps, kind):
    """The loss of each step's batch before its update, and the last batch's after the last."""
    pixels, labels = pattern_images()
    images = torch.tensor(pixels).to(torch.float32)
    images = ((images - images.mean()) / images.std()).to(kind)
    labels = torch.tensor(labels)
    torch.manual_seed(seed)
    net = make_net(SIDE * SIDE, hidden, CLASSES, True).to(kind)
    losses = []
    while len(losses) <= steps:
        order = torch.randperm(IMAGES) if batch < IMAGES else torch.arange(IMAGES)
        for piece in order.split(batch):
            loss = torch.nn.functional.nll_loss(net(images[piece]), labels[piece])
            losses.append(loss.item())
            net.zero_grad()
            loss.backward()
            with torch.no_grad():
                for p in net.parameters():
                    p -= LEARNING_RATE * p.grad
    return np.array(losses[:steps + 1])


def run_rows():
    for seed, hidden, batch, steps in RUNS:
        single = train(seed, hidden, batch, steps, torch.float32)
        double = train(seed, hidden, batch, steps, torch.float64)
        if np.abs(single / double - 1).max() > 1e-5:
            sys.exit(f"Rounding decides the run with seed {seed}, hidden {hidden}.")
        yield (f"{seed}u", braces(map(str, hidden or (0,))), f"{len(hidden)}, {batch}, {steps}",
               braces(f"{v:.9g}" for v in double))


def print_table(fields, name, rows):
    print(f"\nstatic const struct\n{{\n  {fields}\n}} {name}[] = {{")
    for row in rows:
        print("  { " + ",\n    ".join(row) + " },")
    print("};")


capability = torch.__config__.show().split("CPU capability usage: ")[1].split("\n")[0]
if "AVX2" not in capability and "AVX512" not in capability:
    sys.exit("PyTorch rounds twice on this processor; one with AVX2 is needed.")
print("// Networks as PyTorch makes and trains them; made by training.py, not by hand.")
print("// SPDX-License-Identifier: MIT")
print('#pragma once\n\n#include "engine/initialisation.h"')
print("\n/* Sums are SHA-256 over all parameters, little endian, 32 bits each. */")
print_table(f"guint32 seed, inputs, hidden[{LIMIT}], n_hidden, outputs; gboolean has_bias;\n"
            "  gsize n_parameters; float first[3]; const char *sum;", "torch_nets", net_rows())
print("""
/* After torch.manual_seed (2021): the last parameters, and the first of randperm (1000). */""",
      end="")
print_table(f"DhInitialisationKind kind; guint32 inputs, hidden[{LIMIT}], n_hidden, outputs;\n"
            "  gboolean has_bias; gsize n_parameters; float last[24]; const char *sum;\n"
            "  guint32 follows[4];", "torch_inits", init_rows())
print(f"""
/* Of nn.Linear (w, 3) for w = 1 … {WIDTHS}, each with the seed w · {WIDTHS_SEED} modulo 2^32. */
#define TORCH_WIDTHS {WIDTHS}
#define TORCH_WIDTHS_SEED {WIDTHS_SEED}u
static const char torch_widths_sum[] =
    "{sum_of_widths()}";""")
print_table(f"guint32 seed, hidden[{LIMIT}], n_hidden, batch, steps;\n"
            f"  double losses[{max(run[3] for run in RUNS) + 1}];", "torch_runs", run_rows())
