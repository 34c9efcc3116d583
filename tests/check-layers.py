#!/usr/bin/env python3
# Checks that every include and every link dependency follows the arrows between src's folders.
# SPDX-License-Identifier: MIT
#
# usage: check-layers.py [ROOT]
#        check-layers.py --self-test     proves that wrong arrows are found

import pathlib
import re
import sys
import tempfile

from tap import Tap

# The table: for each folder the other folders (or single headers) of src it may include, and the
# libraries it may use. src/DESIGN.md says why.
LAYERS = {
    "engine": ((), ("glib", "cblas", "simd", "threads")),
    "dataset": (("engine/random.h", "files"), ("glib", "gobject", "gio", "zlib", "soup")),
    "files": ((), ("glib", "gobject", "gio")),
    "snapshot": ((), ("glib", "gobject")),
    "training": (("engine", "dataset", "files", "snapshot"),
                 ("glib", "gobject", "gio", "json", "zlib", "threads")),
    "figures": (("files", "snapshot"), ("glib", "gobject", "gio", "cairo", "pango", "pixbuf")),
    "cli": (("training", "dataset", "files", "snapshot", "figures"), ("glib", "gobject", "gio")),
    "app": (("training", "dataset", "snapshot", "figures"),
            ("glib", "gobject", "gio", "gtk", "adwaita")),
    "": (("app", "cli", "engine/matrix-core.h"),  # src/main.c
         ("glib", "gobject", "gio", "gtk", "adwaita")),
}

# Library: start of its headers' names, its dependencies in meson.build. The first match counts.
LIBRARIES = {
    "gio": (("gio/", "glib/gstdio.h"), ("gio_dep", "gio_unix_dep")),
    "gobject": (("glib-object.h", "gobject/"), ("gobject_dep",)),
    "glib": (("glib.h", "glib/", "gmodule.h"), ("glib_dep",)),
    "cblas": (("cblas", "openblas"), ("cblas_dep",)),
    "simd": (("immintrin.h",), ()),
    "threads": (("pthread.h", "threads.h", "stdatomic.h"), ("thread_dep", "threads_dep")),
    "zlib": (("zlib.h",), ("zlib_dep",)),
    "cairo": (("cairo",), ("cairo_dep",)),
    "pango": (("pango/",), ("pango_dep", "pangocairo_dep")),
    "pixbuf": (("gdk-pixbuf/",), ("pixbuf_dep", "gdk_pixbuf_dep")),
    "soup": (("libsoup/",), ("soup_dep",)),
    "json": (("json-glib/",), ("json_dep",)),
    "gtk": (("gtk/", "gdk/", "gsk/", "graphene"), ("gtk_dep",)),
    "adwaita": (("adwaita.h",), ("adw_dep",)),
}

# Plain C is everybody's.
C_HEADERS = {name + ".h" for name in (
    "assert ctype errno fenv float inttypes limits locale math setjmp signal stdarg stdbool stddef "
    "stdint stdio stdlib string tgmath time unistd wchar fcntl sys/types sys/stat").split()}
C_DEPENDENCIES = {"m_dep"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>|(\S.*))', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DEPENDENCY = re.compile(r"\b(\w+_dep)\b")


def library_of(header):
    """The library a system header belongs to, "" for plain C, None where nobody knows it."""
    if header in C_HEADERS:
        return ""
    for library, (prefixes, _) in LIBRARIES.items():
        if header.startswith(prefixes):
            return library
    return None


def check_project_include(folder, header):
    target = header.partition("/")[0] if "/" in header else ""
    if target == folder:
        return None
    if target not in LAYERS or target == "":
        return f'"{header}" is not written from src: "folder/file.h"'
    allowed = LAYERS[folder][0]
    if target in allowed or header in allowed:
        return None
    return f'{folder or "main.c"} must not include "{header}"'


def check_system_include(folder, header):
    library = library_of(header)
    if library is None:
        return f"<{header}> belongs to no library of the table"
    if library and library not in LAYERS[folder][1]:
        return f'{folder or "main.c"} must not use {library}: <{header}>'
    return None


def check_source(folder, text):
    """Problems of one source file's includes."""
    problems = []
    for project, system, other in INCLUDE.findall(COMMENT.sub("", text)):
        if project:
            problems.append(check_project_include(folder, project))
        elif system:
            problems.append(check_system_include(folder, system))
        else:
            problems.append(f"#include {other}: cannot be checked")
    return [problem for problem in problems if problem]


def check_build(folder, text):
    """Problems of the dependencies in one folder's meson.build."""
    layers, libraries = LAYERS[folder]
    allowed = C_DEPENDENCIES | {layer.partition("/")[0] + "_dep" for layer in layers}
    for library in libraries:
        allowed |= set(LIBRARIES[library][1])
    code = re.sub(r"#.*", "", text)
    found = set(DEPENDENCY.findall(code)) - {folder + "_dep"}
    return [f"{folder} must not link {name}" for name in sorted(found - allowed)]


def check_tree(source):
    """Yields (path from src, problems) for every file that has rules."""
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        folder = name.partition("/")[0] if "/" in name else ""
        is_code = path.suffix in (".c", ".h")
        if not is_code and path.name != "meson.build":
            continue
        if folder not in LAYERS:
            yield name, [f"{folder} is not in the table of {pathlib.Path(__file__).name}"]
        elif is_code:
            yield name, check_source(folder, path.read_text(encoding="utf-8"))
        elif folder:
            yield name, check_build(folder, path.read_text(encoding="utf-8"))


# path from src, content, whether it is right
CASES = [
    ("engine/a.c", "#include <cblas.h>\n#include <math.h>\n#include <glib.h>\n", True),
    ("engine/a.c", '#include "engine/b.h"\n', True),
    ("engine/a.c", "#include <gio/gio.h>\n", False),
    ("engine/a.c", "#include <glib-object.h>\n", False),
    ("engine/a.c", '#include "snapshot/snapshot.h"\n', False),
    ("dataset/a.c", '#include "engine/random.h"\n', True),
    ("dataset/a.c", '#include "engine/network.h"\n', False),
    ("dataset/a.h", "  #  include <gtk/gtk.h>\n", False),
    ("snapshot/a.c", '#include "training/trainer.h"\n', False),
    ("snapshot/a.c", "#include <cairo.h>\n", False),
    ("training/a.c", '#include "engine/network.h"\n#include <json-glib/json-glib.h>\n', True),
    ("training/a.c", "#include <cairo.h>\n", False),
    ("training/a.c", '#include "figures/figure.h"\n', False),
    ("figures/a.c", '#include "snapshot/snapshot.h"\n#include <pango/pangocairo.h>\n', True),
    ("figures/a.c", '#include "dataset/dataset.h"\n', False),
    ("figures/a.c", "#include <pthread.h>\n", False),
    ("figures/a.c", "#include <gtk/gtk.h>\n", False),
    ("cli/a.c", '#include "training/trainer.h"\n', True),
    ("cli/a.c", '#include "app/window.h"\n', False),
    ("cli/a.c", "#include <gtk/gtk.h>\n", False),
    ("app/a.c", "#include <adwaita.h>\n#include <glib/gi18n-lib.h>\n", True),
    ("app/a.c", '#include "engine/random.h"\n', False),
    ("app/a.c", '#include "cli/train.h"\n', False),
    ("app/a.c", '/* #include "engine/random.h" */\n', True),
    ("app/a.c", "#include HEADER\n", False),
    ("app/a.c", '#include "window.h"\n', False),
    ("app/a.c", '#include "../engine/random.h"\n', False),
    ("app/a.c", '#include "/usr/include/glib.h"\n', False),
    ("app/a.c", "#include <curl/curl.h>\n", False),
    ("main.c", '#include "app/application.h"\n#include "cli/cli.h"\n', True),
    ("main.c", '#include "training/session.h"\n', False),
    ("extra/a.c", "#include <glib.h>\n", False),
    ("figures/meson.build", "dependencies: [snapshot_dep, gio_dep, m_dep], # gtk_dep\n", True),
    ("figures/meson.build", "figures_dep = x(dependencies: [snapshot_dep, gtk_dep])\n", False),
    ("cli/meson.build", "dependencies: [training_dep, engine_dep]\n", False),
    ("meson.build", "executable('downhill', dependencies: [cli_dep, app_dep])\n", True),
]


def self_test(tap):
    for path, content, right in CASES:
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
            problems = [problem for _, found in check_tree(pathlib.Path(folder))
                        for problem in found]
        first = content.strip().replace("\n", "; ").replace("#", "")
        tap.equal(f"/layers/self-test/{path}: {first}", not problems, right)


def main(arguments):
    tap = Tap()
    if arguments == ["--self-test"]:
        self_test(tap)
    else:
        root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).parents[1]
        for name, problems in check_tree(root / "src"):
            tap.check(f"/layers/{name}", problems)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
