#!/usr/bin/env python3
# Prints random.h: what NumPy and PyTorch themselves draw, for test-random.c and test-subset.c.
# SPDX-License-Identifier: MIT
#
#   python3 random.py > random.h        (needs numpy and torch, on a processor with AVX2)

import hashlib
import math
import sys
import textwrap

# This folder would offer this file as the module "random".
sys.path.pop(0)

import numpy as np
import torch

SEEDS = (0, 1, 2021, 2060049297, 4294967295)
LAYERS = ((784, 10), (784, 128), (784, 100), (100, 50), (7, 3), (1, 1))
RANGES = ((-1 / 28, 1 / 28, 100000), (-0.3, 0.7, 100000), (0, 1, 10000), (2, 5, 10000),
          (0.1, 0.1, 5))
CHOICES = ((60000, 500), (60000, 60000), (10000, 7), (10, 10), (2, 1), (1, 1),
           (65536, 100), (65537, 100))
# Numbers of each normal_() one after the other, mean and deviation.
NORMALS = (((7840,), 0, 0.05), ((100, 16, 17, 31, 32, 1000), 0, 1), ((3, 1, 5), 0.25, 2),
           ((15, 40, 2, 1, 16, 7), -1, 0.5), ((1,), 0, 1))
LENGTHS = (1, 2, 3, 10, 500, 60000)


def sha256(values, kind):
    return hashlib.sha256(np.ascontiguousarray(values, dtype=kind).tobytes()).hexdigest()


def outputs(seed, n):
    generator = np.random.MT19937()
    generator._legacy_seeding(seed)
    return generator.random_raw(n)


def print_table(fields, name, rows):
    print(f"\nstatic const struct\n{{\n  {fields}\n}} {name}[] = {{")
    for row in rows:
        print("  { " + ",\n    ".join(row) + " },")
    print("};")


def first(values):
    return "{ " + ", ".join(str(int(v)) for v in values[:6]) + " }"


def quoted(text):
    return f'"{text}"'


def raw_rows():
    for seed in SEEDS:
        values = outputs(seed, 10000)
        yield f"{seed}u", first(values), quoted(sha256(values, "<u4"))


def choice_rows():
    for seed in SEEDS:
        for n, k in CHOICES:
            for replace in (True, False):
                np.random.seed(seed)
                values = np.random.choice(n, k, replace=replace)
                yield (f"{seed}u, {n}, {k}, {int(replace)}", first(values),
                       quoted(sha256(values, "<u4")))


def permutation_rows():
    for seed in SEEDS:
        for n in LENGTHS:
            torch.manual_seed(seed)
            values = torch.randperm(n).numpy()
            yield f"{seed}u, {n}", first(values), quoted(sha256(values, "<u4"))


def uniform_rows():
    for seed in SEEDS:
        for low, high, n in RANGES:
            torch.manual_seed(seed)
            values = torch.empty(n).uniform_(low, high).numpy()
            yield (f"{seed}u, {float(low).hex()}, {float(high).hex()}, {n}",
                   quoted(sha256(values, "<f4")))


def normal_rows():
    for seed in SEEDS:
        for lengths, mean, deviation in NORMALS:
            torch.manual_seed(seed)
            values = torch.cat([torch.empty(n).normal_(mean, deviation) for n in lengths]).numpy()
            follows = torch.randperm(1000000)[:6]
            shown = values[:: max(1, len(values) // 50)][:50]
            yield (f"{seed}u, {{ {', '.join(map(str, lengths))} }}, {float(mean).hex()}, "
                   f"{float(deviation).hex()}, {max(1, len(values) // 50)}, {len(shown)}",
                   textwrap.fill("{ " + ", ".join(f"{v:.9g}f" for v in shown) + " }", 96,
                                 subsequent_indent="      "), first(follows))


def linear_rows():
    for seed in SEEDS:
        for fan_in, fan_out in LAYERS:
            torch.manual_seed(seed)
            layer = torch.nn.Linear(fan_in, fan_out)
            # As torch.nn.init.kaiming_uniform_ (a = √5) and Linear.reset_parameters compute them.
            weight = math.sqrt(3.0) * (math.sqrt(2.0 / (1 + math.sqrt(5) ** 2)) / math.sqrt(fan_in))
            bias = 1 / math.sqrt(fan_in)
            yield (f"{seed}u, {fan_in}, {fan_out}, {weight.hex()}, {bias.hex()}",
                   quoted(sha256(layer.weight.detach().numpy(), "<f4")),
                   quoted(sha256(layer.bias.detach().numpy(), "<f4")))


capability = torch.__config__.show().split("CPU capability usage: ")[1].split("\n")[0]
if "AVX2" not in capability and "AVX512" not in capability:
    sys.exit("PyTorch rounds twice on this processor; one with AVX2 is needed.")
print("// What NumPy and PyTorch draw; made by random.py, not by hand. "
      "Sums are SHA-256 of 32-bit words.")
print("// SPDX-License-Identifier: MIT")
print("#pragma once\n\n#include <glib.h>")
print_table("guint32 seed; guint32 first[6]; const char *sum; /* of 10,000 */", "raw_outputs",
            raw_rows())
print_table("guint32 seed, n, k; gboolean replacement; guint32 first[6]; const char *sum;",
            "numpy_choices", choice_rows())
print_table("guint32 seed, n; guint32 first[6]; const char *sum;", "torch_permutations",
            permutation_rows())
print_table("guint32 seed; double from, to; guint32 n; const char *sum;", "torch_uniforms",
            uniform_rows())
print_table("guint32 seed, fan_in, fan_out; double weight_bound, bias_bound;\n"
            "  const char *weight_sum, *bias_sum;", "torch_linears", linear_rows())
print("""
/* Of normal_() for each of the lengths one after the other, every step-th number; and the first of
 * randperm (1000000) after that. */""", end="")
print_table("guint32 seed, lengths[6]; double mean, deviation; guint32 step, n; float values[50];\n"
            "  guint32 follows[6];", "torch_normals", normal_rows())
