#!/usr/bin/env python3
# A tour of the window from outside: by keyboard, by the names a screen reader says, by its actions.
# SPDX-License-Identifier: MIT
#
# usage: test-tour.py DOWNHILL SCHEMAS     on a display and a session bus of its own: headless.sh
#
# It knows no page and no control: pages are what Alt and a figure lead to, controls what is found
# on them.

import importlib
import os
import re
import shutil
import subprocess
import sys
import time

from tap import Tap

try:
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError):
    Atspi = None

bus = importlib.import_module("test-bus")

SYSTEM_PYTHON = "/usr/bin/python3"  # the one that distributions install gi for
MOST_STOPS = 60  # of the Tab key on a page
PATIENCE = 20

# Ends the tour, or asks the desktop for something.
LEFT_ALONE = re.compile(r"…|Close|Minimi[sz]e|Maximi[sz]e|Restore|Download")
TYPE = re.compile(r"(Gtk|Adw|Dh)([A-Z][a-z]+)+")


def wait_for(what, find):
    """The first true thing that find() returns."""
    begun_at = time.monotonic()
    while time.monotonic() - begun_at < PATIENCE:
        found = find()
        if found:
            return found
        let_work(0.05)
    raise TimeoutError(f"waited in vain for {what}")


def let_work(seconds):
    """Takes what the accessibility bus tells, for so long."""
    context = GLib.MainContext.default()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not context.iteration(False):
            time.sleep(0.01)


def press(*keys):
    subprocess.run(["xdotool", "key", *keys], check=True, timeout=PATIENCE)


def focus_window():
    """Nobody manages the windows here: what closed has taken the focus with it."""
    subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Downhill$",
                    "windowfocus", "--sync"], check=True, timeout=PATIENCE)


def get_action(name):
    return bus.describe(name)[1]


class Focus:
    """What has the keyboard's focus, as it is told."""

    def __init__(self):
        self.latest = None
        self.listener = Atspi.EventListener.new(self.take)
        self.listener.register("object:state-changed:focused")

    def take(self, event):
        if event.detail1:
            self.latest = event.source

    def move(self, key):
        """Presses a key; what has the focus then, or None where nothing was told."""
        self.latest = None
        press(key)
        end = time.monotonic() + 2
        while self.latest is None and time.monotonic() < end:
            let_work(0.02)
        return self.latest


def find_application():
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(i)
        if child is not None and "downhill" in (child.get_name() or "").lower():
            return child
    return None


def is_visible(node):
    """GTK 4.8 has no state for it: what is not shown has no size."""
    try:
        box = node.get_extents(Atspi.CoordType.WINDOW)
        return box.width > 0 and box.height > 0
    except GLib.Error:
        return True


def walk(node):
    """All that can be seen, top to bottom."""
    node.clear_cache()
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None and is_visible(child):
            yield from walk(child)


def get_nodes(application):
    """[(node, name, role)] of now; the tree may change while it is walked."""
    for _ in range(5):
        try:
            return [(node, node.get_name() or "", node.get_role()) for node in walk(application)]
        except GLib.Error:
            let_work(0.2)
    return []


def get_name(node):
    """Its own, or that of what it is the inner part of. What has none, GTK calls by its type."""
    for _ in range(4):
        if node is None:
            return ""
        name = node.get_name() or ""
        if name and not TYPE.fullmatch(name):
            return name
        node = node.get_parent()
    return ""


def check_welcome(tap, application):
    names = [name for _, name, role in get_nodes(application) if role == Atspi.Role.PUSH_BUTTON]
    doors = ("Built-in Digits", "MNIST", "The Lecture’s Page")
    tap.check("/tour/welcome/doors", [door for door in doors if door not in names])
    press("Escape")
    wait_for("the pages", lambda: any(role == Atspi.Role.IMAGE and name == "Loss" for _, name, role
                                      in get_nodes(application)))
    tap.equal("/tour/welcome/put-away", get_action("page"), "'training'")


def find_pages():
    """The keys and names of the pages."""
    pages = {}
    for key in [f"alt+{n}" for n in range(1, 10)]:
        press(key)
        let_work(0.3)
        pages.setdefault(get_action("page"), key)
    return pages


def show_page(page, key):
    """Whatever is open, and has the keys to itself, is put away before."""
    def shows():
        focus_window()
        press("Escape", key)
        let_work(0.5)
        return get_action("page") == f"'{page}'"

    wait_for(f"the page {page}", shows)


def check_names(tap, page, nodes):
    kinds = (Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX,
             Atspi.Role.RADIO_BUTTON, Atspi.Role.SLIDER, Atspi.Role.SPIN_BUTTON, Atspi.Role.IMAGE,
             Atspi.Role.COMBO_BOX, Atspi.Role.ENTRY)
    nameless = []
    for node, name, role in nodes:
        states = node.get_state_set()
        if role in kinds and states.contains(Atspi.StateType.FOCUSABLE) and not get_name(node):
            nameless.append(f"{node.get_role_name()} in {get_name(node.get_parent())}")
    tap.check(f"/tour/{page}/names", nameless)


def check_figures(tap, page, nodes, when):
    """A figure tells its numbers, not that it is one. What is an icon is not focusable."""
    silent = []
    count = 0
    for node, name, role in nodes:
        if role != Atspi.Role.IMAGE or not name:
            continue
        if not node.get_state_set().contains(Atspi.StateType.FOCUSABLE):
            continue
        count += 1
        if not re.search(r"\d", node.get_description() or ""):
            silent.append(f"{name}: {node.get_description()!r}")
    tap.check(f"/tour/{page}/figures-{when}", silent)
    return count


def check_tab(tap, page, focus):
    """The focus moves on with every press, and what has it has a name."""
    stops = []
    problems = []
    silent = False
    first = None
    for _ in range(MOST_STOPS):
        node = focus.move("Tab")
        if node is None:
            # GTK 4.8 does not tell of the text of an entry row.
            if silent:
                problems.append(f"the focus stays at {stops[-1:]}")
                break
            silent = True
            continue
        silent = False
        if node == first:
            break
        first = first or node
        name = get_name(node)
        if not name and node.get_role() != Atspi.Role.SCROLL_PANE:
            problems.append(f"no name: {node.get_role_name()} after {stops[-1:]}")
        stops.append(name)
    tap.check(f"/tour/{page}/tab", problems)
    tap.check(f"/tour/{page}/tab-stops", [] if len(set(stops)) > 12 else [stops])


def check_switches(tap):
    """Every switch of the window goes over and back."""
    for name in re.findall(r"'([\w-]+)'", bus.call("List")):
        kind, state = bus.describe(name)
        if kind == "" and state in ("true", "false"):
            bus.activate(name)
            over = get_action(name)
            bus.activate(name)
            tap.equal(f"/tour/switch/{name}", (over, get_action(name)),
                      ("false" if state == "true" else "true", state))


def press_buttons(tap, page, key, application, seen):
    """Every button of a page but those in seen; what opens is put away, the page comes back."""
    for node, name, role in get_nodes(application):
        if role not in (Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.RADIO_BUTTON):
            continue
        if not name or name in seen or TYPE.fullmatch(name) or LEFT_ALONE.search(name):
            continue
        seen.add(name)
        try:
            if node.get_n_actions() > 0:
                node.do_action(0)
        except GLib.Error:
            continue  # gone with something pressed before
        let_work(0.05)
        press("Escape")
    bus.activate("pause")
    show_page(page, key)
    tap.check(f"/tour/{page}/buttons", [] if seen else ["none"])


def check_training(tap, application):
    bus.activate("data", "'handwriting'")
    bus.activate("learning-rate", "0.1")
    bus.activate("reset")
    bus.wait_for("ready")
    press("ctrl+Return")
    running = bus.wait_until("running", lambda status: status["step"] > 0)
    press("ctrl+Return")
    paused = bus.wait_for("paused", running["step"])
    press("ctrl+period")
    tap.equal("/tour/train", bus.wait_for("paused", paused["step"] + 1)["step"],
              paused["step"] + 1)
    # Steep enough for anybody's numbers to overflow.
    bus.activate("hidden", "'256,128,64'")
    bus.wait_for("ready")
    bus.activate("learning-rate", "20.0")
    press("ctrl+Return")
    diverged = bus.wait_for("diverged")
    tap.check("/tour/diverge", [] if diverged["message"] else [diverged])
    press("alt+1")
    let_work(1)
    told = [node.get_description() for node, name, _ in get_nodes(application) if name == "Loss"]
    tap.check("/tour/diverge-told", [] if any("iverged" in text for text in told) else told)


def run_tour(tap, process):
    subprocess.run(["gdbus", "wait", "--session", "--timeout", str(PATIENCE), bus.NAME],
                   check=True)
    bus.wait_for("ready")
    application = wait_for("the accessibility bus", find_application)
    focus_window()
    focus = Focus()
    check_welcome(tap, application)
    pages = find_pages()
    tap.check("/tour/pages", [] if len(pages) >= 4 else list(pages))
    n_figures = 0
    bus.activate("run-to", "uint64 50")
    bus.wait_for("paused", 50)
    for quoted, key in pages.items():
        page = quoted.strip("'")
        show_page(page, key)
        nodes = get_nodes(application)
        check_names(tap, page, nodes)
        n_figures += check_figures(tap, page, nodes, "paused")
        check_tab(tap, page, focus)
    tap.check("/tour/figures", [] if n_figures > 3 else [n_figures])
    check_switches(tap)
    seen = set()
    for quoted, key in pages.items():
        show_page(quoted.strip("'"), key)
        press_buttons(tap, quoted.strip("'"), key, application, seen)
    check_training(tap, application)
    bus.activate("quit", path=bus.APPLICATION)
    errors = process.communicate(timeout=PATIENCE)[1]
    tap.equal("/tour/quit", (process.returncode, errors.splitlines()), (0, []))


def main(downhill, schemas):
    for program in ("gdbus", "xdotool"):
        if shutil.which(program) is None:
            print(f"1..0 # SKIP {program} is not installed")
            return 0
    if Atspi is None:
        print("1..0 # SKIP Python has no Atspi: gir1.2-atspi-2.0 and python3-gi")
        return 0
    tap = Tap()
    environment = dict(os.environ, GTK_A11Y="atspi", GSETTINGS_SCHEMA_DIR=schemas)
    with subprocess.Popen([downhill], stderr=subprocess.PIPE, text=True,
                          env=environment) as process:
        try:
            run_tour(tap, process)
        except (OSError, TypeError, GLib.Error, subprocess.SubprocessError) as error:
            tap.check("/tour/finished", [f"{type(error).__name__}: {error}"])
        finally:
            if process.poll() is None:
                process.kill()
    return tap.finish()


if __name__ == "__main__":
    if Atspi is None and os.path.realpath(sys.executable) != os.path.realpath(SYSTEM_PYTHON) \
            and os.access(SYSTEM_PYTHON, os.X_OK):
        os.execv(SYSTEM_PYTHON, [SYSTEM_PYTHON, *sys.argv])
    sys.exit(main(*(os.path.abspath(argument) for argument in sys.argv[1:3])))
