#!/usr/bin/env python3
# Test of the command line: downhill train and its files, errors and exit statuses.
# SPDX-License-Identifier: MIT
#
# usage: test-cli.py DOWNHILL      (the executable)

import csv
import gzip
import json
import math
import os
import pathlib
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import zlib

from tap import Tap

SIDE, TRAIN, TEST, CLASSES = 5, 200, 300, 4

JSON_KEYS = ["train_loss", "test_loss", "train_accuracy", "test_accuracy", "steps", "epochs",
             "parameters", "train_seconds", "steps_per_second", "diverged_at", "seed", "data",
             "settings"]
SETTINGS_KEYS = ["data", "subset", "replacement", "subset-file", "hidden", "bias", "activation",
                 "optimizer", "learning-rate", "momentum", "rho", "beta1", "beta2", "epsilon",
                 "weight-decay", "clip-norm", "schedule", "schedule-steps", "schedule-factor",
                 "batch", "batches", "steps", "epochs", "seed", "subset-seed", "init-seed", "init",
                 "models-before", "init-from"]
OPTIONS = {"bias": "no-bias", "replacement": "without-replacement"}
OTHER_KEYS = ["threads", "like", "log", "save", "figure", "view", "theme", "transparent",
              "pytorch", "json"]
LOG_HEADER = ("step,epoch,train_loss,test_loss,train_accuracy,test_accuracy,learning_rate,"
              "gradient_norm")

CHOICES = {
    "activation": ["relu", "leaky-relu", "tanh", "sigmoid", "gelu", "identity"],
    "optimizer": ["gd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"],
    "schedule": ["constant", "step", "exponential", "cosine", "warm-up"],
    "batches": ["epoch", "iid"],
    "init": ["pytorch", "zeros", "xavier-uniform", "xavier-normal", "he-uniform", "he-normal"],
}

# Options, and which settings then have another value than without options.
VARIANTS = [
    ([f"--{key}={id}"], {key: id}) for key in ("activation", "batches", "init")
    for id in CHOICES[key][1:]
] + [
    (["--momentum=0"], {"momentum": 0}),
    (["--momentum=1"], {"momentum": 1}),
    (["--rho=0.5"], {"rho": 0.5}),
    (["--beta1=0.75"], {"beta1": 0.75}),
    (["--beta2=0.999999"], {"beta2": 0.999999}),
    (["--epsilon=1e-5"], {"epsilon": 1e-5}),
    (["--weight-decay=0.0001"], {"weight-decay": 0.0001}),
    (["--clip-norm=2.5"], {"clip-norm": 2.5}),
    (["--clip-norm=2.5", "--clip-norm=none"], {}),
    (["--schedule-steps=7"], {"schedule-steps": 7}),
    (["--schedule-factor=0.5"], {"schedule-factor": 0.5}),
    # A choice brings numbers, and what is given itself wins, before it and after it.
    (["--optimizer=gd"], {}),
    (["--optimizer=momentum"], {"optimizer": "momentum", "learning-rate": 0.01}),
    (["--optimizer=nesterov"], {"optimizer": "nesterov", "learning-rate": 0.01}),
    (["--optimizer=adagrad"], {"optimizer": "adagrad", "learning-rate": 0.01, "epsilon": 1e-10}),
    (["--optimizer=rmsprop"], {"optimizer": "rmsprop", "learning-rate": 0.01}),
    (["--optimizer=adam"], {"optimizer": "adam", "learning-rate": 0.001}),
    (["--optimizer=adamw"], {"optimizer": "adamw", "learning-rate": 0.001, "weight-decay": 0.01}),
    (["--optimizer=adamw", "--optimizer=gd"], {}),
    (["--optimizer=adam", "--learning-rate=0.1"], {"optimizer": "adam"}),
    (["--learning-rate=0.1", "--optimizer=adam"], {"optimizer": "adam"}),
    (["--learning-rate=0.2", "--optimizer=adam", "--learning-rate=0.3"],
     {"optimizer": "adam", "learning-rate": 0.3}),
    (["--weight-decay=0", "--epsilon=1e-8", "--optimizer=adamw", "--learning-rate=0.5"],
     {"optimizer": "adamw", "learning-rate": 0.5}),
    (["--optimizer=adagrad", "--epsilon=0.5"],
     {"optimizer": "adagrad", "learning-rate": 0.01, "epsilon": 0.5}),
    (["--schedule=step"], {"schedule": "step", "schedule-factor": 0.1}),
    (["--schedule=exponential"], {"schedule": "exponential", "schedule-factor": 0.999}),
    (["--schedule=cosine"], {"schedule": "cosine"}),
    (["--schedule=warm-up"],
     {"schedule": "warm-up", "schedule-steps": 100, "schedule-factor": 0.1}),
    (["--schedule-steps=9", "--schedule=warm-up", "--schedule-factor=0.5"],
     {"schedule": "warm-up", "schedule-steps": 9, "schedule-factor": 0.5}),
    (["--schedule-factor=1", "--schedule=step", "--optimizer=adam"],
     {"schedule": "step", "optimizer": "adam", "learning-rate": 0.001}),
    (["--threads=1"], {}),
    (["--threads=256"], {}),
]

# Options, and the learning rates of the first steps.
RATES = [
    ([], [0.1, 0.1, 0.1, 0.1, 0.1]),
    (["--optimizer=adam"], [0.001, 0.001, 0.001, 0.001, 0.001]),
    (["--schedule=step", "--schedule-steps=2", "--schedule-factor=0.5"],
     [0.1, 0.1, 0.05, 0.05, 0.025]),
    (["--schedule=exponential", "--schedule-factor=0.5"], [0.1, 0.05, 0.025, 0.0125, 0.00625]),
    (["--schedule=cosine", "--schedule-steps=4", "--learning-rate=1"],
     [1, 0.5 + 0.125 ** 0.5, 0.5, 0.5 - 0.125 ** 0.5, 0]),
    (["--schedule=warm-up", "--schedule-steps=4", "--schedule-factor=0"],
     [0, 0.025, 0.05, 0.075, 0.1]),
]

# Options, exit status, what the one line on stderr contains. {f} is a folder with data, {t} one
# that may be written to, {bad} one with spoiled copies of the data.
ERRORS = [
    ("unknown option", ["--nope"], 2, "--nope"),
    ("one dash", ["-steps"], 2, "Unknown option"),
    ("no option", ["--optimiser=adam"], 2, "--optimiser=adam: see “downhill train --help”"),
    ("an argument", ["mnist"], 2, "“mnist”"),
    ("option without value", ["--steps"], 2, "--steps"),
    ("steps empty", ["--steps="], 2, "--steps cannot be “”"),
    ("steps in two lines", ["--steps=no\npe"], 2, "“no pe”"),
    ("steps negative", ["--steps=-1"], 2, "--steps cannot be “-1”"),
    ("steps a fraction", ["--steps=1.5"], 2, "“1.5”"),
    ("epochs negative", ["--epochs=-1"], 2, "--epochs cannot be “-1”"),
    ("steps and epochs", ["--steps=1", "--epochs=1"], 2, "--steps and --epochs"),
    ("no steps and epochs", ["--steps=0", "--epochs=1"], 2, "--steps and --epochs"),
    ("subset empty", ["--subset="], 2, "--subset cannot be “”"),
    ("subset nothing", ["--subset=0"], 2, "or all"),
    ("subset negative", ["--subset=-5"], 2, "“-5”"),
    ("subset too large", ["--subset=1000001"], 2, "1000000"),
    ("hidden empty", ["--hidden="], 2, "--hidden cannot be “”"),
    ("hidden nothing", ["--hidden=0"], 2, "from 1 to 65536"),
    ("hidden words", ["--hidden=big"], 2, "“big”"),
    ("hidden too many", ["--hidden=" + ",".join(["2"] * 17)], 2, "up to 16"),
    ("learning rate empty", ["--learning-rate="], 2, "--learning-rate cannot be “”"),
    ("learning rate negative", ["--learning-rate=-1"], 2, "“-1”"),
    ("learning rate nothing", ["--learning-rate=0"], 2, "“0”"),
    ("learning rate nan", ["--learning-rate=nan"], 2, "“nan”"),
    ("learning rate with a comma", ["--learning-rate=0,1"], 2, "as in 0.1"),
    ("activation empty", ["--activation="], 2, "--activation cannot be “”"),
    ("no such activation", ["--activation=softmax"], 2, "one of relu, leaky-relu, tanh"),
    ("optimizer empty", ["--optimizer="], 2, "--optimizer cannot be “”"),
    ("no such optimizer", ["--optimizer=sgd"], 2, "one of gd, momentum, nesterov"),
    ("optimizer in capitals", ["--optimizer=Adam"], 2, "--optimizer cannot be “Adam”"),
    ("optimizer without value", ["--optimizer"], 2, "--optimizer"),
    ("momentum empty", ["--momentum="], 2, "--momentum cannot be “”"),
    ("momentum too large", ["--momentum=1.1"], 2, "from 0 to 1"),
    ("momentum negative", ["--momentum=-0.9"], 2, "“-0.9”"),
    ("rho empty", ["--rho="], 2, "--rho cannot be “”"),
    ("rho too large", ["--rho=2"], 2, "from 0 to 1"),
    ("beta1 empty", ["--beta1="], 2, "--beta1 cannot be “”"),
    ("beta1 too large", ["--beta1=1"], 2, "from 0 to 0.999999"),
    ("beta2 empty", ["--beta2="], 2, "--beta2 cannot be “”"),
    ("beta2 negative", ["--beta2=-1"], 2, "from 0 to 0.999999"),
    ("epsilon empty", ["--epsilon="], 2, "--epsilon cannot be “”"),
    ("epsilon nothing", ["--epsilon=0"], 2, "from 1e-30"),
    ("weight-decay empty", ["--weight-decay="], 2, "--weight-decay cannot be “”"),
    ("weight-decay negative", ["--weight-decay=-0.1"], 2, "from 0 to 1e+12"),
    ("clip-norm empty", ["--clip-norm="], 2, "--clip-norm cannot be “”"),
    ("clip-norm nothing", ["--clip-norm=0"], 2, "from 1e-12 to 1e+12, or none"),
    ("schedule empty", ["--schedule="], 2, "--schedule cannot be “”"),
    ("no such schedule", ["--schedule=linear"], 2, "constant, step, exponential, cosine, warm-up"),
    ("schedule-steps empty", ["--schedule-steps="], 2, "--schedule-steps cannot be “”"),
    ("schedule-steps nothing", ["--schedule-steps=0"], 2, "from 1 to 1000000000000000"),
    ("schedule-factor empty", ["--schedule-factor="], 2, "--schedule-factor cannot be “”"),
    ("schedule-factor too large", ["--schedule-factor=1.5"], 2, "from 0 to 1"),
    ("batches empty", ["--batches="], 2, "--batches cannot be “”"),
    ("no such batches", ["--batches=all"], 2, "one of epoch, iid"),
    ("init empty", ["--init="], 2, "--init cannot be “”"),
    ("no such init", ["--init=he"], 2, "one of pytorch, zeros, xavier-uniform"),
    ("threads empty", ["--threads="], 2, "--threads cannot be “”"),
    ("threads nothing", ["--threads=0"], 2, "from 1 to 256"),
    ("threads too many", ["--threads=257"], 2, "from 1 to 256"),
    ("threads a word", ["--threads=all"], 2, "“all”"),
    ("batch empty", ["--batch="], 2, "--batch cannot be “”"),
    ("batch nothing", ["--batch=0"], 2, "or all"),
    ("batch negative", ["--batch=-1"], 2, "“-1”"),
    ("seed negative", ["--seed=-1"], 2, "4294967295"),
    ("seed too large", ["--seed=4294967296"], 2, "4294967295"),
    ("subset-file empty", ["--subset-file="], 2, "--subset-file cannot be “”"),
    ("subset-file without value", ["--subset-file"], 2, "--subset-file"),
    ("without-replacement with value", ["--without-replacement=no"], 2, "--without-replacement"),
    ("no-bias with value", ["--no-bias=false"], 2, "--no-bias cannot be “false”"),
    ("replacement", ["--replacement"], 2, "--replacement"),
    ("subset-seed empty", ["--subset-seed="], 2, "--subset-seed cannot be “”"),
    ("subset-seed negative", ["--subset-seed=-1"], 2, "4294967295, or seed"),
    ("subset-seed too large", ["--subset-seed=4294967296"], 2, "4294967295, or seed"),
    ("init-seed empty", ["--init-seed="], 2, "--init-seed cannot be “”"),
    ("init-seed a fraction", ["--init-seed=0.5"], 2, "4294967295, or seed"),
    ("init-seed too large", ["--init-seed=18446744073709551615"], 2, "4294967295, or seed"),
    ("models-before empty", ["--models-before="], 2, "--models-before cannot be “”"),
    ("models-before negative", ["--models-before=-1"], 2, "from 0 to 1000"),
    ("models-before too large", ["--models-before=1001"], 2, "from 0 to 1000"),
    ("init-from empty", ["--init-from="], 2, "--init-from cannot be “”"),
    ("evaluate-every empty", ["--evaluate-every="], 2, "--evaluate-every cannot be “”"),
    ("evaluate-every negative", ["--evaluate-every=-1"], 2, "“-1”"),
    ("data empty", ["--data="], 2, "--data cannot be “”"),
    ("log empty", ["--log="], 2, "--log cannot be “”"),
    ("save empty", ["--save="], 2, "--save cannot be “”"),
    ("pytorch empty", ["--pytorch="], 2, "--pytorch cannot be “”"),
    ("theme", ["--theme=blue"], 2, "light or dark"),
    ("figure empty", ["--figure="], 2, "downhill figures"),
    ("figure without file", ["--figure=loss"], 2, "“loss”"),
    ("figure with empty file", ["--figure=loss:"], 2, "“loss:”"),
    ("figure of unknown kind", ["--figure=loss:{t}/a.gif"], 2, ".png, .svg, .pdf or .csv"),
    ("unknown figure", ["--figure=nope:{t}/a.png"], 2, "downhill figures"),
    ("view empty", ["--view="], 2, "--view cannot be “”"),
    ("unknown view", ["--view=figue-scale=log"], 2, "downhill train --help"),
    ("view value", ["--view=figure-scale=cubic"], 2, "figure-scale=linear|log"),
    ("view for nothing", ["--figure=loss:{t}/a.png", "--view=smoothing=0.9"], 2,
     "--view=smoothing"),
    ("size empty", ["--size="], 2, "--size cannot be “”"),
    ("size of one number", ["--size=100"], 2, "WIDTHxHEIGHT"),
    ("size of three", ["--size=100x100x100"], 2, "WIDTHxHEIGHT"),
    ("size negative", ["--size=-100x100"], 2, "WIDTHxHEIGHT"),
    ("size nothing", ["--size=0x0"], 2, "WIDTHxHEIGHT"),
    ("size too large", ["--size=9000x100"], 2, "8192"),
    ("scale empty", ["--scale="], 2, "--scale cannot be “”"),
    ("scale nothing", ["--scale=0"], 2, "from 0.1"),
    ("scale negative", ["--scale=-1"], 2, "from 0.1"),
    ("scale nan", ["--scale=nan"], 2, "from 0.1"),
    ("scale too large", ["--scale=9"], 2, "to 8"),
    ("no such data", ["--data=nope"], 1, "“nope”"),
    ("no such folder", ["--data={t}/missing"], 1, "missing"),
    ("folder without data", ["--data={t}"], 1, "{t}"),
    ("truncated images", ["--data={bad}/truncated"], 1, "{bad}/truncated/train-images"),
    ("truncated gzip", ["--data={bad}/packed"], 1, "{bad}/packed/train-images"),
    ("wrong magic number", ["--data={bad}/magic"], 1, "{bad}/magic/train-images"),
    ("labels one short", ["--data={bad}/counts"], 1, "{bad}/counts"),
    ("unreadable folder", ["--data={bad}/unreadable"], 1, "{bad}/unreadable"),
    ("log in no folder", ["--data={f}", "--log={t}/no/a.csv"], 1, "{t}/no/a.csv"),
    ("save in no folder", ["--data={f}", "--save={t}/no/a.st"], 1, "{t}/no/a.st"),
    ("found before training", ["--data={f}", "--log={t}/a.csv", "--save={t}/no/a.st"], 1, "{t}/no"),
    ("pytorch in no folder", ["--data={f}", "--pytorch={t}/no/a.py"], 1, "{t}/no/a.py"),
    ("figure in no folder", ["--data={f}", "--figure=loss:{t}/no/a.png"], 1, "{t}/no/a.png"),
    ("log is a folder", ["--data={f}", "--log={t}"], 1, "{t}"),
    ("save is a folder", ["--data={f}", "--save={t}"], 1, "{t}"),
    ("log nowhere", ["--data={f}", "--log=/proc/a.csv"], 1, "/proc/a.csv"),
    ("save nowhere", ["--data={f}", "--save=/proc/a.st"], 1, "/proc/a.st"),
    ("pytorch nowhere", ["--data={f}", "--pytorch=/proc/a.py"], 1, "/proc/a.py"),
    ("figure nowhere", ["--data={f}", "--figure=loss:/proc/a.png"], 1, "/proc/a.png"),
    ("no such subset-file", ["--data={f}", "--subset-file={t}/no.txt"], 1, "{t}/no.txt"),
    ("subset-file is a folder", ["--data={f}", "--subset-file={t}"], 1, "{t}"),
    ("subset-file of words", ["--data={f}", "--subset-file={bad}/words.txt"], 1,
     "{bad}/words.txt, line 2"),
    ("lecture-page of other data", ["--data={f}", "--subset-file=lecture-page"], 1, "to 199"),
    ("subset larger than the set", ["--data={f}", "--without-replacement", "--subset=201"], 1,
     "201 cannot be drawn from 200"),
    ("no such init-from", ["--data={f}", "--init-from={t}/no.st"], 1, "{t}/no.st"),
    ("init-from is a folder", ["--data={f}", "--init-from={t}"], 1, "{t}"),
    ("init-from of words", ["--data={f}", "--init-from={bad}/words.txt"], 1, "{bad}/words.txt"),
    ("network too large", ["--data={f}", "--hidden=65536,65536"], 1, "parameters"),
    ("PNG too large", ["--data={f}", "--figure=loss:{t}/a.png", "--size=8192x8192", "--scale=8"], 1,
     "65536"),
]


class Downhill:
    """Runs the executable in a world without a display."""

    def __init__(self, executable, folder):
        self.executable = os.path.abspath(executable)
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "DOWNHILL_MNIST")}
        self.environment |= {"LC_ALL": "C.UTF-8", "HOME": str(folder), "XDG_DATA_HOME": str(folder)}

    def run(self, *arguments, environment=None, **options):
        return subprocess.run([self.executable, *map(str, arguments)], capture_output=True,
                              env=self.environment | (environment or {}), timeout=100, **options)

    def train(self, *arguments, **options):
        return self.run("train", *arguments, **options)


def idx(dimensions, values):
    return struct.pack(f">HBB{len(dimensions)}I", 0, 8, len(dimensions), *dimensions) + values


def write_part(folder, prefix, n):
    pixels = bytes((i * 37 + j * 11 + i * i * j * 5 + i % CLASSES * j * 9) % 256
                   for i in range(n) for j in range(SIDE * SIDE))
    (folder / f"{prefix}-images-idx3-ubyte").write_bytes(idx((n, SIDE, SIDE), pixels))
    (folder / f"{prefix}-labels-idx1-ubyte").write_bytes(
        idx((n,), bytes(i % CLASSES for i in range(n))))


def write_data(folder):
    folder.mkdir(parents=True)
    write_part(folder, "train", TRAIN)
    write_part(folder, "t10k", TEST)
    return folder


def write_bad_data(root):
    images, labels = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
    for name in ("truncated", "packed", "magic", "counts", "unreadable"):
        write_data(root / name)
    whole = (root / "truncated" / images).read_bytes()
    (root / "truncated" / images).write_bytes(whole[:-1])
    (root / "packed" / images).unlink()
    (root / "packed" / (images + ".gz")).write_bytes(gzip.compress(whole)[:-20])
    (root / "magic" / images).write_bytes(b"\0\0\x0d\3" + whole[4:])
    (root / "counts" / labels).write_bytes(idx((TRAIN - 1,), bytes(TRAIN - 1)))
    (root / "words.txt").write_text("1 2 3\n4 five 6\n", encoding="ascii")
    # Not by permissions, which root does not have to mind.
    (root / "unreadable" / images).unlink()
    (root / "unreadable" / images).mkdir()


def failure(done, status, part):
    """Problems where a run did not fail with this status, one line about it and nothing else."""
    text = done.stderr.decode()
    if done.returncode != status:
        yield f"status {done.returncode}, not {status}"
    if text.count("\n") != 1 or not text.endswith("\n") or not text.startswith("downhill: "):
        yield f"stderr is not one line: {text!r}"
    if part not in text:
        yield f"{part!r} is not in {text!r}"
    if done.stdout:
        yield f"stdout: {done.stdout!r}"


def success(done):
    if done.returncode != 0:
        yield f"status {done.returncode}"
    if done.stderr:
        yield f"stderr: {done.stderr.decode()!r}"


def test_errors(tap, downhill, data, work):
    write_bad_data(work / "bad")
    folders = {"f": data, "t": work, "bad": work / "bad"}
    for name, options, status, part in ERRORS:
        before = sorted(work.iterdir())
        options = [option.format(**folders) for option in options]
        done = downhill.train("--quiet", *options)
        problems = list(failure(done, status, part.format(**folders)))
        if sorted(work.iterdir()) != before:
            problems.append("it left a file")
        tap.check(f"/cli/error/{name}", problems)


def load_safetensors(path):
    raw = path.read_bytes()
    n = struct.unpack("<Q", raw[:8])[0]
    tensors = {}
    for name, tensor in json.loads(raw[8:8 + n]).items():
        if name == "__metadata__":
            continue
        assert tensor["dtype"] == "F32"
        begin, end = tensor["data_offsets"]
        values = struct.unpack(f"<{(end - begin) // 4}f", raw[8 + n + begin:8 + n + end])
        assert math.prod(tensor["shape"]) == len(values)
        tensors[name] = (tensor["shape"], values)
    return tensors


def test_json(tap, downhill, data):
    done = downhill.train(f"--data={data}", "--steps=7", "--batch=64", "--hidden=8,6", "--json",
                          "--subset=all", "--seed=5", "--learning-rate=0.25", "--no-bias")
    tap.check("/cli/json/success", list(success(done)))
    tap.equal("/cli/json/one-line", (done.stdout.count(b"\n"), done.stdout[-1:]), (1, b"\n"))
    result = json.loads(done.stdout)
    tap.equal("/cli/json/keys", list(result), JSON_KEYS)
    tap.equal("/cli/json/settings", result["settings"],
              dict(zip(SETTINGS_KEYS, [str(data), "all", True, "none", "8,6", False, "relu", "gd",
                                       0.25, 0.9, 0.99, 0.9, 0.999, 1e-8, 0, "none", "constant",
                                       1000, 1, 64, "epoch", 7, 0, 5, "seed", "seed", "pytorch", 0,
                                       "none"])))
    tap.equal("/cli/json/numbers",
              [result[key] for key in ("steps", "epochs", "parameters", "diverged_at", "seed",
                                       "data")],
              [7, 1, 25 * 8 + 8 * 6 + 6 * 4, None, 5, str(data)])
    tap.check("/cli/json/measured",
              [key for key in JSON_KEYS[:4] if not 0 <= result[key] < 10]
              + [key for key in JSON_KEYS[7:9] if not result[key] > 0])


def test_variants(tap, downhill, data):
    plain = json.loads(downhill.train(f"--data={data}", "--steps=2", "--json").stdout)["settings"]
    for options, changes in VARIANTS:
        done = downhill.train(f"--data={data}", "--hidden=6", "--batch=50", "--steps=2", "--json",
                              *options)
        name = " ".join(options)
        tap.check(f"/cli/variant/{name}", list(success(done)))
        tap.equal(f"/cli/variant/{name}/settings", json.loads(done.stdout or b"{}").get("settings"),
                  plain | {"hidden": "6", "batch": 50} | changes)
    # JSON as others write it: not 0.10000000000000001.
    tap.equal("/cli/variant/text", b'"learning-rate":0.1,' in
              downhill.train(f"--data={data}", "--steps=0", "--json").stdout, True)


def test_rates(tap, downhill, data, work):
    path = work / "rates.csv"
    for options, rates in RATES:
        downhill.train(f"--data={data}", "--steps=4", f"--log={path}", "--quiet", *options)
        found = [float(row["learning_rate"]) for row in read_log(path)[1]]
        tap.check(f"/cli/log/learning rate {' '.join(options) or 'default'}",
                  [] if len(found) == len(rates) and
                  all(math.isclose(a, b, rel_tol=1e-8, abs_tol=1e-12)
                      for a, b in zip(found, rates)) else [f"found {found}, expected {rates}"])


def test_length(tap, downhill, data):
    for options, expected in ((["--steps=0"], (0, 0)), (["--steps=9"], (9, 2)), ([], (1000, 250)),
                              (["--epochs=3"], (12, 3)), (["--epochs=0"], (0, 0))):
        done = downhill.train(f"--data={data}", "--subset=all", "--batch=64", "--json", *options)
        result = json.loads(done.stdout)
        tap.equal(f"/cli/length/{' '.join(options) or 'default'}",
                  (done.returncode, result["steps"], result["epochs"]), (0, *expected))


def test_output(tap, downhill, data):
    done = downhill.train(f"--data={data}", "--steps=3", "--quiet")
    tap.equal("/cli/quiet", (done.returncode, done.stdout, done.stderr), (0, b"", b""))
    done = downhill.train(f"--data={data}", "--steps=3")
    tap.check("/cli/for-people", list(success(done))
              + [word for word in ("training loss", "test loss", "parameters")
                 if word not in done.stdout.decode()])
    done = downhill.train("--help")
    tap.check("/cli/help", list(success(done))
              + [f"--{key} is missing" for key in SETTINGS_KEYS + OTHER_KEYS
                 if f"--{OPTIONS.get(key, key)} " not in done.stdout.decode().replace("=", " ")])
    help_text = done.stdout.decode()
    tap.check("/cli/help/choices",
              [f"{id} of --{key} is missing" for key, ids in CHOICES.items() for id in ids
               if not re.search(f"^Values of --{key}:$(\n .*)*\n  {id} +[^ ]", help_text, re.M)])
    tap.check("/cli/help/formulas",
              [f"{text!r} is missing" for text in (
                  "  gd               θ ← θ − η g\n"
                  "                   --learning-rate=0.1 --weight-decay=0\n",
                  "  adam             m ← β₁ m + (1 − β₁) g\n", " θ ← θ − η m̂ / (√v̂ + ε)\n",
                  " --learning-rate=0.001 --beta1=0.9 --beta2=0.999 --epsilon=1e-08\n",
                  "  sigmoid          1 / (1 + e^−z)\n", " η_t = η γ^t\n") if text not in help_text]
              + [f"markup: {text}" for text in re.findall("</?su[bp]>", help_text)])
    manual = (pathlib.Path(__file__).parents[1] / "data" / "downhill.1").read_text(encoding="utf-8")
    manual = manual.replace("\\-", "-")
    tap.check("/cli/manual",
              [f"--{key} is missing" for key in SETTINGS_KEYS + OTHER_KEYS
               if f"\n.BI --{OPTIONS.get(key, key)}=" not in manual
               and f"\n.B --{OPTIONS.get(key, key)}\n" not in manual]
              + [f"{id} of --{key} is missing" for key, ids in CHOICES.items() for id in ids
                 if not re.search(f"[ \n]{id}[ ,.\n]", manual.split(f"BI --{key}=", 1)[1])])
    done = downhill.run("figures")
    ids = [line.split()[0] for line in done.stdout.decode().splitlines()]
    tap.check("/cli/figures", list(success(done)) + ([] if "loss" in ids else [f"{ids}"]))
    for words in (["page", "--help"], ["figures", "--help"], ["help", "page"], ["help", "figures"],
                  ["help", "train"]):
        done = downhill.run(*words)
        command = next(word for word in words if not word.endswith("help"))
        tap.check(f"/cli/help/{' '.join(words)}", list(success(done))
                  + ([] if f"downhill {command} " in done.stdout.decode() else ["of what?"]))
    tap.check("/cli/page/other data", list(failure(downhill.run("page", f"--data={data}"), 1,
                                                   "is not MNIST")))
    tap.check("/cli/figures/argument", list(failure(downhill.run("figures", "x"), 2, "“x”")))
    with open("/dev/full", "w", encoding="utf-8") as full:
        for options in (["--json"], []):
            done = subprocess.run([downhill.executable, "train", f"--data={data}", "--steps=1",
                                   *options], stdout=full, stderr=subprocess.PIPE, check=False,
                                  env=downhill.environment, timeout=100)
            tap.check(f"/cli/full-disk {' '.join(options)}",
                      [] if done.returncode == 1 and done.stderr.count(b"\n") == 1
                      else [f"{done.returncode} {done.stderr!r}"])
    for name, value in (("no display", {}), ("lost display", {"DISPLAY": ":999"})):
        done = downhill.train("--steps=2", "--quiet", environment=value)
        tap.check(f"/cli/{name}", list(success(done)))


def read_log(path):
    text = path.read_text(encoding="ascii")
    return text.split("\n", 1)[0], list(csv.DictReader(text.splitlines()))


def test_log(tap, downhill, data, work):
    path = work / "log.csv"
    path.write_text("a longer file that was here before\n" * 1000, encoding="ascii")
    done = downhill.train(f"--data={data}", "--steps=10", "--batch=64", "--subset=all", "--json",
                          f"--log={path}", "--evaluate-every=4", "--learning-rate=0.5")
    result = json.loads(done.stdout)
    header, rows = read_log(path)
    tap.check("/cli/log/success", list(success(done)))
    tap.equal("/cli/log/header", header, LOG_HEADER)
    tap.equal("/cli/log/steps", [row["step"] for row in rows], [str(k) for k in range(11)])
    tap.equal("/cli/log/epochs", [row["epoch"] for row in rows], [str(k // 4) for k in range(11)])
    tap.equal("/cli/log/evaluated", [k for k in range(11) if rows[k]["test_loss"]], [0, 4, 8, 10])
    tap.equal("/cli/log/accuracy evaluated", [k for k in range(11) if rows[k]["test_accuracy"]],
              [0, 4, 8, 10])
    tap.check("/cli/log/measured",
              [f"{row}" for row in rows
               if not (0 < float(row["train_loss"]) < 10 and float(row["gradient_norm"]) > 0
                       and 0 <= float(row["train_accuracy"]) <= 1
                       and float(row["learning_rate"]) == 0.5)])
    tap.check("/cli/log/last row is the result",
              [key for key in JSON_KEYS[:4]
               if not math.isclose(float(rows[-1][key]), result[key], rel_tol=1e-8)])
    downhill.train(f"--data={data}", "--steps=3", "--batch=64", "--subset=all", f"--log={path}",
                   "--learning-rate=0.5", "--quiet")
    _, shorter = read_log(path)
    tap.equal("/cli/log/only at the end", [bool(row["test_loss"]) for row in shorter],
              [False, False, False, True])
    tap.equal("/cli/log/same run", [row["train_loss"] for row in shorter],
              [row["train_loss"] for row in rows[:4]])
    downhill.train(f"--data={data}", "--steps=0", f"--log={path}", "--quiet")
    tap.equal("/cli/log/no steps", len(read_log(path)[1]), 1)


def test_save(tap, downhill, data, work):
    shapes = {"main.0.weight": [8, 25], "main.0.bias": [8], "main.2.weight": [4, 8],
              "main.2.bias": [4]}
    paths = [work / name for name in ("a.safetensors", "b.safetensors", "c.safetensors")]
    for path, seed in zip(paths, (2021, 2021, 2022)):
        done = downhill.train(f"--data={data}", "--steps=20", "--batch=32", "--hidden=8",
                              f"--seed={seed}", f"--save={path}", "--quiet")
        tap.check(f"/cli/save/success {path.stem}", list(success(done)))
    tensors = load_safetensors(paths[0])
    tap.equal("/cli/save/shapes", {name: shape for name, (shape, _) in tensors.items()}, shapes)
    tap.check("/cli/save/finite", [name for name, (_, values) in tensors.items()
                                   if not all(map(math.isfinite, values)) or not any(values)])
    tap.check("/cli/save/same run, same bytes",
              [] if paths[0].read_bytes() == paths[1].read_bytes() else ["they differ"])
    tap.check("/cli/save/other seed, other bytes",
              [] if paths[0].read_bytes() != paths[2].read_bytes() else ["they are equal"])
    for threads in ("1", "2", "7"):
        for option, variable in (("--quiet", threads), (f"--threads={threads}", "1")):
            downhill.train(f"--data={data}", "--steps=20", "--batch=32", "--hidden=8", "--quiet",
                           option, f"--save={paths[1]}",
                           environment={"OPENBLAS_NUM_THREADS": variable})
            tap.check(f"/cli/save/same bytes with {threads} threads, {option}",
                      [] if paths[0].read_bytes() == paths[1].read_bytes() else ["they differ"])


def parameters(path):
    """The bytes of all tensors, without the header, which says how they were made."""
    raw = path.read_bytes()
    return raw[8 + struct.unpack("<Q", raw[:8])[0]:]


def saved(downhill, data, work, *options):
    """The bytes of the parameters that a short run ends with."""
    path = work / "start.safetensors"
    done = downhill.train(f"--data={data}", "--hidden=8", "--steps=3", f"--save={path}", *options)
    return parameters(path) if done.returncode == 0 else done.stderr


def test_start(tap, downhill, data, work):
    """Which images, and which parameters, a run starts with."""
    numbers = work / "numbers.txt"
    numbers.write_text("\n".join(map(str, range(TRAIN))) + "\n", encoding="ascii")
    whole = saved(downhill, data, work, "--subset=all")
    equal = [
        ("file of all", whole, [f"--subset-file={numbers}"]),
        ("file before subset", whole, [f"--subset-file={numbers}", "--subset=7"]),
        ("no file", whole, ["--subset=all", "--subset-file=none"]),
        ("other subset-seed of all", whole, ["--subset=all", "--subset-seed=7"]),
        ("seed of both", saved(downhill, data, work, "--seed=7"),
         ["--subset-seed=7", "--init-seed=7"]),
        ("seeds as seed", saved(downhill, data, work, "--seed=7"),
         ["--seed=7", "--subset-seed=seed", "--init-seed=seed"]),
    ]
    for name, expected, options in equal:
        tap.check(f"/cli/start/{name}", [] if saved(downhill, data, work, *options) == expected
                  else ["they differ"])
    others = [[], ["--subset-seed=7"], ["--init-seed=7"], ["--seed=7"], ["--models-before=1"],
              ["--models-before=2"], ["--without-replacement", "--subset=200"],
              ["--subset=200"], [f"--subset-file={numbers}"]]
    tap.equal("/cli/start/each differs",
              len({saved(downhill, data, work, *options) for options in others}), len(others))
    first, path = work / "first.safetensors", work / "second.safetensors"
    shutil.copy(work / "start.safetensors", first)
    done = downhill.train(f"--data={data}", "--hidden=8", f"--init-from={first}", "--steps=0",
                          f"--save={path}", "--quiet")
    tap.check("/cli/start/init-from", list(success(done))
              + ([] if parameters(path) == parameters(first) else ["they differ"]))
    # Gradient descent on the full batch has no state but the parameters.
    run = [f"--data={data}", "--hidden=128", "--batch=all", "--quiet"]
    parts = [(["--steps=9"], path), (["--steps=4"], first),
             (["--steps=5", f"--init-from={first}", "--threads=2"], first)]
    problems = [problem for options, to in parts
                for problem in success(downhill.train(*run, *options, f"--save={to}"))]
    tap.check("/cli/start/goes on from a saved run to the bit", problems
              + ([] if parameters(path) == parameters(first) else ["they differ"]))
    shutil.copy(work / "start.safetensors", first)
    done = downhill.train(f"--data={data}", "--hidden=9", f"--init-from={first}", "--quiet")
    tap.check("/cli/start/init-from another network",
              list(failure(done, 1, f"{first}: main.0.weight")))
    done = downhill.train(f"--data={data}", "--hidden=100", "--models-before=1000", "--steps=0",
                          "--quiet")
    tap.check("/cli/start/most models before", list(success(done)))


def picture_size(path):
    raw = path.read_bytes()
    if path.suffix == ".png":
        return struct.unpack(">II", raw[16:24]) if raw[:8] == b"\x89PNG\r\n\x1a\n" else None
    pattern = {".svg": rb'<svg[^>]* width="(\d+)[^"]*" height="(\d+)',
               ".pdf": rb"/MediaBox \[ *0 +0 +([\d.]+) +([\d.]+)"}[path.suffix]
    match = re.search(pattern, raw)
    return tuple(float(side) for side in match.groups()) if match else None


def test_data(tap, downhill, data, work):
    copy = work / "written" / "copy"
    tap.check("/cli/data/export", list(success(downhill.run("data", "export", data, copy))))
    tap.equal("/cli/data/export/same files",
              {path.name: path.read_bytes() for path in copy.iterdir()},
              {path.name: path.read_bytes() for path in data.iterdir()})
    for arguments, status, part in (
            (["list"], 2, "downhill data --help"),
            (["export"], 2, "downhill data export"), (["export", data], 2, "downhill data export"),
            (["export", data, copy, "x"], 2, "downhill data export"),
            (["export", "nope", copy], 1, "“nope”"), (["export", data, ""], 2, "export NAME"),
            (["export", data, "/proc/a/b"], 1, "/proc/a/b"),
            (["export", data, data / "train-images-idx3-ubyte"], 1, "train-images")):
        tap.check(f"/cli/data/error {' '.join(map(str, arguments[:1]))} {len(arguments)} {part}",
                  list(failure(downhill.run("data", *arguments), status, part)))


def test_figures(tap, downhill, data, work):
    ids = [line.split()[0] for line in downhill.run("figures").stdout.decode().splitlines()]
    for name in ids:
        paths = [work / f"{name}{ending}" for ending in (".png", ".svg", ".pdf", ".csv")]
        done = downhill.train(f"--data={data}", "--steps=5", "--quiet", "--size=400x300",
                              "--scale=1.5", *(f"--figure={name}:{path}" for path in paths))
        tap.check(f"/cli/figure/{name}/success", list(success(done)))
        tap.equal(f"/cli/figure/{name}/png", picture_size(paths[0]), (600, 450))
        tap.equal(f"/cli/figure/{name}/svg", picture_size(paths[1]), (400, 300))
        width, height = picture_size(paths[2])
        tap.check(f"/cli/figure/{name}/pdf", [] if math.isclose(width / height, 4 / 3)
                  else [f"{width} × {height}"])
        table = list(csv.reader(paths[3].read_text(encoding="utf-8").splitlines()))
        tap.check(f"/cli/figure/{name}/csv",
                  [] if len(table) > 1 and len({len(row) for row in table}) == 1
                  else ["it is no table"])


def test_wanted(tap, downhill, data, work):
    """What a figure wants of a run is made for it: here the input gradients of each class."""
    path = work / "looks-for.csv"
    done = downhill.train(f"--data={data}", "--steps=5", "--quiet", "--hidden=6",
                          f"--figure=weights:{path}")
    tap.check("/cli/figure/wanted/success", list(success(done)))
    table = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    tap.equal("/cli/figure/wanted/header", table[0], ["map", "row", "column", "input_gradient"])
    tap.check("/cli/figure/wanted/values",
              [] if len({row[3] for row in table[1:]}) > 10 else ["there are no gradients"])


def test_views(tap, downhill, data, work):
    """A view is that of the figures named after it: here what the last step added to each unit."""
    paths = [work / f"view-{i}.csv" for i in range(3)]
    done = downhill.train(f"--data={data}", "--steps=5", "--quiet", "--hidden=6",
                          f"--figure=weights:{paths[0]}", "--view=weights-view=units",
                          f"--figure=weights:{paths[1]}", "--view=weights-quantity=update",
                          f"--figure=weights:{paths[2]}")
    tap.check("/cli/view/success", list(success(done)))
    tables = [list(csv.reader(path.read_text(encoding="utf-8").splitlines())) for path in paths]
    tap.equal("/cli/view/headers", [table[0][-1] for table in tables],
              ["input_gradient", "weight", "update"])
    tap.check("/cli/view/values",
              [] if all(len({row[-1] for row in table[1:]}) > 10 for table in tables)
              else ["there are no values"])


def png_chunks(path):
    """Every chunk of a picture, its checksum checked."""
    raw = path.read_bytes()
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    at, chunks = 8, []
    while at < len(raw):
        length, kind = struct.unpack(">I4s", raw[at:at + 8])
        data = raw[at + 8:at + 8 + length]
        checksum = struct.unpack(">I", raw[at + 8 + length:at + 12 + length])[0]
        assert checksum == zlib.crc32(kind + data)
        chunks.append((kind, data))
        at += 12 + length
    return chunks


def png_texts(path):
    texts = {}
    for kind, data in png_chunks(path):
        keyword, _, text = data.partition(b"\0")
        if kind == b"tEXt":
            texts[keyword.decode()] = text.decode("latin-1")
        elif kind == b"iTXt":
            texts[keyword.decode()] = text[2:].split(b"\0", 2)[2].decode()
    return texts


def metadata(path):
    raw = path.read_bytes()
    return json.loads(raw[8:8 + struct.unpack("<Q", raw[:8])[0]])["__metadata__"]


def add_change(path, work, change):
    """The experiment of a picture as JSON, with a change on the way."""
    experiment = json.loads(png_texts(path)["Downhill experiment"])
    experiment["changes"].append(change)
    changed = work / "changed.json"
    changed.write_text(json.dumps(experiment), encoding="utf-8")
    return changed


def test_like(tap, downhill, data, work):
    """The run behind a picture or saved parameters, made again to the bit."""
    picture, saved, again = (work / name for name in ("l.png", "l.safetensors", "m.safetensors"))
    downhill.train(f"--data={data}", "--steps=30", "--hidden=6", "--batch=8", "--seed=5", "--quiet",
                   "--optimizer=adam", f"--save={saved}", f"--figure=loss:{picture}", cwd=work)
    texts = png_texts(picture)
    tap.equal("/cli/like/title", texts["Title"], "Loss")
    tap.check("/cli/like/description", [] if "step 30" in texts["Description"]
              else [texts["Description"]])
    experiment = json.loads(texts["Downhill experiment"])
    tap.equal("/cli/like/experiment",
              [experiment[key] for key in ("downhill", "step", "changes")]
              + [experiment["settings"][key] for key in ("seed", "hidden", "optimizer", "batch")],
              [1, 30, [], 5, "6", "adam", 8])
    tap.equal("/cli/like/saved", json.loads(metadata(saved)["downhill"]), experiment)
    for like in (picture, saved):
        done = downhill.train(f"--like={like}", "--quiet", f"--save={again}")
        tap.check(f"/cli/like/{like.suffix}", list(success(done))
                  + ([] if again.read_bytes() == saved.read_bytes() else ["other bytes"]))

    changed = add_change(picture, work, {"step": 10, "key": "learning-rate", "value": "0.25"})
    log = work / "l.csv"
    done = downhill.train(f"--like={changed}", "--quiet", f"--save={again}", f"--log={log}")
    tap.check("/cli/like/change", list(success(done)))
    tap.equal("/cli/like/change/rates", [row["learning_rate"] for row in read_log(log)[1]],
              ["0.001"] * 10 + ["0.25"] * 21)
    tap.equal("/cli/like/change/kept", json.loads(metadata(again)["downhill"])["changes"],
              [{"step": 10, "key": "learning-rate", "value": "0.25"}])
    script = work / "l.py"
    warning = "step 0: what was changed on the way is not in it"
    for name, options, warned in (("changed", [f"--like={changed}"], True),
                                  ("before the change", [f"--like={changed}", "--steps=10"], False),
                                  ("without it", [f"--like={changed}", "--learning-rate=1"], False),
                                  ("unchanged", [f"--like={picture}"], False)):
        done = downhill.train(*options, "--quiet", f"--pytorch={script}")
        lines = done.stderr.decode().splitlines()
        wrong = (len(lines) != 1 or warning not in lines[0] or str(script) not in lines[0]
                 if warned else lines)
        tap.check(f"/cli/like/twin/{name}", [lines] if done.returncode or wrong else [])
    # What is given holds from beginning to end.
    done = downhill.train("--learning-rate=0.5", f"--like={changed}", "--steps=12", "--quiet",
                          f"--log={log}")
    tap.equal("/cli/like/given", [row["learning_rate"] for row in read_log(log)[1]], ["0.5"] * 13)
    for name, like, part in (("missing", work / "no.png", "no.png"),
                             ("no picture", data / "train-images-idx3-ubyte", "neither"),
                             ("drawing", work, "directory")):
        tap.check(f"/cli/like/{name}", list(failure(downhill.train(f"--like={like}"), 1, part)))
    tap.check("/cli/like/empty", list(failure(downhill.train("--like="), 2, "--like")))


def test_looks(tap, downhill, data, work):
    """Themes, and figures without a background."""
    def first_pixel(*options):
        downhill.train(f"--data={data}", "--steps=2", "--quiet", f"--figure=loss:{work / 'k.png'}",
                       *options)
        chunks = dict(png_chunks(work / "k.png"))
        kind = chunks[b"IHDR"][9]
        rows = zlib.decompress(b"".join(data for name, data in png_chunks(work / "k.png")
                                        if name == b"IDAT"))
        return kind, rows[1:5] if kind == 6 else rows[1:4]

    light, dark = first_pixel(), first_pixel("--theme=dark")
    tap.equal("/cli/looks/light", light, (2, b"\xff\xff\xff"))
    tap.equal("/cli/looks/dark", (dark[0], max(dark[1]) < 100), (2, True))
    tap.equal("/cli/looks/transparent", first_pixel("--transparent"), (6, bytes(4)))


def test_divergence(tap, downhill, data, work):
    options = [f"--data={data}", "--hidden=32,32,32", "--subset=all", "--learning-rate=1e6"]
    done = downhill.train(*options, "--json", f"--log={work / 'log.csv'}",
                          f"--save={work / 'd.safetensors'}", f"--figure=loss:{work / 'd.png'}")
    result = json.loads(done.stdout)
    step = result["diverged_at"]
    tap.equal("/cli/divergence/status", (done.returncode, done.stderr.count(b"\n")), (3, 1))
    tap.check("/cli/divergence/message", [] if f"step {step};" in done.stderr.decode()
              else [done.stderr.decode()])
    tap.equal("/cli/divergence/step", result["steps"], step - 1)
    _, rows = read_log(work / "log.csv")
    tap.equal("/cli/divergence/log", [row["step"] for row in rows],
              [str(k) for k in range(step + 1)])
    tap.equal("/cli/divergence/last row", rows[-1]["train_loss"], "nan")
    downhill.train(*options, f"--steps={step - 1}", "--quiet", f"--save={work / 'e.safetensors'}")
    tap.check("/cli/divergence/the last good step is saved",
              [] if (work / "d.safetensors").read_bytes() == (work / "e.safetensors").read_bytes()
              else ["they differ"])
    tap.equal("/cli/divergence/figure", picture_size(work / "d.png"), (960, 420))
    # The size of the lecture's handwriting, as it is written.
    done = downhill.train("--hidden=256,128,64", "--learning-rate=20", "--quiet")
    tap.check("/cli/divergence/handwriting",
              list(failure(done, 3, "try a smaller --learning-rate")))


def test_names(tap, downhill, data, work):
    """A file name is bytes, whatever the locale thinks of them."""
    path = work / "lösung.csv"
    done = downhill.train(f"--data={data}", "--steps=1", "--quiet", f"--log={path}",
                          f"--figure=loss:{work / 'bild ü.svg'}", environment={"LC_ALL": "C"})
    tap.check("/cli/names/C", list(success(done)) + ([] if path.exists() else ["no log"]))
    other = work / "zahlen ß"
    data.rename(other)
    done = downhill.train(f"--data={other}", "--steps=1", "--quiet", environment={"LC_ALL": "C"})
    other.rename(data)
    tap.check("/cli/names/data", list(success(done)))
    done = downhill.train(f"--data={data}", "--steps=1", "--quiet", "--log=relative.csv", cwd=work)
    tap.check("/cli/names/relative", list(success(done))
              + ([] if (work / "relative.csv").exists() else ["no log"]))


def test_interrupt(tap, downhill, data, work):
    """Ctrl+C ends a run at the step at hand, and its results are written."""
    try:
        master, slave = pty.openpty()
    except OSError as error:
        tap.skip("/cli/interrupt", str(error))
        return
    path = work / "i.safetensors"
    with subprocess.Popen([downhill.executable, "train", f"--data={data}", f"--save={path}",
                           "--steps=1000000000000"], stdout=subprocess.PIPE, stderr=slave,
                          env=downhill.environment) as process:
        os.close(slave)
        seen = b""
        while b"left" not in seen:
            seen += os.read(master, 1000)
        process.send_signal(signal.SIGINT)
        stdout, _ = process.communicate(timeout=100)
    os.close(master)
    tap.check("/cli/progress", [] if re.search(rb"step \d+ of 1000000000000  loss \d", seen)
              else [f"{seen!r}"])
    tap.equal("/cli/interrupt/status", process.returncode, 1)
    tap.equal("/cli/interrupt/result", stdout.startswith(b"step "), True)
    tap.equal("/cli/interrupt/saved", len(load_safetensors(path)), 2)


def main(executable):
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        data = write_data(root / "data")
        work = root / "work"
        work.mkdir()
        downhill = Downhill(executable, root)
        test_errors(tap, downhill, data, work)
        test_json(tap, downhill, data)
        test_variants(tap, downhill, data)
        test_rates(tap, downhill, data, work)
        test_length(tap, downhill, data)
        test_output(tap, downhill, data)
        test_log(tap, downhill, data, work)
        test_save(tap, downhill, data, work)
        test_start(tap, downhill, data, work)
        test_data(tap, downhill, data, work)
        test_figures(tap, downhill, data, work)
        test_wanted(tap, downhill, data, work)
        test_views(tap, downhill, data, work)
        test_like(tap, downhill, data, work)
        test_looks(tap, downhill, data, work)
        test_divergence(tap, downhill, data, work)
        test_names(tap, downhill, data, work)
        test_interrupt(tap, downhill, data, work)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
