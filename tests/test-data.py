#!/usr/bin/env python3
# Test of downhill data: lists, checks and downloads data sets, from a web server on this machine.
# SPDX-License-Identifier: MIT
#
# usage: test-data.py TINY-DOWNHILL      (the program with small data sets: tiny-downhill.c)

import gzip
import http.server
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from tap import Tap

SECONDS = 60
TIMEOUT_MSEC = 500
FILES = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
         "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"]


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves /a/… and /b/… as the server's modes say, any other path well."""

    def do_GET(self):
        self.server.requests.append(self.path)
        first, _, rest = self.path.lstrip("/").partition("/")
        mode = self.server.modes.get(first, "whole")
        file = self.server.root / rest
        if mode == "404" or not file.is_file():
            self.send_error(404)
        elif mode == "500":
            self.send_error(500)
        elif mode == "redirect":
            self.send_response(301)
            self.send_header("Location", "/whole/" + rest)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.send_file(file.read_bytes(), mode)

    def send_file(self, content, mode):
        half = len(content) // 2
        self.send_response(200)
        self.send_header("Content-Length", str(half if mode == "truncated" else len(content)))
        self.end_headers()
        if mode == "corrupted":
            content = content[:half] + bytes([content[half] ^ 1]) + content[half + 1:]
        self.wfile.write(content if mode in ("whole", "corrupted") else content[:half])
        self.wfile.flush()
        if mode == "stall":
            self.server.over.wait(SECONDS)

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, root):
        super().__init__(("127.0.0.1", 0), Handler)
        self.root = root
        self.modes = {}
        self.requests = []
        self.over = threading.Event()
        self.address = f"http://127.0.0.1:{self.server_port}/"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def serve(self, first, second="404"):
        self.modes = {"a": first, "b": second}
        self.requests.clear()


class Downhill:
    def __init__(self, executable, folder, address):
        self.executable = os.path.abspath(executable)
        self.home = folder / "home"
        self.work = folder / "work"
        self.data = self.home / "share"
        self.mnist = self.data / "downhill" / "mnist"
        self.home.mkdir()
        self.work.mkdir()
        dropped = {"DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE", "DOWNHILL_MNIST", "DOWNHILL_MIRROR",
                   "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"}
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in dropped}
        self.environment |= {"LC_ALL": "C.UTF-8", "HOME": str(self.home), "no_proxy": "*",
                             "XDG_DATA_HOME": str(self.data), "TINY_MIRRORS": address,
                             "TINY_TIMEOUT": str(TIMEOUT_MSEC)}

    def run(self, *arguments, environment=None):
        return subprocess.run([self.executable, *map(str, arguments)], capture_output=True,
                              text=True, cwd=self.work, timeout=SECONDS, check=False,
                              stdin=subprocess.DEVNULL,
                              env={**self.environment, **(environment or {})})

    def forget(self):
        shutil.rmtree(self.data, ignore_errors=True)


def done(result, part=""):
    """Problems of a run that should have worked and printed part."""
    problems = []
    if result.returncode != 0 or result.stderr:
        problems.append(f"status {result.returncode}: {result.stderr}")
    if part not in result.stdout:
        problems.append(f"{part!r} is not in {result.stdout!r}")
    return problems


def failed(result, status, *parts):
    """Problems of a run that should have failed with one line that has all the parts in it."""
    problems = []
    if result.returncode != status:
        problems.append(f"status {result.returncode}, expected {status}")
    if not result.stderr.startswith("downhill: ") or result.stderr.count("\n") != 1:
        problems.append(f"not one line: {result.stderr!r}")
    return problems + [f"{part!r} is not in {result.stderr!r}" for part in parts
                       if part not in result.stderr]


def whole_files(server, folder):
    """How many files of MNIST are in the folder, or why it is not as it should be."""
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    for name in names:
        if name not in FILES:
            return f"{name} was left behind"
        if (folder / name).read_bytes() != (server.root / "mnist" / name).read_bytes():
            return f"{name} is spoiled"
    return len(names)


def test_fetch(tap, downhill, server):
    for mode in ("whole", "redirect"):
        downhill.forget()
        server.serve(mode)
        result = downhill.run("data", "fetch", "mnist")
        tap.check(f"/data/fetch/{mode}", done(result, f"MNIST is in {downhill.mnist}: 300 images"))
        tap.equal(f"/data/fetch/{mode}/files", whole_files(server, downhill.mnist), 4)
    server.serve("whole")
    tap.check("/data/fetch/again", done(downhill.run("data", "fetch", "mnist")))
    tap.equal("/data/fetch/again/requests", server.requests, [])
    result = downhill.run("train", "--data=mnist", "--steps=2", "--quiet")
    tap.check("/data/fetch/train", done(result))
    for mode, part in (("404", "answers 404 Not Found"), ("500", "answers 500"),
                       ("truncated", "bytes came"), ("corrupted", "differs from the published"),
                       ("cut", "bytes came"), ("stall", "sent nothing for 0.5 s")):
        downhill.forget()
        server.serve(mode)
        begun_at = time.monotonic()
        result = downhill.run("data", "fetch", "mnist")
        tap.check(f"/data/fetch/{mode}", failed(result, 1, part, FILES[0], str(downhill.mnist)))
        tap.check(f"/data/fetch/{mode}/time", [] if time.monotonic() - begun_at < 20 else ["long"])
        tap.equal(f"/data/fetch/{mode}/files", whole_files(server, downhill.mnist), 0)
        server.serve(mode, "whole")
        tap.check(f"/data/fetch/{mode}/next", done(downhill.run("data", "fetch", "mnist")))


def test_mirrors(tap, downhill, server):
    server.serve("404")
    other = {"DOWNHILL_MIRROR": server.address + "other"}
    for name, arguments, environment in (
            ("from", [f"--from={server.address}other/mnist"], {}), ("variable", [], other),
            ("from-first", [f"--from={server.address}other/mnist/"],
             {"DOWNHILL_MIRROR": server.address + "a"})):
        downhill.forget()
        result = downhill.run("data", "fetch", "mnist", *arguments, environment=environment)
        tap.check(f"/data/mirror/{name}", done(result))
    downhill.forget()
    result = downhill.run("data", "fetch", "mnist", "--from=http://127.0.0.1:9/")
    tap.check("/data/mirror/nobody",
              failed(result, 1, "no server can be reached", "DOWNHILL_MIRROR",
                     f"put the four files into {downhill.mnist}"))
    result = downhill.run("data", "fetch", "mnist", environment={"DOWNHILL_MIRROR": "a/folder"})
    tap.check("/data/mirror/bad-variable", failed(result, 1, "“a/folder/mnist/”", "http://"))


def test_usage(tap, downhill):
    for arguments, part in (
            (["fetch"], "mnist, fashion-mnist, kmnist"), (["fetch", "nope"], "“nope”"),
            (["fetch", "handwriting"], "“handwriting”"), (["fetch", "mnist", "--from="], "“”"),
            (["fetch", "mnist", "--from=/a/folder"], "http://"), (["fetch", "mnist", "x"], "“x”"),
            (["fetch", "mnist", "--nope"], "“--nope”"), (["check"], "data check FOLDER"),
            (["check", ""], "data check FOLDER"), (["check", "a", "b"], "data check FOLDER"),
            (["nope"], "“nope”")):
        tap.check(f"/data/usage/{' '.join(arguments)}",
                  failed(downhill.run("data", *arguments), 2, part))
    help_text = downhill.run("data", "--help")
    tap.check("/data/help", [word for word in ("fetch", "check", "export", "--from=URL")
                             if word not in help_text.stdout])


def test_list(tap, downhill, server):
    downhill.forget()
    lines = downhill.run("data").stdout.splitlines()
    tap.equal("/data/list/nothing", [line.split()[0] for line in lines],
              ["handwriting", "mnist", "fashion-mnist", "kmnist"])
    tap.check("/data/list/size", [] if re.search(r"not here; .*fetch mnist” downloads [\d.]+.kB",
                                                 lines[1]) else lines)
    server.serve("whole")
    downhill.run("data", "fetch", "mnist")
    contents = "300 images for training, 100 for testing, 28 × 28 pixels, 10 classes"
    tap.check("/data/list/fetched",
              done(downhill.run("data"), f"mnist          {downhill.mnist}\n"
                                         f"               {contents}; the published MNIST\n"))
    elsewhere = downhill.work / "elsewhere"
    shutil.copytree(downhill.mnist, elsewhere)
    (elsewhere / FILES[1]).write_bytes(gzip.compress(b"\0\0\x08\1" + bytes([0, 0, 1, 44])
                                                     + bytes(i % 10 for i in range(300))[::-1]))
    result = downhill.run("data", environment={"DOWNHILL_MNIST": str(elsewhere)})
    tap.check("/data/list/variable", done(result, f"mnist          {elsewhere}\n"))
    tap.check("/data/list/differs", done(result, "10 classes; differs from the published MNIST\n"))
    tap.check("/data/list/second", done(result, f"\n               {downhill.mnist}\n"))
    shutil.rmtree(elsewhere)


def write_raw(server, folder, name, plain):
    folder.mkdir(parents=True)
    for file in FILES:
        content = (server.root / name / file).read_bytes()
        (folder / (file[:-3] if plain else file)).write_bytes(
            gzip.decompress(content) if plain else content)


def test_found(tap, downhill, server):
    """What torchvision leaves, in the current folder and at home, is found by the set's name."""
    downhill.forget()
    for place, name, plain in ((downhill.work / "data/MNIST/raw", "mnist", False),
                               (downhill.work / "MNIST/raw", "mnist", True),
                               (downhill.home / "data/FashionMNIST/raw", "fashion-mnist", True),
                               (downhill.home / ".keras/datasets/fashion-mnist", "fashion-mnist",
                                False),
                               (downhill.work / "datasets/KMNIST/raw", "kmnist", False)):
        write_raw(server, place, name, plain)
        label = f"/data/found/{place.relative_to(downhill.work.parent)}"
        result = downhill.run("data")
        tap.check(label, done(result, f"{name:14} {place}\n"))
        tap.check(f"{label}/verdict", done(result, "; the published "))
        tap.check(f"{label}/train",
                  done(downhill.run("train", f"--data={name}", "--steps=1", "--quiet")))
        # The same size, other bytes: listed, but not under its name.
        file = place / (FILES[0][:-3] if plain else FILES[0])
        content = bytearray(file.read_bytes())
        content[-1] ^= 1
        file.write_bytes(content)
        result = downhill.run("data")
        tap.check(f"{label}/spoiled", done(result, f"\n               {place}\n"))
        tap.check(f"{label}/spoiled/verdict", done(result, "; differs from the published "))
        tap.check(f"{label}/spoiled/name", done(result, f"\n{name:14} not here; "))
        tap.check(f"{label}/spoiled/train",
                  failed(downhill.run("train", f"--data={name}", "--steps=1", "--quiet"), 1,
                         f"downhill data fetch {name}"))
        shutil.rmtree(place)


def test_check(tap, downhill, server):
    folder = downhill.work / "mnist"  # called as the data set is
    for plain in (False, True):
        write_raw(server, folder, "mnist", plain)
        result = downhill.run("data", "check", "mnist")
        tap.check(f"/data/check/plain {plain}", done(result, """\
300 images for training, 100 for testing, 28 × 28 pixels, 10 classes
the published MNIST
"""))
        ending = "" if plain else ".gz"
        label_file = folder / f"t10k-labels-idx1-ubyte{ending}"
        labels = bytearray(label_file.read_bytes() if plain
                           else gzip.decompress(label_file.read_bytes()))
        labels[20] ^= 1
        label_file.write_bytes(labels if plain else gzip.compress(labels))
        result = downhill.run("data", "check", "mnist")
        tap.check(f"/data/check/other plain {plain}", failed(result, 1, label_file.name, "MNIST"))
        label_file.write_bytes(label_file.read_bytes()[:20])
        result = downhill.run("data", "check", "mnist")
        tap.check(f"/data/check/cut plain {plain}", failed(result, 1, label_file.name, "byte"))
        shutil.rmtree(folder)
    # The last set's unpacked checksums are not published; the packed file beside tells.
    write_raw(server, folder, "kmnist", True)
    result = downhill.run("data", "check", folder)
    tap.check("/data/check/unknown", done(result, "unpacked, so not comparable"))
    for file in FILES:
        shutil.copy(server.root / "kmnist" / file, folder)
    tap.check("/data/check/twin", done(downhill.run("data", "check", folder),
                                       "the published KMNIST\n"))
    shutil.rmtree(folder)
    tap.check("/data/check/nothing", failed(downhill.run("data", "check", "mnist"), 1, "mnist"))
    downhill.run("data", "export", "handwriting", folder)
    tap.check("/data/check/none", done(downhill.run("data", "check", folder),
                                       "none of the published data sets\n"))
    shutil.rmtree(folder)


def read_until(master, pattern):
    seen = b""
    while not re.search(pattern, seen):
        seen += os.read(master, 1000)
    return seen


def test_interrupt(tap, downhill, server):
    """A progress line where a person looks on; Ctrl+C leaves what is complete, and nothing else."""
    downhill.forget()
    server.serve("whole")
    downhill.run("data", "fetch", "mnist")
    (downhill.mnist / FILES[2]).unlink()
    server.serve("stall")
    try:
        master, slave = pty.openpty()
    except OSError as error:
        tap.skip("/data/interrupt", str(error))
        return
    with subprocess.Popen([downhill.executable, "data", "fetch", "mnist"], cwd=downhill.work,
                          stderr=slave, env={**downhill.environment, "TINY_TIMEOUT": "60000"}
                          ) as process:
        os.close(slave)
        # GLib puts a no-break space before the unit.
        seen = read_until(master, rb"[1-9][\d.]*.{0,3}kB of [\d.]+.{0,3}kB from 127\.0\.0\.1")
        process.send_signal(signal.SIGINT)
        rest = read_until(master, rb"stopped at")
        process.wait(SECONDS)
    os.close(master)
    tap.check("/data/progress", [] if b"\r" in seen else [repr(seen)])
    tap.equal("/data/interrupt/status", process.returncode, 1)
    tap.check("/data/interrupt/message", [] if b"interrupted" in rest else [repr(rest)])
    tap.equal("/data/interrupt/files", whole_files(server, downhill.mnist), 3)
    server.serve("whole")
    tap.check("/data/interrupt/next", done(downhill.run("data", "fetch", "mnist")))
    tap.equal("/data/interrupt/next/requests", server.requests, [f"/a/mnist/{FILES[2]}"])


def main(executable):
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        subprocess.run([executable, "--write", root / "served"], check=True, timeout=SECONDS)
        server = Server(root / "served")
        downhill = Downhill(executable, root, server.address)
        test_fetch(tap, downhill, server)
        test_mirrors(tap, downhill, server)
        test_usage(tap, downhill)
        test_list(tap, downhill, server)
        test_found(tap, downhill, server)
        test_check(tap, downhill, server)
        test_interrupt(tap, downhill, server)
        server.over.set()
        server.shutdown()
        server.server_close()
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
