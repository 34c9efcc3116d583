#!/usr/bin/env python3
# Measures training steps a second of the benchmark's workloads in PyTorch, on one thread.
# SPDX-License-Identifier: MIT
#
# usage: torch_peer.py MNIST_DIR [--seconds=S] [workload ...]

import argparse
import gzip
import os
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # torch.set_num_threads does not reach an OpenBLAS

import numpy as np  # noqa: E402
import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

# name: (images, hidden layers, batch size or 0 for all images, optimizer)
WORKLOADS = {
    "seed-500x784x10-full-gd": (500, [], 0, "gd"),
    "softmax-60k-full-gd": (60000, [], 0, "gd"),
    "mlp128-60k-b64-momentum": (60000, [128], 64, "momentum"),
    "mlp512x256-60k-b128-sgd": (60000, [512, 256], 128, "gd"),
    "mlp256x128x64-500-full-gd": (500, [256, 128, 64], 0, "gd"),
    "mlp128-60k-b64-adam": (60000, [128], 64, "adam"),
}

OPTIMIZERS = {
    "gd": lambda params: torch.optim.SGD(params, lr=0.1),
    "momentum": lambda params: torch.optim.SGD(params, lr=0.05, momentum=0.9),
    "adam": lambda params: torch.optim.Adam(params, lr=1e-3),
}


def read_idx(path):
    with gzip.open(path) as file:
        data = file.read()
    shape = [int.from_bytes(data[4 + 4 * i:8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(shape)).reshape(shape)


def load_mnist(directory):
    """The training images as standardised rows, and their labels."""
    images = torch.from_numpy(read_idx(f"{directory}/train-images-idx3-ubyte.gz").copy())
    labels = torch.from_numpy(read_idx(f"{directory}/train-labels-idx1-ubyte.gz").copy())
    images = images.float().view(-1, 784)
    return (images - images.mean()) / images.std(), labels.long()


class Trainer:
    """A ReLU network with a softmax on top, trained on cross-entropy."""

    def __init__(self, images, labels, hidden, batch, optimizer, seed=0):
        torch.manual_seed(seed)
        self.images, self.labels, self.batch = images, labels, batch
        sizes = [images.shape[1], *hidden, 10]
        layers = []
        for inputs, outputs in zip(sizes, sizes[1:]):
            layers += [nn.Linear(inputs, outputs), nn.ReLU()]
        self.model = nn.Sequential(*layers[:-1])
        self.optimizer = OPTIMIZERS[optimizer](self.model.parameters())
        self.order = torch.randperm(len(images))
        self.position = 0

    def next_batch(self):
        if not self.batch:
            return self.images, self.labels
        if self.position + self.batch > len(self.images):
            self.order = torch.randperm(len(self.images))
            self.position = 0
        chosen = self.order[self.position:self.position + self.batch]
        self.position += self.batch
        return self.images[chosen], self.labels[chosen]

    def step(self):
        """One training step; returns the loss before it."""
        x, y = self.next_batch()
        loss = F.cross_entropy(self.model(x), y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss


def measure(step, seconds):
    """Steps a second over one window, after a warm-up of a quarter of it; first and last loss."""
    first = step()
    start = time.perf_counter()
    warm = 1
    while warm < 3 or time.perf_counter() - start < seconds / 4:
        step()
        warm += 1
    count = elapsed = 0
    start = time.perf_counter()
    while elapsed < seconds:
        last = step()
        count += 1
        elapsed = time.perf_counter() - start
    return count / elapsed, first.item(), last.item()


def main():
    parser = argparse.ArgumentParser(description="Training steps a second in PyTorch.")
    parser.add_argument("mnist_dir")
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("workload", nargs="*", help=", ".join(WORKLOADS))
    args = parser.parse_intermixed_args()
    for name in args.workload:
        if name not in WORKLOADS:
            parser.error(f"no workload {name}")

    torch.set_num_threads(1)
    images, labels = load_mnist(args.mnist_dir)
    for name, (n, hidden, batch, optimizer) in WORKLOADS.items():
        if not args.workload or name in args.workload:
            trainer = Trainer(images[:n], labels[:n], hidden, batch, optimizer)
            rate, first, last = measure(trainer.step, args.seconds)
            print(f"{name:28s} {rate:10.1f} steps/s  loss {first:.5f} -> {last:.5f}", flush=True)


if __name__ == "__main__":
    main()
