#!/usr/bin/env python3
# Counts the single checks in Meson's testlog.json and prints "N passed, N failed, N skipped".
# SPDX-License-Identifier: MIT
#
# usage: summarize.py TESTLOG.JSON
#        summarize.py --add LINE…       the sum of several such lines
#
# Exit status 0 where something passed and nothing failed, else 1. A test program that crashed, ran
# out of time or broke the protocol counts as one failure at least, and a check that was announced
# and never made as one each; but one that was interrupted counts as skipped once.

import collections
import json
import re
import sys

Counts = collections.namedtuple("Counts", "passed failed skipped")

POINT = re.compile(r"(not )?ok\b[^#]*(?:#\s*(skip|todo)\b)?", re.IGNORECASE)
PLAN = re.compile(r"1\.\.(\d+)\s*(?:#\s*(skip))?", re.IGNORECASE)
SUMMARY = re.compile(r"(\d+) passed, (\d+) failed, (\d+) skipped")

GOOD_RESULTS = ("OK", "EXPECTEDFAIL")


def add(counts):
    return Counts(*(sum(column) for column in zip(*counts))) if counts else Counts(0, 0, 0)


def count_points(text):
    """What a TAP text says, and how many checks it promised; None where it is no TAP."""
    passed = failed = skipped = 0
    planned = None
    for line in text.splitlines():
        plan = PLAN.match(line)
        point = POINT.match(line)
        if plan:
            planned = int(plan[1])
            skipped += planned == 0 and plan[2] is not None
        elif point and point[2]:
            skipped += 1
        elif point:
            passed += point[1] is None
            failed += point[1] is not None
    return Counts(passed, failed, skipped), planned


def count_test(test):
    """One test program: an object of testlog.json."""
    good = test["result"] in GOOD_RESULTS
    skip = test["result"] == "SKIP"
    counts, planned = count_points(test.get("stdout") or "")
    if test["result"] == "INTERRUPT":
        return counts._replace(skipped=counts.skipped + 1)
    if planned is None and sum(counts) == 0:
        return Counts(int(good), int(not good and not skip), int(skip))
    failed = counts.failed + max(0, (planned or 0) - sum(counts))
    if failed == 0 and not good and not skip:
        failed = 1
    return counts._replace(failed=failed)


def count_log(path):
    with open(path, encoding="utf-8") as log:
        return add([count_test(json.loads(line)) for line in log if line.strip()])


def main(arguments):
    if arguments[:1] == ["--add"]:
        found = [SUMMARY.fullmatch(line.strip()) for line in arguments[1:]]
        counts = add([Counts(*map(int, match.groups())) if match else Counts(0, 1, 0)
                      for match in found])
    elif len(arguments) == 1:
        counts = count_log(arguments[0])
    else:
        print("usage: summarize.py TESTLOG.JSON | --add LINE…", file=sys.stderr)
        return 2
    print(f"{counts.passed} passed, {counts.failed} failed, {counts.skipped} skipped")
    return 0 if counts.passed > 0 and counts.failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
