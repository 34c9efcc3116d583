#!/usr/bin/env python3
# Test of the program from outside: its actions over D-Bus, as scripts and lessons use them.
# SPDX-License-Identifier: MIT
#
# usage: test-bus.py DOWNHILL      on a display and a session bus of its own: headless.sh

import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

from tap import Tap

NAME = "io.github.downhill_app.Downhill"
APPLICATION = "/" + NAME.replace(".", "/")
WINDOW = APPLICATION + "/window/1"
SECONDS = 60

# name: type of the parameter, state where it has one (None = none, ... = any)
ACTIONS = {
    "train": ("", None), "pause": ("", None), "step": ("", None), "epoch": ("", None),
    "reset": ("", None), "new-seed": ("", None), "run-to": ("t", None),
    "open": ("s", None), "save-as": ("s", None), "export-figure": ("(ssd)", None),
    "export-page": ("(sd)", None), "export-page-as": ("", None), "copy-figure": ("s", None),
    "open-file": ("", None), "open-folder": ("", None), "export-format": ("s", "'png'"),
    "export-scale": ("d", "2.0"), "export-theme": ("s", "'light'"),
    "export-transparent": ("", "false"),
    "page": ("s", "'training'"), "figure-scale": ("s", "'log'"),
    "digit": ("s", "'all'"), "pixel-values": ("s", "'raw'"), "show-values": ("", "true"),
    "show-sample": ("", "true"), "sample-set": ("s", "'test'"), "sample": ("t", "uint64 0"),
    "sample-next": ("", None), "sample-previous": ("", None), "sample-random": ("", None),
    "show-test-image": ("t", None),
    "weights-view": ("s", "'classes'"), "weights-quantity": ("s", "'weight'"),
    "weights-scale": ("s", "'shared'"), "weights-page": ("i", "0"), "weights-layer": ("i", "0"),
    "chart": ("s", "'loss'"), "smoothing": ("d", "0.0"), "x-unit": ("s", "'steps'"),
    "x-scale": ("s", "'linear'"), "range": ("s", "'fit'"), "show-steps": ("(tt)", None),
    "cursor": ("d", None),
    "fetch": ("s", None), "cancel-fetch": ("", None), "use-fetched": ("", None),
    "fetch-status": ("", ...),
    "data": ("s", "'handwriting'"), "subset": ("t", "uint64 500"), "hidden": ("s", "'none'"),
    "bias": ("b", "true"), "batch": ("t", "uint64 0"), "seed": ("t", "uint64 2021"),
    "learning-rate": ("d", "0.10000000000000001"), "activation": ("s", "'relu'"),
    "init": ("s", "'pytorch'"), "optimizer": ("s", "'gd'"),
    "momentum": ("d", "0.90000000000000002"), "rho": ("d", "0.98999999999999999"),
    "beta1": ("d", "0.90000000000000002"), "beta2": ("d", "0.999"),
    "epsilon": ("d", "1e-08"), "weight-decay": ("d", "0.0"), "clip-norm": ("d", "0.0"),
    "schedule": ("s", "'constant'"), "schedule-steps": ("t", "uint64 1000"),
    "schedule-factor": ("d", "1.0"), "batches": ("s", "'epoch'"), "status": ("", ...),
}

STATUS = {"state": "string", "run": "uint64", "step": "uint64", "epoch": "uint64",
          "train-loss": "double", "test-loss": "double", "test-accuracy": "double",
          "steps-per-second": "double", "data": "string", "message": "string"}


def call(method, *arguments, path=WINDOW):
    """What gdbus prints of the reply to a method of org.gtk.Actions."""
    command = ["gdbus", "call", "--session", "--dest", NAME, "--object-path", path,
               "--method", "org.gtk.Actions." + method, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True,
                          timeout=SECONDS).stdout.strip()


def activate(action, parameter=None, path=WINDOW):
    call("Activate", action, f"[<{parameter}>]" if parameter else "[]", "{}", path=path)


def describe(action):
    """(type of the parameter, state or None) of an action."""
    match = re.fullmatch(r"\(\((?:true|false), signature '(.*?)', (?:@av )?\[(?:<(.*)>)?\]\),\)",
                         call("Describe", action))
    return match[1], match[2]


def split_value(text):
    """Type and value of what gdbus prints as <…>."""
    if text[0] in "'\"":
        return "string", text[1:-1]
    if text.startswith("uint64 "):
        return "uint64", int(text[7:])
    return "double", float(text)


def get_status():
    """(types, values) of the fields of the status action."""
    state = describe("status")[1]
    fields = {name: split_value(text) for name, text in
              re.findall(r"'([\w-]+)': <('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[^<>]*)>", state)}
    return ({name: kind for name, (kind, _) in fields.items()},
            {name: value for name, (_, value) in fields.items()})


def wait_until(what, condition):
    """The status in which the condition holds."""
    begun_at = time.monotonic()
    while time.monotonic() - begun_at < SECONDS:
        with contextlib.suppress(subprocess.CalledProcessError):
            status = get_status()[1]
            if condition(status):
                return status
    raise TimeoutError(f"waited in vain until {what}")


def wait_for(state, step=0):
    return wait_until(f"{state} at step {step}",
                      lambda status: status["state"] == state and status["step"] >= step)


def check_actions(tap):
    listed = re.findall(r"'([\w-]+)'", call("List"))
    tap.check("/bus/actions/listed", [name for name in ACTIONS if name not in listed])
    for name, (kind, state) in ACTIONS.items():
        found = describe(name)
        tap.equal(f"/bus/actions/{name}", (found[0], ... if state is ... else found[1]),
                  (kind, state))
    tap.equal("/bus/status", get_status()[0], STATUS)


def check_training(tap):
    before = wait_for("ready")
    tap.check("/bus/ready", [] if before["step"] == 0 and before["run"] == 1 else [before])

    activate("train")
    running = wait_until("running", lambda status: status["step"] > 0)
    activate("pause")
    paused = wait_for("paused")
    tap.check("/bus/pause", [] if paused["step"] >= running["step"] > 0 else [running, paused])

    activate("step")
    tap.equal("/bus/step", wait_for("paused", paused["step"] + 1)["step"], paused["step"] + 1)

    activate("reset")
    reset = wait_until("reset", lambda status: status["state"] == "ready" and status["run"] == 2)
    tap.equal("/bus/reset", (reset["step"], reset["train-loss"]), (0, before["train-loss"]))

    activate("learning-rate", "0.25")
    tap.equal("/bus/learning-rate", describe("learning-rate")[1], "0.25")
    tap.equal("/bus/learning-rate-keeps-run", get_status()[1]["run"], 2)
    activate("hidden", "'8,4'")
    activate("seed", "uint64 7")
    wait_until("a new run", lambda status: status["state"] == "ready" and status["run"] == 4)
    tap.equal("/bus/hidden", describe("hidden")[1], "'8,4'")

    activate("hidden", "'8;4'")
    tap.equal("/bus/bad-value", (describe("hidden")[1], get_status()[1]["run"]), ("'8,4'", 4))
    refused = False
    try:
        activate("batch", "'many'")
    except subprocess.CalledProcessError:
        refused = True
    tap.equal("/bus/bad-type", (refused, describe("batch")[1]), (True, "uint64 0"))


def check_variants(tap):
    """Every choice begins a run and brings its usual numbers; numbers change without one."""
    run = get_status()[1]["run"]
    choices = {"optimizer": "'adamw'", "schedule": "'warm-up'", "batch": "uint64 50",
               "batches": "'iid'", "activation": "'tanh'", "init": "'he-normal'"}
    for name, value in choices.items():
        activate(name, value)
        activate(name, value)  # chosen already
        run += 1
        tap.equal(f"/bus/choose-{name}", describe(name)[1], value)
    wait_until("the last run", lambda status: status["state"] == "ready" and status["run"] == run)
    tap.equal("/bus/usual-numbers",
              [describe(name)[1] for name in ("learning-rate", "weight-decay", "schedule-steps")],
              ["0.001", "0.01", "uint64 100"])

    numbers = {"momentum": "0.5", "rho": "0.25", "beta1": "0.5", "beta2": "0.75",
               "epsilon": "0.125", "weight-decay": "0.25", "clip-norm": "2.0",
               "schedule-steps": "uint64 7", "schedule-factor": "0.5"}
    for name, value in numbers.items():
        activate(name, value)
        tap.equal(f"/bus/live-{name}", (describe(name)[1], get_status()[1]["run"]), (value, run))

    # Back to steps that are made fast and never diverge.
    for name, value in (("optimizer", "'gd'"), ("schedule", "'constant'"), ("clip-norm", "0.0")):
        activate(name, value)
    wait_until("ready", lambda status: status["state"] == "ready" and status["run"] == run + 2)


def check_equal_files(tap, name, downhill, folder, step, options):
    """The window's parameters are those of the command line, byte for byte."""
    files = [folder / "window.safetensors", folder / "train.safetensors"]
    activate("save-as", f"'{files[0]}'")
    subprocess.run([downhill, "train", "--quiet", f"--steps={step}", f"--save={files[1]}",
                    *options], check=True, timeout=SECONDS)
    tap.check(name, [] if files[0].read_bytes() == files[1].read_bytes()
              else [f"other bytes after {step} steps"])


def check_files(tap, downhill, folder):
    options = ["--learning-rate=0.25", "--hidden=8,4", "--seed=7"]
    activate("run-to", "uint64 20")
    wait_for("paused", 20)
    check_equal_files(tap, "/bus/same-as-train", downhill, folder, 20, options)

    picture = folder / "loss.png"
    activate("export-figure", f"('loss', '{picture}', 2.0)")
    head = picture.read_bytes()[:24]
    size = [int.from_bytes(head[i:i + 4], "big") for i in (16, 20)]
    tap.equal("/bus/export-figure", (head[:4], size), (b"\x89PNG", [1920, 840]))

    # However seldom the status is told, where it stands still it is exact.
    activate("train")
    wait_until("some steps", lambda status: status["step"] > 100)
    activate("pause")
    step = wait_for("paused")["step"]
    check_equal_files(tap, "/bus/status-exact", downhill, folder, step, options)


def check_throttle(tap, folder):
    """The status goes over the bus some ten times a second, however fast the steps are."""
    log = folder / "monitor.log"
    with log.open("w") as output, subprocess.Popen(
            ["gdbus", "monitor", "--session", "--dest", NAME, "--object-path", WINDOW],
            stdout=output) as monitor:
        begun_at = time.monotonic()
        start = get_status()[1]["step"]
        activate("train")
        wait_until("many steps", lambda status: status["step"] > start + 3000)
        activate("pause")
        wait_for("paused")
        seconds = time.monotonic() - begun_at
        monitor.terminate()
    told = log.read_text(encoding="utf-8").count("'step': <uint64")
    tap.check("/bus/status-throttled", [] if 0 < told <= 10 * seconds + 10 else
              [f"{told} changes in {seconds:.1f} seconds"])


def check_second_start(tap, downhill, process, folder):
    started = subprocess.run([downhill], capture_output=True, text=True, timeout=SECONDS)
    tap.equal("/bus/second-start", (started.returncode, started.stderr), (0, ""))
    windows = subprocess.run(["gdbus", "introspect", "--session", "--dest", NAME, "--recurse",
                              "--object-path", APPLICATION + "/window"],
                             check=True, capture_output=True, text=True, timeout=SECONDS).stdout
    tap.equal("/bus/one-window", set(re.findall(APPLICATION + r"/window/\d+", windows)), {WINDOW})

    subprocess.run([downhill, str(folder)], check=True, capture_output=True, timeout=SECONDS)
    told = wait_until("told", lambda status: str(folder) in status["message"])
    tap.equal("/bus/open-folder", (told["data"], process.poll()), ("handwriting", None))


def check_fetch(tap):
    """Nobody serves there: it fails, says what to do, and can be put away."""
    tap.check("/bus/fetch/idle", [] if "'state': <'idle'>" in describe("fetch-status")[1]
              else [describe("fetch-status")[1]])
    activate("fetch", "'kmnist'")
    wait_until("failed", lambda status: "'state': <'failed'>" in describe("fetch-status")[1])
    text = describe("fetch-status")[1]
    tap.check("/bus/fetch/failed", [part for part in ("'kmnist'", "no server can be reached")
                                    if part not in text])
    activate("cancel-fetch")
    tap.check("/bus/fetch/put-away", [] if "'state': <'idle'>" in describe("fetch-status")[1]
              else [describe("fetch-status")[1]])


def check_quit(tap, process):
    activate("train")
    activate("quit", path=APPLICATION)
    errors = process.communicate(timeout=SECONDS)[1]
    tap.equal("/bus/quit", (process.returncode, errors.splitlines()), (0, []))


def run_checks(tap, downhill, process, folder):
    subprocess.run(["gdbus", "wait", "--session", "--timeout", str(SECONDS), NAME], check=True)
    wait_for("ready")
    check_actions(tap)
    check_training(tap)
    check_files(tap, downhill, folder)
    check_variants(tap)
    check_throttle(tap, folder)
    check_second_start(tap, downhill, process, folder)
    check_fetch(tap)
    check_quit(tap, process)


def main(downhill):
    if shutil.which("gdbus") is None:
        print("1..0 # SKIP gdbus is not installed")
        return 0
    tap = Tap()
    os.environ["DOWNHILL_MIRROR"] = "http://127.0.0.1:9"  # nobody
    with tempfile.TemporaryDirectory() as name, subprocess.Popen(
            [downhill], stderr=subprocess.PIPE, text=True) as process:
        try:
            run_checks(tap, downhill, process, pathlib.Path(name))
        except (OSError, TypeError, subprocess.SubprocessError) as error:
            tap.check("/bus/finished", [f"{type(error).__name__}: {error}"])
        finally:
            if process.poll() is None:
                process.kill()
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
