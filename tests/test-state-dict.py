#!/usr/bin/env python3
# Test of parameters that go to PyTorch and come back, in the lecture's class as it is.
# SPDX-License-Identifier: MIT
#
# usage: test-state-dict.py DOWNHILL      (the executable; skipped where no python3 has torch)

import importlib.util
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

from tap import Tap

SIDE, TRAIN, TEST, CLASSES = 6, 120, 40, 10
NETS = {"linear": (), "one hidden": (9,), "two hidden": (8, 6)}


def find_torch():
    """Runs this test again with the system's Python where this one has no torch; or skips it."""
    others = ["/usr/bin/python3"] if "DOWNHILL_TEST_AGAIN" not in os.environ else []
    for other in others:
        if subprocess.run([other, "-c", "import torch"], capture_output=True,
                          check=False).returncode == 0:
            os.execve(other, [other, *sys.argv], os.environ | {"DOWNHILL_TEST_AGAIN": "1"})
    print("1..0 # SKIP no python3 imports torch")
    sys.exit(0)


if importlib.util.find_spec("torch") is None:
    find_torch()

import torch  # noqa: E402
from torch import nn  # noqa: E402


class MLP(nn.Module):
    """The lecture's, with hidden layers where they are asked for."""

    def __init__(self, hidden):
        super().__init__()
        widths = [SIDE * SIDE, *hidden, CLASSES]
        layers = []
        for inputs, outputs in zip(widths, widths[1:]):
            layers += [nn.Linear(inputs, outputs), nn.ReLU()]
        self.main = nn.Sequential(*layers[:-1], nn.LogSoftmax(dim=-1))

    def forward(self, images):
        return self.main(images)


def load_safetensors(path):
    raw = path.read_bytes()
    length = struct.unpack("<Q", raw[:8])[0]
    data = bytearray(raw[8 + length:])
    tensors = {}
    for name, entry in json.loads(raw[8:8 + length]).items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        assert entry["dtype"] == "F32" and end - begin == 4 * torch.Size(entry["shape"]).numel()
        values = torch.frombuffer(data[begin:end], dtype=torch.float32)
        tensors[name] = values.reshape(entry["shape"])
    return tensors


def save_safetensors(tensors, path):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in tensors.items():
        values = tensor.detach().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def pixels(n, first):
    return [(i * 37 + j * 11 + i * i * j * 5 + i % CLASSES * j * 9) % 256
            for i in range(first, first + n) for j in range(SIDE * SIDE)]


def write_data(folder):
    folder.mkdir()
    for prefix, n, first in (("train", TRAIN, 0), ("t10k", TEST, TRAIN)):
        (folder / f"{prefix}-images-idx3-ubyte").write_bytes(
            struct.pack(">4B3I", 0, 0, 8, 3, n, SIDE, SIDE) + bytes(pixels(n, first)))
        (folder / f"{prefix}-labels-idx1-ubyte").write_bytes(
            struct.pack(">4BI", 0, 0, 8, 1, n) + bytes(i % CLASSES for i in range(n)))
    return folder


def standardised():
    images = torch.tensor(pixels(TRAIN, 0), dtype=torch.float32).reshape(TRAIN, SIDE * SIDE)
    return (images - images.mean()) / images.std(), torch.arange(TRAIN) % CLASSES


def loss_of(model):
    images, labels = standardised()
    return nn.functional.nll_loss(model(images), labels)


def close(found, expected):
    """Problems where two numbers differ by more than the order of float32 sums can explain."""
    return [] if abs(found / expected - 1) < 1e-5 else [f"{found!r} is not {expected!r}"]


def same_bits(found, expected):
    for name, tensor in expected.items():
        if name not in found:
            yield f"{name} is missing"
        elif not torch.equal(found[name].view(torch.int32), tensor.view(torch.int32)):
            yield f"{name} differs"
    yield from (f"{name} is too many" for name in found if name not in expected)


class Program:
    """Runs downhill train on all the images."""

    def __init__(self, executable, folder):
        self.command = [os.path.abspath(executable), "train", "--subset=all", "--json",
                        f"--data={write_data(folder / 'data')}"]

    def train(self, hidden, *options):
        widths = ",".join(map(str, hidden)) or "none"
        done = subprocess.run([*self.command, f"--hidden={widths}", *options], timeout=100,
                              capture_output=True, check=True)
        return json.loads(done.stdout)


def test_there(tap, program, name, hidden, path):
    """What the program saved, in PyTorch; gives the model."""
    result = program.train(hidden, "--steps=25", f"--save={path}")
    tensors = load_safetensors(path)
    model = MLP(hidden)
    tap.equal(f"/state-dict/{name}/names", list(tensors), list(model.state_dict()))
    model.load_state_dict(tensors, strict=True)
    tap.check(f"/state-dict/{name}/loaded", list(same_bits(model.state_dict(), tensors)))
    tap.check(f"/state-dict/{name}/loss", close(loss_of(model).item(), result["train_loss"]))
    return model


def test_back(tap, program, name, hidden, path, model):
    """What PyTorch changed, in the program, and steps from there in both."""
    saved = path.with_name("saved.safetensors")
    torch.manual_seed(3)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 0.1 * torch.randn(parameter.shape)
    save_safetensors(model.state_dict(), path)
    result = program.train(hidden, f"--init-from={path}", "--steps=0", f"--save={saved}")
    tap.check(f"/state-dict/{name}/back", list(same_bits(load_safetensors(saved),
                                                         model.state_dict())))
    tap.check(f"/state-dict/{name}/back loss", close(result["train_loss"], loss_of(model).item()))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(5):
        optimizer.zero_grad()
        loss_of(model).backward()
        optimizer.step()
    program.train(hidden, f"--init-from={path}", "--steps=5", f"--save={saved}")
    found = load_safetensors(saved)
    tap.check(f"/state-dict/{name}/five steps on",
              [f"{key} is {(found[key] - tensor).abs().max()} away"
               for key, tensor in model.state_dict().items()
               if not torch.allclose(found[key], tensor, rtol=0, atol=1e-6)])


def main(executable):
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "a.safetensors"
        program = Program(executable, path.parent)
        for name, hidden in NETS.items():
            model = test_there(tap, program, name, hidden, path)
            test_back(tap, program, name, hidden, path, model)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
