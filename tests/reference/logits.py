#!/usr/bin/env python3
# Prints logits.h: log-softmax, loss and most likely class as PyTorch has them, for test-logits.c.
# SPDX-License-Identifier: MIT
#
#   python3 logits.py > logits.h      (needs torch)

import math
import sys
import textwrap

# This folder would offer random.py as the module "random".
sys.path.pop(0)

import torch

INF, NAN = math.inf, math.nan
ROWS = {
    "equal": (0, 0, 0, 0), "equal-and-huge": (1e30,) * 4, "equal-and-low": (-1e30,) * 4,
    "equal-and-large": (1e4,) * 4, "shifted": (100, 101, 102, 99),
    "two-ahead": (3, 3, 0, 0), "two-behind": (0, 3, 3, 0), "last-two": (1, 2, 3, 3),
    "huge": (1e30, 0, -1e30, 1), "huge-last": (0, -1e30, 1, 1e30), "two-huge": (0, 1e30, 1e30, 0),
    "low": (-1e30, 0, 0, -1e30), "largest": (3.4e38, -3.4e38, 0, 1),
    "smallest": (1e-45, 0, -1e-45, 0), "close": (1, 1 + 2**-23, 1, 1 - 2**-24),
    "just-past-exp": (0, 89, -89, 104), "ordinary": (0.5, -1.25, 2, 0.125),
    "infinite": (0, INF, 0, 0), "two-infinite": (INF, 0, INF, 0),
    "minus-infinite": (-INF, 0, 1, -INF), "all-minus-infinite": (-INF,) * 4,
    "both-infinite": (0, -INF, INF, 1), "nan": (0, 1, NAN, 0),
}


def number(value):
    if math.isnan(value) or math.isinf(value):
        return "NAN" if math.isnan(value) else "INFINITY" if value > 0 else "-INFINITY"
    return f"{value:.9g}"


def braces(values):
    return textwrap.fill("{ " + ", ".join(map(number, values)) + " }", 96,
                         subsequent_indent="      ")


torch.set_num_threads(1)
print("""\
// What PyTorch makes of logits; made by logits.py, not by hand.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>
#include <math.h>

/* log_softmax of the logits, nll_loss for each of the labels, argmax. */
static const struct
{
  const char *name;
  float logits[4], log_p[4], losses[4];
  guint most_likely;
} torch_logits[] = {""")
for name, row in ROWS.items():
    logits = torch.tensor([row], dtype=torch.float32)
    log_p = torch.nn.LogSoftmax(dim=1)(logits)
    losses = [torch.nn.functional.nll_loss(log_p, torch.tensor([k])).item() for k in range(4)]
    print(f'  {{ "{name}",\n    {braces(logits[0].tolist())},\n    {braces(log_p[0].tolist())},\n'
          f"    {braces(losses)},\n    {log_p.argmax(dim=1).item()} }},")
print("};")
