#!/usr/bin/env python3
# Training steps a second beside those of other libraries, in turn, as a table of ratios.
# SPDX-License-Identifier: MIT
#
# usage: compare.py BENCH-STEPS DATA-FOLDER [--rounds=N] [--seconds=S] [--threads=N]
#                   [--peer=NAME=COMMAND …] [WORKLOAD …]
#
# A peer's command is called with the data folder, --seconds=S and workloads, and prints lines
# "workload RATE steps/s …". NumPy and PyTorch, beside this script, take part where they are
# installed, with the kernels of OpenBLAS that Downhill has. Everything runs on one thread; with
# --threads=N Downhill runs with N as well.

import argparse
import os
import pathlib
import re
import shlex
import statistics
import subprocess
import sys

PEERS = pathlib.Path(__file__).resolve().parent / "peers"
PYTHON = "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable
OURS = "Downhill"
PLAIN = "plain CBLAS"


def measure(command, environment=None):
    """{workload: steps a second} of what a command prints."""
    result = subprocess.run(command, capture_output=True, text=True, check=False,
                            env={**os.environ, **(environment or {})})
    if result.returncode != 0:
        print(f"{shlex.join(command)}: {result.stderr.strip()}", file=sys.stderr)
        return {}
    lines = [line.split() for line in result.stdout.splitlines() if "steps/s" in line]
    return {line[0]: float(line[1]) for line in lines}


def share_kernels(bench, data):
    """Tells all that follow of the kernels of OpenBLAS that bench-steps has found."""
    result = subprocess.run([bench, data, "--windows=1", "--seconds=0.01"], capture_output=True,
                            text=True, check=False)
    found = re.search(r"OpenBLAS for (\w+)", result.stdout)
    if found:
        os.environ["OPENBLAS_CORETYPE"] = found[1]


def contenders(arguments):
    """(name, command without workloads, environment) of all that take part."""
    ours = [arguments.bench, arguments.data, "--windows=1", f"--seconds={arguments.seconds}"]
    yield OURS, ours, None
    if arguments.threads > 1:
        name = f"{OURS}, {arguments.threads} threads"
        yield name, [*ours, f"--threads={arguments.threads}"], None
    yield PLAIN, ours, {"DOWNHILL_SIMD": "none"}
    for name, script in (("NumPy", "numpy_peer.py"), ("PyTorch", "torch_peer.py")):
        yield name, [PYTHON, str(PEERS / script), arguments.data,
                     f"--seconds={arguments.seconds}"], None
    for peer in arguments.peer:
        name, _, command = peer.partition("=")
        yield name, [*shlex.split(command), arguments.data, f"--seconds={arguments.seconds}"], None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("data")
    parser.add_argument("workloads", nargs="*")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--peer", action="append", default=[])
    arguments = parser.parse_args()

    share_kernels(arguments.bench, arguments.data)
    rates = {}
    workloads = []
    names = []
    for _ in range(arguments.rounds):
        for name, command, environment in contenders(arguments):
            for workload in arguments.workloads or [None]:
                chosen = [workload] if workload else []
                for key, rate in measure(command + chosen, environment).items():
                    rates.setdefault((name, key), []).append(rate)
                    if key not in workloads:
                        workloads.append(key)
                    if name not in names:
                        names.append(name)

    medians = {key: statistics.median(values) for key, values in rates.items()}
    peers = [name for name in names if not name.startswith(OURS)]
    print("| workload | " + " | ".join(names) + " | " +
          " | ".join(f"÷ {name}" for name in peers) + " | 2nd thread |")
    print("|" + "---|" * (2 + len(names) + len(peers)))
    for workload in workloads:
        row = [f"{medians.get((name, workload), float('nan')):,.1f}" for name in names]
        own = medians[OURS, workload]
        row += [f"{own / medians.get((name, workload), float('nan')):.2f}" for name in peers]
        threaded = [name for name in names if name.startswith(OURS) and name != OURS]
        row += [f"{medians[name, workload] / own:.2f}" for name in threaded] or ["–"]
        print(f"| {workload} | " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
