#!/usr/bin/env python3
# Checks the part of the house style that can be counted; src/DESIGN.md has the rest.
# SPDX-License-Identifier: MIT
#
# usage: check-style.py [ROOT]
#        check-style.py --self-test      proves that every rule can fail

import pathlib
import re
import sys
import tempfile

from tap import Tap

MAX_COLUMNS = 100
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60

FOLDERS = ("src", "tests", "ui", "data", "po", "tools", ".ci")
C_ENDINGS = (".c", ".h")
LINE_ENDINGS = C_ENDINGS + (".py", ".sh", ".css", ".build")
TRANSLATED_ENDINGS = (".ui", ".c", ".desktop.in", ".metainfo.xml.in", ".gschema.xml")

SPDX = re.compile(r"^(//|#|/\*|<!--) ?SPDX-License-Identifier: MIT( \*/| ?-->)?$")
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
GETTEXT = re.compile(r"\b(_|N_|C_|NC_|Q_|d?n?p?gettext|g_d[np]?gettext2?) ?\(")
# xgettext knows the macros of <inttypes.h>, not GLib's: it ends the message before them.
CUT_MESSAGE = re.compile(GETTEXT.pattern + r'[\s"]*G_\w+_(FORMAT|MODIFIER)\b')
TRANSLATABLE = re.compile(r'translatable="(yes|true|1)"')


def strip_code(text):
    """C without comments and the contents of strings, lines kept."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)

    def blank(match):
        kept = "\n" * match[0].count("\n")
        return kept if match[0].startswith("/") else '""' + kept

    return token.sub(blank, text)


def check_lines(path, lines):
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_COLUMNS:
            yield f"line {number}: {len(line)} columns, {MAX_COLUMNS} is the limit"
        if "\t" in line:
            yield f"line {number}: a tab"
        if line != line.rstrip():
            yield f"line {number}: blanks at the end"


def check_head(path, lines):
    start = 1 if lines[:1] and lines[0].startswith("#!") else 0
    marker = "// " if path.suffix in C_ENDINGS else "# "
    head = lines[start:start + 2] + ["", ""]
    if not head[0].startswith(marker):
        yield f'it does not begin with "{marker}one line what it is for"'
    if not SPDX.match(head[1]):
        yield "the second line is not the SPDX line"


def check_includes(root, path, lines):
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        name = match[2]
        if name.startswith("/") or ".." in name.split("/"):
            yield f'line {number}: "{name}" is not written from src'
        elif match[1] == '"' and not (root / "src" / name).is_file():
            in_tests = path.is_relative_to(root / "tests") and (
                (path.parent / name).is_file() or (root / "tests" / name).is_file())
            # Resources are made by the build.
            if not in_tests and not name.endswith("-resources.h"):
                yield f'line {number}: there is no src/{name}'


def check_functions(code):
    lines = code.splitlines()
    start = None
    for number, line in enumerate(lines):
        if line == "{" and number > 0 and lines[number - 1].rstrip().endswith(")"):
            start = number
            while start > 0 and lines[start - 1].strip():
                start -= 1
        elif line == "}" and start is not None:
            length = number - start + 1
            if length > MAX_FUNCTION_LINES:
                yield (f"line {start + 1}: a function of {length} lines, "
                       f"{MAX_FUNCTION_LINES} is the limit")
            start = None


def check_c(root, path, text, lines):
    code = strip_code(text)
    yield from check_includes(root, path, lines)
    yield from check_functions(code)
    if re.search(r"\bgoto\b", code):
        yield "goto"
    for match in CUT_MESSAGE.finditer(code):
        line = code.count("\n", 0, match.start()) + 1
        yield f"line {line}: a message with a G_…_FORMAT cannot be translated; PRIu64 can"
    if path.suffix == ".h" and "#pragma once" not in lines:
        yield "#pragma once is missing"
    if path.suffix == ".c" and len(lines) > MAX_FILE_LINES:
        yield f"{len(lines)} lines, {MAX_FILE_LINES} is the limit"


def is_translated(path, text):
    if path.suffix == ".c":
        return GETTEXT.search(strip_code(text)) is not None
    if path.suffix == ".ui":
        return TRANSLATABLE.search(text) is not None
    return path.name.endswith(TRANSLATED_ENDINGS)


def check_translation(root, files):
    """Problems of po/POTFILES.in: what is missing in it and what is no longer there."""
    potfiles = root / "po" / "POTFILES.in"
    listed = [line.strip() for line in potfiles.read_text(encoding="utf-8").splitlines()
              if line.strip() and not line.startswith("#")] if potfiles.exists() else []
    wanted = {path.relative_to(root).as_posix() for path, text in files
              if path.relative_to(root).parts[0] in ("src", "ui", "data")
              and path.name.endswith(TRANSLATED_ENDINGS) and is_translated(path, text)}
    yield from (f"missing: {name}" for name in sorted(wanted - set(listed)))
    yield from (f"there is no {name}" for name in listed if not (root / name).is_file())
    if listed != sorted(set(listed)):
        yield "not in order, or something stands twice"


def read_files(root):
    """(path, text) of every text file that has rules."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if not path.is_file() or "__pycache__" in path.parts:
                continue
            is_script = folder in ("tools", ".ci") and path.suffix == ""
            if is_script or path.name.endswith(LINE_ENDINGS + TRANSLATED_ENDINGS):
                yield path, path.read_text(encoding="utf-8")


def check_file(root, path, text):
    lines = text.splitlines()
    if text and not text.endswith("\n"):
        yield "no end of line at the end"
    if path.name.endswith(LINE_ENDINGS) or path.suffix == "":
        yield from check_lines(path, lines)
    if path.suffix in C_ENDINGS + (".py", ".sh", ""):
        yield from check_head(path, lines)
    if path.suffix in C_ENDINGS:
        yield from check_c(root, path, text, lines)


def check_tree(root):
    """Yields (what was checked, problems)."""
    files = list(read_files(root))
    for path, text in files:
        yield path.relative_to(root).as_posix(), list(check_file(root, path, text))
    yield "po/POTFILES.in", list(check_translation(root, files))


HEAD = "// What it is for.\n// SPDX-License-Identifier: MIT\n"
FUNCTION = "static int\nf (int a)\n{\n%s}\n"
HEADER = HEAD + "#pragma once\n"

# name, path, content, whether it is right; in a tree with src/engine/b.h and src/app/listed.c
CASES = [
    ("a good source", "src/engine/a.c", HEAD + '#include "engine/b.h"\n', True),
    ("a good header", "src/engine/a.h", HEADER + "int a;\n", True),
    ("no purpose", "src/engine/a.c", "\n// SPDX-License-Identifier: MIT\n", False),
    ("no licence", "src/engine/a.c", "// What it is for.\nint a;\n", False),
    ("empty", "src/engine/a.c", "", False),
    ("no end of line", "src/engine/a.c", HEAD + "int a;", False),
    ("100 columns", "src/engine/a.c", HEAD + "//" + 98 * "…" + "\n", True),
    ("101 columns", "src/engine/a.c", HEAD + "//" + 99 * "x" + "\n", False),
    ("a tab", "src/engine/a.c", HEAD + "int\ta;\n", False),
    ("blanks at the end", "src/engine/a.c", HEAD + "int a; \n", False),
    ("400 lines", "src/engine/a.c", HEAD + 398 * "int a;\n", True),
    ("401 lines", "src/engine/a.c", HEAD + 399 * "int a;\n", False),
    ("a function of 60 lines", "src/engine/a.c", HEAD + FUNCTION % (56 * "  a++;\n"), True),
    ("a function of 61 lines", "src/engine/a.c", HEAD + FUNCTION % (57 * "  a++;\n"), False),
    ("a long table", "src/engine/a.c", HEAD + "int a[] =\n{\n" + 90 * "  1,\n" + "};\n", True),
    ("goto", "src/engine/a.c", HEAD + FUNCTION % "  goto end;\n", False),
    ("goto in a comment", "src/engine/a.c", HEAD + "/* no goto */\n", True),
    ("no pragma once", "src/engine/a.h", HEAD + "int a;\n", False),
    ("include of the own folder", "src/engine/a.c", HEAD + '#include "b.h"\n', False),
    ("include upwards", "src/engine/a.c", HEAD + '#include "../engine/b.h"\n', False),
    ("absolute include", "src/engine/a.c", HEAD + "#include </usr/include/glib.h>\n", False),
    ("translated, not listed", "src/app/a.c", HEAD + 'char *a = N_("A");\n', False),
    ("translated, listed", "src/app/listed.c", HEAD + 'char *a = _("A");\n', True),
    ("gettext only in a comment", "src/app/a.c", HEAD + '/* _("A") */\n', True),
    ("translated, with a format macro of C", "src/app/listed.c",
     HEAD + 'char *a = _("A %" PRIu64 " B");\n', True),
    ("translated, with a format macro of GLib", "src/app/listed.c",
     HEAD + 'char *a = _("A "\n            "%" G_GUINT64_FORMAT " B");\n', False),
    ("format macro of GLib, not translated", "src/app/a.c",
     HEAD + 'char *a = "%" G_GUINT64_FORMAT;\n', True),
    ("user interface, not listed", "ui/a.ui", '<p translatable="yes">A</p>\n', False),
    ("user interface, no text", "ui/a.ui", "<p>A</p>\n", True),
    ("desktop entry, not listed", "data/a.desktop.in", "[Desktop Entry]\n", False),
    ("a good script", "tools/a", "#!/bin/sh\n# What for.\n# SPDX-License-Identifier: MIT\n", True),
    ("a script without purpose", "tools/a", "#!/bin/sh\n", False),
    ("list out of order", "po/POTFILES.in", "src/app/listed.c\nsrc/app/first.c\n", False),
    ("list with a lost file", "po/POTFILES.in", "src/app/gone.c\nsrc/app/listed.c\n", False),
]

BASE = {
    "src/engine/b.h": HEADER,
    "src/app/first.c": HEAD,
    "src/app/listed.c": HEAD,
    "po/POTFILES.in": "src/app/listed.c\n",
}


def self_test(tap):
    for name, path, content, right in CASES:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for file, text in {**BASE, path: content}.items():
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                (root / file).write_text(text, encoding="utf-8")
            problems = [problem for _, found in check_tree(root) for problem in found]
        tap.check(f"/style/self-test/{name}",
                  [] if bool(problems) != right else problems or ["nothing was found"])


def main(arguments):
    tap = Tap()
    if arguments == ["--self-test"]:
        self_test(tap)
    else:
        root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).parents[1]
        for name, problems in check_tree(root.resolve()):
            tap.check(f"/style/{name}", problems)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
