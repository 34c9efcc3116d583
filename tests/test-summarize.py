#!/usr/bin/env python3
# Test of summarize.py: what is counted as passed, failed and skipped.
# SPDX-License-Identifier: MIT

import contextlib
import io
import json
import sys
import tempfile

import summarize
from tap import Tap

# name, result as Meson gives it, standard output, expected (passed, failed, skipped)
PROGRAMS = [
    ("all good", "OK", "TAP version 13\n1..2\nok 1 /a\nok 2 /b\n", (2, 0, 0)),
    ("plan at the end", "OK", "ok 1 a\nok 2 b\n1..2\n", (2, 0, 0)),
    ("one bad", "FAIL", "1..2\nok 1 /a\nnot ok 2 /b\n", (1, 1, 0)),
    ("one skipped", "OK", "1..2\nok 1 /a\nok 2 /b # SKIP no data\n", (1, 0, 1)),
    ("skipped check in lower case", "OK", "1..1\nok 1 /b # skip\n", (0, 0, 1)),
    ("to do", "OK", "1..2\nok 1 /a\nnot ok 2 /b # TODO later\n", (1, 0, 1)),
    ("name with a number sign", "OK", "1..1\nok 1 /a #2\n", (1, 0, 0)),
    ("whole program skipped", "SKIP", "1..0 # SKIP no display\n", (0, 0, 1)),
    ("a program without checks is no pass", "OK", "1..0\n", (0, 0, 0)),
    ("comments and nested lines", "OK", "# ok 9\n1..1\n    ok 1 inner\nok 1 /a\n", (1, 0, 0)),
    ("crashed before the plan", "ERROR", "", (0, 1, 0)),
    ("crashed half way", "FAIL", "1..4\nok 1 /a\n", (1, 3, 0)),
    ("crashed after the last check", "ERROR", "1..1\nok 1 /a\n", (1, 1, 0)),
    ("out of time", "TIMEOUT", "ok 1 /a\n", (1, 1, 0)),
    ("interrupted", "INTERRUPT", "1..3\nok 1 /a\n", (1, 0, 1)),
    ("interrupted at once", "INTERRUPT", "", (0, 0, 1)),
    ("failed, then interrupted", "INTERRUPT", "1..3\nnot ok 1 /a\n", (0, 1, 1)),
    ("bail out", "ERROR", "1..2\nok 1 /a\nBail out! broken\n", (1, 1, 0)),
    ("says good, checks missing", "OK", "1..3\nok 1 /a\n", (1, 2, 0)),
    ("exit code, good", "OK", None, (1, 0, 0)),
    ("exit code, good with output", "OK", "all is fine\n", (1, 0, 0)),
    ("exit code, bad", "FAIL", "", (0, 1, 0)),
    ("exit code, skipped", "SKIP", "", (0, 0, 1)),
]

# name, arguments, expected standard output, expected exit status
SUMS = [
    ("sum", ["3 passed, 0 failed, 1 skipped", "2 passed, 0 failed, 0 skipped"],
     "5 passed, 0 failed, 1 skipped", 0),
    ("sum with a failure", ["3 passed, 0 failed, 1 skipped", "2 passed, 1 failed, 0 skipped"],
     "5 passed, 1 failed, 1 skipped", 1),
    ("a line that is no summary is a failure", ["3 passed, 0 failed, 1 skipped", "Killed"],
     "3 passed, 1 failed, 1 skipped", 1),
    ("nothing passed", ["0 passed, 0 failed, 2 skipped"], "0 passed, 0 failed, 2 skipped", 1),
    ("nothing at all", [], "0 passed, 0 failed, 0 skipped", 1),
]


def run_main(arguments):
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        status = summarize.main(arguments)
    return output.getvalue().strip(), status


def main():
    tap = Tap()
    for name, result, stdout, expected in PROGRAMS:
        test = {"result": result}
        if stdout is not None:
            test["stdout"] = stdout
        tap.equal(f"/summarize/program/{name}", tuple(summarize.count_test(test)), expected)

    with tempfile.NamedTemporaryFile("w", suffix=".json") as log:
        for _, result, stdout, _ in PROGRAMS[:4]:
            log.write(json.dumps({"result": result, "stdout": stdout}) + "\n")
        log.flush()
        tap.equal("/summarize/log", run_main([log.name]), ("6 passed, 1 failed, 1 skipped", 1))

    for name, arguments, text, status in SUMS:
        tap.equal(f"/summarize/{name}", run_main(["--add", *arguments]), (text, status))
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
