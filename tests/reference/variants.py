#!/usr/bin/env python3
# Prints variants.h: runs of every variant of gradient descent in PyTorch, for test-variants.c.
# SPDX-License-Identifier: MIT
#
#   python3 variants.py > variants.h      (needs numpy and torch, on a processor with AVX2)

import sys
import textwrap

# This folder would offer random.py as the module "random".
sys.path.pop(0)

import numpy as np
import torch
from torch.nn import init as inits

# As tests/pattern-dataset.h makes them.
IMAGES, SIDE, CLASSES = 200, 5, 4
ORDERS = 3  # in which the images of a batch are summed
TRIALS, NOISE = 7, 1e-6  # what first parameters are changed by, relative
SHOWN = (0, 1, 2, 5, 10, 25, 50, 100)  # updates after which the loss is printed
RATES_SHOWN = (0, 1, 7, 19, 20, 59, 60, 61, 119, 120, 121, 250)

# The usual learning rate, epsilon and weight decay of each, and its making from a run's settings.
# Gradient descent without weight decay is the lecture's own two lines.
SGD, OPTIMIZERS = torch.optim.SGD, {
    "gd": (0.1, 1e-8, 0, lambda s, p: SGD(p, s["learning-rate"], weight_decay=s["weight-decay"])
           if s["weight-decay"] > 0 else Lecture(p, s["learning-rate"])),
    "momentum": (0.01, 1e-8, 0, lambda s, p: SGD(
        p, s["learning-rate"], s["momentum"], weight_decay=s["weight-decay"])),
    "nesterov": (0.01, 1e-8, 0, lambda s, p: SGD(
        p, s["learning-rate"], s["momentum"], weight_decay=s["weight-decay"], nesterov=True)),
    "adagrad": (0.01, 1e-10, 0, lambda s, p: torch.optim.Adagrad(
        p, s["learning-rate"], weight_decay=s["weight-decay"], eps=s["epsilon"])),
    "rmsprop": (0.01, 1e-8, 0, lambda s, p: torch.optim.RMSprop(
        p, s["learning-rate"], s["rho"], s["epsilon"], s["weight-decay"])),
    "adam": (0.001, 1e-8, 0, lambda s, p: torch.optim.Adam(
        p, s["learning-rate"], (s["beta1"], s["beta2"]), s["epsilon"], s["weight-decay"])),
    "adamw": (0.001, 1e-8, 0.01, lambda s, p: torch.optim.AdamW(
        p, s["learning-rate"], (s["beta1"], s["beta2"]), s["epsilon"], s["weight-decay"])),
}
ACTIVATIONS = {
    "relu": torch.nn.ReLU, "leaky-relu": torch.nn.LeakyReLU, "tanh": torch.nn.Tanh,
    "sigmoid": torch.nn.Sigmoid, "gelu": torch.nn.GELU, "identity": torch.nn.Identity,
}
INITS = {
    "pytorch": None, "zeros": inits.zeros_, "xavier-uniform": inits.xavier_uniform_,
    "xavier-normal": inits.xavier_normal_, "he-uniform": inits.kaiming_uniform_,
    "he-normal": inits.kaiming_normal_,
}
SCHEDULER, SCHEDULES = torch.optim.lr_scheduler, {
    "constant": lambda s, o: SCHEDULER.LambdaLR(o, lambda step: 1),
    "step": lambda s, o: SCHEDULER.StepLR(o, s["schedule-steps"], s["schedule-factor"]),
    "exponential": lambda s, o: SCHEDULER.ExponentialLR(o, s["schedule-factor"]),
    "cosine": lambda s, o: SCHEDULER.CosineAnnealingLR(o, s["schedule-steps"]),
    "warm-up": lambda s, o: SCHEDULER.LinearLR(o, s["schedule-factor"],
                                               total_iters=s["schedule-steps"]),
}
DEFAULTS = {
    "subset": "all", "replacement": "true", "hidden": "none", "bias": "true", "activation": "relu",
    "optimizer": "gd", "momentum": 0.9, "rho": 0.99, "beta1": 0.9, "beta2": 0.999,
    "clip-norm": 0, "schedule": "constant", "schedule-steps": 1000, "schedule-factor": 1,
    "batch": "all", "batches": "epoch", "seed": 2021, "init": "pytorch",
}


class Lecture(torch.optim.Optimizer):
    """The lecture's `p.data -= lr * p.grad.data`."""

    def __init__(self, parameters, rate):
        super().__init__(parameters, {"lr": rate})

    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                p.data -= group["lr"] * p.grad.data


def complete(changed):
    """All settings: those of @changed, what goes with them, and the usual ones."""
    rate, epsilon, decay, _ = OPTIMIZERS[changed.get("optimizer", "gd")]
    return {**DEFAULTS, "learning-rate": rate, "epsilon": epsilon, "weight-decay": decay, **changed}


def make_net(s):
    layers, inputs, bias = [], SIDE * SIDE, s["bias"] == "true"
    for width in () if s["hidden"] == "none" else map(int, s["hidden"].split(",")):
        layers += [torch.nn.Linear(inputs, width, bias=bias), ACTIVATIONS[s["activation"]]()]
        inputs = width
    net = torch.nn.Sequential(*layers, torch.nn.Linear(inputs, CLASSES, bias=bias),
                              torch.nn.LogSoftmax(dim=1))
    for layer in net:
        if INITS[s["init"]] is not None and isinstance(layer, torch.nn.Linear):
            INITS[s["init"]](layer.weight)
            if bias:
                inits.zeros_(layer.bias)
    return net


def pattern_images(kind):
    i, j = np.arange(IMAGES)[:, None], np.arange(SIDE * SIDE)[None, :]
    labels = np.arange(IMAGES) % CLASSES
    pixels = (i * 37 + j * 11 + i * i * j * 5 + labels[:, None] * j * 9) % 256
    images = torch.tensor(pixels).to(torch.float32)
    return ((images - images.mean()) / images.std()).to(kind), torch.tensor(labels)


def choose_subset(s):
    np.random.seed(s["seed"])
    if s["subset"] == "all":
        return torch.arange(IMAGES)
    return torch.tensor(np.random.choice(IMAGES, s["subset"], replace=s["replacement"] == "true"))


def draw_batches(s, n):
    """The places in the subset of each step's batch, one step after the other."""
    while True:
        if s["batch"] == "all" or s["batch"] >= n:
            yield torch.arange(n)
        elif s["batches"] == "iid":
            yield torch.tensor(np.random.choice(n, s["batch"]))
        else:
            yield from torch.randperm(n).split(s["batch"])


def train(s, kind, order=0, trial=0):
    """The loss of each step's batch before its update, and the last batch's after the last; the
    images of a batch in an order of their own, and from other first parameters, unless these are
    0."""
    shuffle, noise = np.random.RandomState(order), np.random.RandomState(trial)
    images, labels = pattern_images(kind)
    subset = choose_subset(s)
    torch.manual_seed(s["seed"])
    net = make_net(s).to(kind)
    for p in net.parameters():
        if trial > 0:
            p.data *= 1 + NOISE * torch.tensor(noise.uniform(-1, 1, p.shape))
    optimizer = OPTIMIZERS[s["optimizer"]][3](s, list(net.parameters()))
    scheduler = SCHEDULES[s["schedule"]](s, optimizer)
    batches, losses = draw_batches(s, len(subset)), []
    while True:
        piece = subset[next(batches)]
        if order > 0:
            piece = piece[shuffle.permutation(len(piece))]
        loss = torch.nn.functional.nll_loss(net(images[piece]), labels[piece])
        losses.append(loss.item())
        if len(losses) > SHOWN[-1]:
            return np.array(losses)
        optimizer.zero_grad()
        loss.backward()
        if s["clip-norm"] > 0:
            torch.nn.utils.clip_grad_norm_(net.parameters(), s["clip-norm"])
        optimizer.step()
        scheduler.step()


def runs():
    for optimizer in OPTIMIZERS:
        for bias in "true", "false":
            yield {"optimizer": optimizer, "bias": bias}
            for activation in ACTIVATIONS:
                for hidden in "16", "12,8":
                    yield {"optimizer": optimizer, "activation": activation, "hidden": hidden,
                           "bias": bias}
        yield {"optimizer": optimizer, "hidden": "16", "activation": "tanh", "weight-decay": 0.03}
        yield {"optimizer": optimizer, "hidden": "16", "activation": "gelu", "clip-norm": 0.2}
    for init in INITS:
        for hidden in "none", "16", "12,8":
            yield {"init": init, "hidden": hidden, "activation": "tanh", "seed": 7}
        yield {"init": init, "hidden": "3,2", "optimizer": "momentum", "seed": 77}
    for schedule in schedules():
        yield {**schedule, "optimizer": "momentum", "hidden": "16", "activation": "sigmoid"}
        yield {**schedule, "optimizer": "adamw", "weight-decay": 0.1}
        yield {**schedule, "batch": 30, "clip-norm": 1}
    for batches in "epoch", "iid":
        for batch in 1, 7, 64, 199, 200:
            yield {"batches": batches, "batch": batch, "hidden": "16", "optimizer": "nesterov",
                   "activation": "tanh"}
        for replacement in "true", "false":
            yield {"batches": batches, "batch": 32, "subset": 150, "replacement": replacement,
                   "optimizer": "adam", "init": "xavier-normal", "hidden": "3",
                   "activation": "gelu", "seed": 4294967295}
    yield {"optimizer": "momentum", "momentum": 0, "hidden": "16"}
    yield {"optimizer": "nesterov", "momentum": 0.5, "hidden": "16", "learning-rate": 0.1}
    yield {"optimizer": "rmsprop", "rho": 0.5, "epsilon": 0.01}
    yield {"optimizer": "adam", "beta1": 0, "beta2": 0.9, "epsilon": 0.001, "learning-rate": 0.01}


def schedules():
    yield {"schedule": "step", "schedule-steps": 20, "schedule-factor": 0.5}
    yield {"schedule": "exponential", "schedule-factor": 0.97}
    yield {"schedule": "cosine", "schedule-steps": 60}
    yield {"schedule": "warm-up", "schedule-steps": 20, "schedule-factor": 0.1}
    yield {"schedule": "warm-up", "schedule-steps": 60, "schedule-factor": 0.25}


def spell(changed):
    """As test-variants.c reads them; a choice comes before the numbers that go with it."""
    keys = sorted(changed, key=lambda key: key not in ("optimizer", "schedule"))
    lines = textwrap.wrap(" ".join(f"{key}={changed[key]}" for key in keys), 88)
    return '"' + ' "\n    "'.join(lines) + '"'


def braces(values):
    return textwrap.fill("{ " + ", ".join(values) + " }", 92, subsequent_indent="      ")


def run_rows():
    for changed in runs():
        s = complete(changed)
        double = train(s, torch.float64)
        others = [train(s, torch.float32, order) for order in range(ORDERS)]
        others += [train(s, torch.float64, 0, 1 + trial) for trial in range(TRIALS)]
        spread = np.maximum.accumulate(np.abs(others - double).max(axis=0))
        if not np.isfinite(others).all():
            sys.exit(f"{spell(changed)} diverges.")
        yield (spell(changed), braces(f"{double[k]:.9g}" for k in SHOWN),
               braces(f"{spread[k]:.1e}" for k in SHOWN))


def rate_rows():
    for changed in schedules():
        optimizer = SGD([torch.nn.Parameter(torch.zeros(1))], 0.1)
        scheduler = SCHEDULES[changed["schedule"]](complete(changed), optimizer)
        rates = []
        for _ in range(RATES_SHOWN[-1] + 1):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step()
        yield spell(changed), braces(f"{rates[k]:.15g}" for k in RATES_SHOWN)


def print_table(fields, name, rows):
    print(f"\nstatic const struct\n{{\n  {fields}\n}} {name}[] = {{")
    for row in rows:
        print("  { " + ",\n    ".join(row) + " },")
    print("};")


capability = torch.__config__.show().split("CPU capability usage: ")[1].split("\n")[0]
if "AVX2" not in capability and "AVX512" not in capability:
    sys.exit("PyTorch rounds twice on this processor; one with AVX2 is needed.")
torch.set_num_threads(1)
print(f"""\
// Runs of every variant of gradient descent in PyTorch; made by variants.py, not by hand.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

/* Settings in text, the loss after so many updates in float64, and the largest difference from it
 * up to there that is PyTorch's own: of float32 in {ORDERS} orders of summation, and of float64 in
 * {TRIALS} trials from first parameters {NOISE:g} off, which tell where a last bit sends a run
 * another way. */
static const guint torch_shown[] = {braces(map(str, SHOWN))};""")
print_table(f"const char *settings; double losses[{len(SHOWN)}], spread[{len(SHOWN)}];",
            "torch_variants", run_rows())
print(f"""
/* The learning rate of the update after so many, from 0.1. */
static const guint torch_rates_shown[] = {braces(map(str, RATES_SHOWN))};""")
print_table(f"const char *settings; double rates[{len(RATES_SHOWN)}];", "torch_rates", rate_rows())
