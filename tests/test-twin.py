#!/usr/bin/env python3
# Test of the PyTorch scripts: what they print is what downhill train logs.
# SPDX-License-Identifier: MIT
#
# usage: test-twin.py DOWNHILL     (the executable)

import concurrent.futures
import csv
import gzip
import os
import pathlib
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile

from tap import Tap

TOLERANCE = 1e-5
RESOLUTION = 2.0 ** -22  # of a loss: what a float can tell apart in logits of 2 to 4
SIDE, TRAIN, TEST, CLASSES = 8, 300, 100, 4

# Name, what --data is of the folders below, the other options; 100 steps where they do not say.
RUNS = [
    ("default", "small", []),
    ("no bias", "small", ["--no-bias"]),
    ("hidden", "small", ["--hidden=16"]),
    ("two hidden, no bias", "small", ["--hidden=32,16", "--no-bias", "--seed=7"]),
    ("batch", "small", ["--batch=64"]),
    ("hidden, batch", "small", ["--hidden=32,16", "--batch=64"]),
    ("all, epochs", "small", ["--subset=all", "--batch=64", "--epochs=6", "--no-bias"]),
    ("all, epochs of the full batch", "small", ["--subset=all", "--epochs=30"]),
    ("batch of all there are", "small", ["--subset=all", "--batch=1000", "--epochs=30"]),
    ("batch larger than the subset", "small", ["--subset=50", "--batch=64"]),
    ("without replacement", "small", ["--subset=100", "--without-replacement"]),
    ("seeds", "small", ["--subset-seed=3", "--init-seed=4294967295", "--batch=100"]),
    ("another model before", "small", ["--models-before=1", "--hidden=16"]),
    ("models before, batch", "small", ["--models-before=3", "--batch=32"]),
    ("subset file", "small", ["--subset-file={work}/numbers", "--batch=8", "--epochs=3"]),
    ("initial parameters", "small", ["--init-from={work}/start.safetensors", "--hidden=16",
                                     "--batch=64"]),
    ("no steps", "small", ["--steps=0"]),
    ("learning rate", "small", ["--learning-rate=0.0375"]),
    ("no test images", "untested", []),
    ("packed, with dots", "packed", []),
    ("flat floats, labels from 1", "floats", ["--subset=all", "--hidden=16"]),
    ("names of classes", "named", ["--subset=all"]),
    ("handwriting", "handwriting", []),
    ("mnist", "mnist", ["--hidden=32", "--batch=64"]),
]

# What every entry of a table is tried with.
TABLES = {
    "optimizer": [
        ("", []),
        # At a loss near 0 nearly all is rounding: not too fast.
        (", hidden, batch", ["--hidden=32,16", "--batch=64", "--learning-rate=0.002"]),
        (", decay, clipped", ["--weight-decay=0.1", "--clip-norm=0.5", "--hidden=16"]),
        (", other numbers", ["--learning-rate=0.003", "--momentum=0.5", "--rho=0.9", "--beta1=0.8",
                             "--beta2=0.95", "--epsilon=1e-5", "--weight-decay=0.01"]),
        (", schedule", ["--schedule=warm-up", "--schedule-steps=30", "--batch=50",
                        "--learning-rate=0.002"]),
    ],
    "activation": [
        (", hidden", ["--hidden=16"]),
        (", two hidden", ["--hidden=32,16", "--batch=64", "--no-bias"]),
    ],
    "init": [
        ("", []),
        (", no bias", ["--no-bias", "--hidden=7"]),
        (", models before, batch", ["--models-before=2", "--hidden=32,3", "--batch=64"]),
    ],
    "schedule": [
        (", every step", ["--schedule-steps=1", "--schedule-factor=0.9"]),
        (", 20 steps", ["--schedule-steps=20", "--schedule-factor=0.5"]),
        (", to or from 0", ["--schedule-steps=90", "--schedule-factor=0"]),
    ],
    "batches": [
        ("", ["--batch=32"]),
        (", seeds", ["--batch=32", "--subset-seed=3", "--init-seed=4", "--hidden=16"]),
        (", epochs of all", ["--batch=32", "--subset=all", "--epochs=5"]),
        (", without replacement", ["--batch=32", "--subset=100", "--without-replacement"]),
        (", file", ["--batch=8", "--subset-file={work}/numbers"]),
        (", the whole file", ["--batch=11", "--subset-file={work}/numbers"]),
        (", more than all", ["--batch=1000", "--subset=all"]),
        (", the whole subset", ["--batch=32", "--subset=32"]),
        (", normal weights", ["--batch=32", "--init=he-normal", "--hidden=16",
                              "--models-before=1"]),
    ],
}

VARIANT_RUNS = [
    ("momentum of nothing", "small", ["--optimizer=nesterov", "--momentum=0"]),
    ("no decay", "small", ["--optimizer=adamw", "--weight-decay=0"]),
    ("never clipped", "small", ["--clip-norm=1000"]),
    ("all together", "small", ["--optimizer=adamw", "--activation=gelu", "--init=xavier-normal",
                               "--schedule=cosine", "--schedule-steps=80", "--clip-norm=1",
                               "--batches=iid", "--batch=20", "--hidden=32,16"]),
]

# The settings of the lecture, on its own data.
MNIST_RUNS = [
    ("lecture", "mnist", []),
    ("lecture page", "mnist", ["--subset-file=lecture-page", "--seed=2060049297",
                               "--models-before=1"]),
    ("hidden", "mnist", ["--hidden=32,16", "--batch=64", "--no-bias"]),
]

# In two processes. The last of 50 images by sevens is alone: one of them has none.
SHARED_RUNS = [
    ("full batch", "small", ["--hidden=16"]),
    ("batch", "small", ["--batch=64", "--no-bias"]),
    ("last image alone", "small", ["--subset=50", "--batch=7"]),
    ("adam, clipped, schedule", "small", ["--optimizer=adam", "--schedule=step", "--clip-norm=0.5",
                                          "--schedule-steps=20", "--hidden=16", "--batch=64"]),
    ("independent", "small", ["--optimizer=momentum", "--batches=iid", "--batch=7",
                              "--init=he-normal"]),
]

TORCHVISION = """
import os
import torch
def read(name, skip):
    raw = open(os.path.join(os.environ["FAKE"], name), "rb").read()[skip:]
    return torch.tensor(list(raw), dtype=torch.uint8)
class MNIST:
    def __init__(self, root, train, download):
        part = "train" if train else "t10k"
        self.data = read(part + "-images-idx3-ubyte", 16).reshape(-1, 28, 28)
        self.targets = read(part + "-labels-idx1-ubyte", 8).long()
"""

# Each script by itself, in a process that has torch already and ends at once, as torch is slow to.
RUN_ALL = """
import os, runpy, sys, traceback
import numpy, torch, torch.distributed, torch.nn.parallel
for path in sys.argv[1:]:
    child = os.fork()
    if child == 0:
        for number, ending in ((1, ".out"), (2, ".err")):
            file = path.replace(".py", ending)
            os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.argv = [path]
        try:
            runpy.run_path(path, run_name="__main__")
        except BaseException:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
    os.waitpid(child, 0)
"""


def find_python():
    """A Python that knows torch, or None."""
    for python in ("/usr/bin/python3", "python3"):
        try:
            subprocess.run([python, "-c", "import numpy, torch"], capture_output=True, check=True)
            return python
        except (OSError, subprocess.CalledProcessError):
            pass
    return None


def idx(dimensions, values):
    return struct.pack(f">HBB{len(dimensions)}I", 0, 8, len(dimensions), *dimensions) + values


def write_part(folder, part, n, numbers, separator="-", pack=None):
    pixels = bytes(min(255, max(0, 60 * ((i + j) % CLASSES) + numbers.randrange(-50, 50)))
                   for i in range(n) for j in range(SIDE * SIDE))
    for name, content in ((f"{part}-images{separator}idx3-ubyte", idx((n, SIDE, SIDE), pixels)),
                          (f"{part}-labels{separator}idx1-ubyte",
                           idx((n,), bytes(i % CLASSES for i in range(n))))):
        if pack:
            (folder / f"{name}.gz").write_bytes(pack(content))
        else:
            (folder / name).write_bytes(content)


def write_floats(folder, part, n, numbers):
    """Images [n, pixels] of doubles, labels of 32 bits that begin with 1."""
    values = [numbers.gauss(i // (SIDE * SIDE) % CLASSES, 1) for i in range(n * SIDE * SIDE)]
    (folder / f"{part}-images-idx2-double").write_bytes(
        struct.pack(f">HBB2I{len(values)}d", 0, 0x0E, 2, n, SIDE * SIDE, *values))
    (folder / f"{part}-labels-idx1-int").write_bytes(
        struct.pack(f">HBBI{n}i", 0, 0x0C, 1, n, *(i % CLASSES + 1 for i in range(n))))


class World:
    """A folder with data, the executable and a Python that knows torch."""

    def __init__(self, executable, python, root):
        self.executable = os.path.abspath(executable)
        self.python = python
        self.work = root / "work"
        # Every letter that a Python string must mind.
        self.small = root / 'kleine "Zahlen" \\n ü \''
        self.data = {"small": self.small, "untested": root / "untested", "packed": root / "packed",
                     "floats": root / "floats", "named": root / "named",
                     "handwriting": "handwriting", "mnist": "mnist"}
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in ("RANK", "WORLD_SIZE", "DISPLAY", "WAYLAND_DISPLAY")}
        self.environment |= {"HOME": str(root), "XDG_DATA_HOME": str(root), "LC_ALL": "C.UTF-8",
                             "OMP_NUM_THREADS": "1"}
        self.environment["DOWNHILL_MNIST"] = str(self.work / "handwriting")

    def write(self):
        for folder in (self.work, self.small, *(self.data[name] for name in (
                "untested", "packed", "floats", "named"))):
            folder.mkdir()
        numbers = random.Random(1)
        write_part(self.small, "train", TRAIN, numbers)
        write_part(self.small, "t10k", TEST, numbers)
        write_part(self.data["untested"], "train", TRAIN, numbers)
        write_part(self.data["packed"], "train", TRAIN, numbers, ".", gzip.compress)
        write_part(self.data["packed"], "test", TEST, numbers, ".", gzip.compress)
        for part, n in (("train", TRAIN), ("t10k", TEST)):
            write_floats(self.data["floats"], part, n, numbers)
            write_part(self.data["named"], part, n, numbers)
        # One class more than there are labels.
        (self.data["named"] / "classes.txt").write_text("a\r\nb\r\nc\r\nd\r\nä\r\n\r\n",
                                                        encoding="utf-8")
        (self.work / "numbers").write_text("5 3 3 7\n299 11\n0 1 2 100 \n42", encoding="ascii")
        self.downhill("data", "export", "handwriting", "handwriting")
        self.downhill("train", f"--data={self.small}", "--hidden=16", "--steps=10", "--seed=9",
                      "--quiet", f"--save={self.work / 'start.safetensors'}")

    def downhill(self, *arguments, environment=None):
        done = subprocess.run([self.executable, *map(str, arguments)], capture_output=True,
                              cwd=self.work, env=self.environment | (environment or {}),
                              timeout=100, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode())
        return done.stdout.decode()

    def python_run(self, arguments, environment=None, statuses=(0,)):
        done = subprocess.run([self.python, *arguments], capture_output=True, cwd=self.work,
                              env=self.environment | (environment or {}), timeout=100, check=False)
        if done.returncode not in statuses:
            raise RuntimeError(done.stderr.decode())
        return done

    def run_shared(self, path, n):
        """The script in n processes with the variables that torchrun sets."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        variables = {"WORLD_SIZE": str(n), "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
        with concurrent.futures.ThreadPoolExecutor(n) as pool:
            done = list(pool.map(lambda rank: self.python_run(
                [path], variables | {"RANK": str(rank)}, (0, -signal.SIGABRT)), range(n)))
        for process in done:
            # PyTorch 1.13 rarely aborts on its way out, with all printed: what was printed counts.
            if process.returncode != 0:
                print(f"# {path.name}: a process ended with {process.stderr.decode()!r}")
        printed = [process.stdout.decode() for process in done]
        return printed[0] + "".join(f"rank {rank} printed {text!r}\n"
                                    for rank, text in enumerate(printed) if rank > 0 and text)


def list_choices(world):
    """The ids of every table: {"optimizer": ["gd", …], …}, as the help has them."""
    choices = {}
    for line in world.downhill("train", "--help").splitlines():
        heading = re.fullmatch(r"Values of --(\w+):", line)
        entry = re.match(r"  ([^ ]+) ", line)
        if heading:
            choices[heading[1]] = []
        elif entry and choices:
            choices[list(choices)[-1]].append(entry[1])
    return choices


def list_variants(choices):
    return VARIANT_RUNS + [(f"{id}{also}", "small", [f"--{key}={id}", *options])
                           for key, ids in choices.items() for id in ids
                           for also, options in TABLES[key]]


def expect(path):
    """The rows of the log as the script prints them: [["0", loss], …, ["test", loss, accuracy]]."""
    with open(path, encoding="ascii") as file:
        rows = list(csv.DictReader(file))
    expected = [[row["step"], float(row["train_loss"])] for row in rows]
    if rows[-1]["test_loss"]:
        expected.append(["test", float(rows[-1]["test_loss"]), float(rows[-1]["test_accuracy"])])
    return expected


def parse(text):
    rows = []
    for line in text.splitlines():
        line = line.replace("test loss ", "test,").replace(", accuracy ", ",")
        name, *values = line.split(",")
        rows.append([name, *map(float, values)])
    return rows


def compare(expected, found):
    """Problems where two lists of rows differ by more than rounding."""
    if [row[0] for row in expected] != [row[0] for row in found]:
        return [f"found {len(found)} rows, {found[-1:]}; expected {len(expected)}, {expected[-1:]}"]
    for wanted, row in zip(expected, found):
        for a, b in zip(wanted[1:], row[1:]):
            limit = TOLERANCE * abs(a) + RESOLUTION
            if len(wanted) != len(row) or not abs(a - b) <= limit:
                return [f"found {row}, expected {wanted}"]
    return []


def train(world, kind, run, environment=None):
    """Trains one of the runs; the path of its script, whose log is beside it."""
    name, data, options = run
    path = world.work / f"{kind} {name}.py".replace(" ", "-")
    options = [option.format(work=world.work) for option in options]
    if not any(option.startswith(("--steps", "--epochs")) for option in options):
        options.append("--steps=100")
    world.downhill("train", f"--data={world.data[data]}", *options, "--quiet",
                   f"--log={path.with_suffix('.csv')}", f"--pytorch={path}",
                   environment=environment)
    return path


def judge(path, printed):
    try:
        return compare(expect(path.with_suffix(".csv")), parse(printed))
    except ValueError as error:
        return [str(error), f"it printed {printed[-200:]!r}"]


def check_all(tap, world, kind, runs, environment=None):
    """Runs many scripts at the price of importing torch once."""
    paths = [train(world, kind, run, environment) for run in runs]
    world.python_run(["-c", RUN_ALL, *paths], environment)
    for run, path in zip(runs, paths):
        printed, errors = (path.with_suffix(ending).read_text(encoding="utf-8")
                           for ending in (".out", ".err"))
        tap.check(f"/twin/{kind}/{run[0]}", errors.splitlines() or judge(path, printed))


def test_shared(tap, world):
    for run in SHARED_RUNS:
        path = train(world, "shared", run)
        tap.check(f"/twin/shared/{run[0]}", judge(path, world.run_shared(path, 2)))


def test_torchvision(tap, world):
    """MNIST without a folder comes from torchvision; here one that is made up."""
    package = world.work / "torchvision"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="ascii")
    (package / "datasets.py").write_text(TORCHVISION, encoding="ascii")
    path = train(world, "torchvision", ("mnist", "mnist", []))
    done = world.python_run([path], {"DOWNHILL_MNIST": "", "PYTHONPATH": str(world.work),
                                     "FAKE": str(world.work / "handwriting")})
    tap.check("/twin/torchvision", judge(path, done.stdout.decode()))


def test_folder(tap, world):
    """--data names another folder; one without the files is an error that says what to do."""
    path = train(world, "moved", ("handwriting", "handwriting", ["--steps=1"]))
    (world.work / "handwriting").rename(world.work / "elsewhere")
    done = world.python_run([path, "--data=elsewhere"])
    tap.check("/twin/data/elsewhere", judge(path, done.stdout.decode()))
    done = world.python_run([path], statuses=(1,))
    tap.check("/twin/data/missing",
              [] if b"downhill data export handwriting handwriting" in done.stderr
              and done.stderr.count(b"\n") == 1 else [done.stderr.decode()])


def main(executable):
    python = find_python()
    if python is None:
        print("1..0 # SKIP no Python here has torch and numpy (Debian: python3-torch)")
        return 0
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        world = World(executable, python, pathlib.Path(folder))
        world.write()
        check_all(tap, world, "run", RUNS)
        choices = list_choices(world)
        tap.equal("/twin/tables", (set(choices), min(map(len, choices.values())) > 1),
                  (set(TABLES), True))
        check_all(tap, world, "variant", list_variants(choices))
        test_shared(tap, world)
        test_torchvision(tap, world)
        test_folder(tap, world)
        if os.environ.get("DOWNHILL_MNIST"):
            check_all(tap, world, "mnist", MNIST_RUNS,
                      {"DOWNHILL_MNIST": os.environ["DOWNHILL_MNIST"]})
        else:
            print("# DOWNHILL_MNIST is not set: the runs on MNIST are left out")
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
