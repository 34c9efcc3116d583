# Prints results of checks as the Test Anything Protocol, version 13.
# SPDX-License-Identifier: MIT

import sys


class Tap:
    """Counts what it prints; finish() gives the exit status."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, name, problems):
        """One line "ok" where problems is empty, else "not ok" and each problem as a comment."""
        self.count += 1
        self.failed += bool(problems)
        print(f"{'not ok' if problems else 'ok'} {self.count} {name}")
        for problem in problems:
            print(f"# {problem}")

    def equal(self, name, found, expected):
        """check() that two values are equal."""
        self.check(name, [] if found == expected else [f"found    {found!r}",
                                                       f"expected {expected!r}"])

    def skip(self, name, reason):
        """A line for what cannot be checked here, and why."""
        self.count += 1
        print(f"ok {self.count} {name} # SKIP {reason}")

    def finish(self):
        print(f"1..{self.count}")
        sys.stdout.flush()
        return 1 if self.failed else 0
