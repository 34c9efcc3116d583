#!/usr/bin/env python3
# Measures training steps a second of the benchmark's workloads in plain NumPy, on one thread.
# SPDX-License-Identifier: MIT
#
# usage: numpy_peer.py MNIST_DIR [--seconds=S] [workload ...]

import argparse
import gzip
import os
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when numpy loads its BLAS

import numpy as np  # noqa: E402

# name: (images, hidden layers, batch size or 0 for all images, optimizer)
WORKLOADS = {
    "seed-500x784x10-full-gd": (500, [], 0, "gd"),
    "softmax-60k-full-gd": (60000, [], 0, "gd"),
    "mlp128-60k-b64-momentum": (60000, [128], 64, "momentum"),
    "mlp512x256-60k-b128-sgd": (60000, [512, 256], 128, "gd"),
    "mlp256x128x64-500-full-gd": (500, [256, 128, 64], 0, "gd"),
    "mlp128-60k-b64-adam": (60000, [128], 64, "adam"),
}


def read_idx(path):
    with gzip.open(path) as file:
        data = file.read()
    shape = [int.from_bytes(data[4 + 4 * i:8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(shape)).reshape(shape)


def load_mnist(directory):
    """The training images as standardised rows, and their labels."""
    images = read_idx(f"{directory}/train-images-idx3-ubyte.gz").reshape(-1, 784)
    labels = read_idx(f"{directory}/train-labels-idx1-ubyte.gz").astype(np.intp)
    images = images.astype(np.float32)
    images -= images.mean(dtype=np.float64)
    images /= images.std(dtype=np.float64, ddof=1)
    return images, labels


class GradientDescent:
    def __init__(self, size, rate=0.1):
        self.rate = np.float32(rate)
        self.change = np.empty(size, np.float32)

    def update(self, params, grad):
        np.multiply(grad, self.rate, out=self.change)
        params -= self.change


class Momentum:
    def __init__(self, size, rate=0.05, momentum=0.9):
        self.rate, self.momentum = np.float32(rate), np.float32(momentum)
        self.velocity = np.zeros(size, np.float32)
        self.change = np.empty(size, np.float32)

    def update(self, params, grad):
        self.velocity *= self.momentum
        self.velocity += grad
        np.multiply(self.velocity, self.rate, out=self.change)
        params -= self.change


class Adam:
    def __init__(self, size, rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.rate, self.beta1, self.beta2, self.epsilon = rate, beta1, beta2, np.float32(epsilon)
        self.steps = 0
        self.mean = np.zeros(size, np.float32)
        self.square = np.zeros(size, np.float32)
        self.change = np.empty(size, np.float32)

    def update(self, params, grad):
        self.steps += 1
        change = self.change

        self.mean *= np.float32(self.beta1)
        np.multiply(grad, np.float32(1 - self.beta1), out=change)
        self.mean += change

        self.square *= np.float32(self.beta2)
        np.multiply(grad, grad, out=change)
        change *= np.float32(1 - self.beta2)
        self.square += change

        np.sqrt(self.square, out=change)
        change *= np.float32(1 / np.sqrt(1 - self.beta2**self.steps))
        change += self.epsilon
        np.divide(self.mean, change, out=change)
        change *= np.float32(self.rate / (1 - self.beta1**self.steps))
        params -= change


OPTIMIZERS = {"gd": GradientDescent, "momentum": Momentum, "adam": Adam}


class Layer:
    """A dense layer's views of the flat parameters and gradient, and its buffers."""

    def __init__(self, params, grad, start, inputs, outputs, batch):
        middle, self.end = start + outputs * inputs, start + outputs * (inputs + 1)
        self.weights = params[start:middle].reshape(outputs, inputs)
        self.bias = params[middle:self.end]
        self.weights_grad = grad[start:middle].reshape(outputs, inputs)
        self.bias_grad = grad[middle:self.end]
        self.out = np.empty((batch, outputs), np.float32)
        self.delta = np.empty((batch, outputs), np.float32)
        self.active = np.empty((batch, outputs), bool)


class Trainer:
    """A ReLU network with a softmax on top, trained on cross-entropy."""

    def __init__(self, images, labels, hidden, batch, optimizer, seed=0):
        self.images, self.labels = images, labels
        self.batch = batch
        rows = batch or len(images)
        self.rows = np.arange(rows)
        self.batch_images = np.empty((rows, images.shape[1]), np.float32)

        sizes = [images.shape[1], *hidden, 10]
        total = sum((m + 1) * n for m, n in zip(sizes, sizes[1:]))
        self.params = np.empty(total, np.float32)
        self.grad = np.empty(total, np.float32)
        self.layers = []
        end = 0
        for inputs, outputs in zip(sizes, sizes[1:]):
            self.layers.append(Layer(self.params, self.grad, end, inputs, outputs, rows))
            end = self.layers[-1].end
        self.optimizer = OPTIMIZERS[optimizer](total)

        self.rng = np.random.default_rng(seed)
        for layer in self.layers:
            bound = 1 / np.sqrt(layer.weights.shape[1])
            layer.weights[:] = self.rng.uniform(-bound, bound, layer.weights.shape)
            layer.bias[:] = self.rng.uniform(-bound, bound, layer.bias.shape)
        self.order = self.rng.permutation(len(images))
        self.position = 0

    def next_batch(self):
        if not self.batch:
            return self.images, self.labels
        if self.position + self.batch > len(self.images):
            self.order = self.rng.permutation(len(self.images))
            self.position = 0
        chosen = self.order[self.position:self.position + self.batch]
        self.position += self.batch
        # mode="clip" lets take write straight into out
        np.take(self.images, chosen, axis=0, out=self.batch_images, mode="clip")
        return self.batch_images, self.labels[chosen]

    def step(self):
        """One training step; returns the loss before it."""
        x, y = self.next_batch()

        inputs = x
        for layer in self.layers:
            np.matmul(inputs, layer.weights.T, out=layer.out)
            layer.out += layer.bias
            if layer is not self.layers[-1]:
                np.maximum(layer.out, 0, out=layer.out)
            inputs = layer.out

        # softmax, cross-entropy and its gradient
        top = self.layers[-1]
        delta = top.delta
        np.subtract(top.out, top.out.max(axis=1, keepdims=True), out=delta)
        np.exp(delta, out=delta)
        delta /= delta.sum(axis=1, keepdims=True)
        right = delta[self.rows, y]
        loss = -np.log(right).mean()
        delta[self.rows, y] = right - 1
        delta /= np.float32(len(y))

        for i in reversed(range(len(self.layers))):
            layer, below = self.layers[i], self.layers[i - 1]
            np.matmul(layer.delta.T, below.out if i > 0 else x, out=layer.weights_grad)
            np.sum(layer.delta, axis=0, out=layer.bias_grad)
            if i > 0:
                np.matmul(layer.delta, layer.weights, out=below.delta)
                np.greater(below.out, 0, out=below.active)
                below.delta *= below.active

        self.optimizer.update(self.params, self.grad)
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
    return count / elapsed, float(first), float(last)


def main():
    parser = argparse.ArgumentParser(description="Training steps a second in plain NumPy.")
    parser.add_argument("mnist_dir")
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("workload", nargs="*", help=", ".join(WORKLOADS))
    args = parser.parse_intermixed_args()
    for name in args.workload:
        if name not in WORKLOADS:
            parser.error(f"no workload {name}")

    images, labels = load_mnist(args.mnist_dir)
    for name, (n, hidden, batch, optimizer) in WORKLOADS.items():
        if not args.workload or name in args.workload:
            trainer = Trainer(images[:n], labels[:n], hidden, batch, optimizer)
            rate, first, last = measure(trainer.step, args.seconds)
            print(f"{name:28s} {rate:10.1f} steps/s  loss {first:.5f} -> {last:.5f}", flush=True)


if __name__ == "__main__":
    main()
