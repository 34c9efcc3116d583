#!/bin/sh
# Runs a command on a display of its own that nobody sees, away from the user's settings and bus.
# SPDX-License-Identifier: MIT
#
# usage: headless.sh COMMAND [ARGUMENT…]
#   SCREEN=1440x900    size of the screen
#   HEADLESS_BUS=1     also start a private session bus, for tests that talk over D-Bus
# GSK_RENDERER, GDK_DEBUG and GTK_A11Y may be set too. Without Xvfb the test is skipped, in TAP.

skip ()
{
  echo "1..0 # SKIP $1"
  exit 0
}

bail_out ()
{
  echo "Bail out! $1"
  exit 1
}

command -v Xvfb >/dev/null || skip "Xvfb is not installed"
[ -z "$HEADLESS_BUS" ] || command -v dbus-daemon >/dev/null || skip "dbus-daemon is not installed"

private=$(mktemp -d) || exit 1
child= server= bus=
clean_up ()
{
  for process in $child $bus $server; do
    kill "$process" 2>/dev/null
  done
  wait
  rm -rf "$private"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkdir -m 700 "$private/run"
mkdir -p "$private/config/gtk-4.0" "$private/cache" "$private/data"
printf '[Settings]\ngtk-font-name=Cantarell 11\n' >"$private/config/gtk-4.0/settings.ini"

# Xvfb looks for a free number itself: choosing one here would race with other tests.
mkfifo "$private/display"
Xvfb -displayfd 3 -screen 0 "${SCREEN:-1440x900}x24" -nolisten tcp -noreset \
  3>"$private/display" >"$private/server.log" 2>&1 &
server=$!
read -r number <"$private/display" || { cat "$private/server.log" >&2; bail_out "no Xvfb"; }

unset WAYLAND_DISPLAY XAUTHORITY
export DISPLAY=":$number" GDK_BACKEND=x11 GSETTINGS_BACKEND=memory LC_ALL=C.UTF-8
export GSK_RENDERER="${GSK_RENDERER:-cairo}" GDK_DEBUG="${GDK_DEBUG:-gl-disable}"
export GTK_A11Y="${GTK_A11Y:-test}"
export XDG_CONFIG_HOME="$private/config" XDG_CACHE_HOME="$private/cache"
export XDG_DATA_HOME="$private/data" XDG_RUNTIME_DIR="$private/run" HOME="$private"
export DBUS_SESSION_BUS_ADDRESS=unix:path=/dev/null/none

if [ -n "$HEADLESS_BUS" ]; then
  mkfifo "$private/bus"
  dbus-daemon --session --nofork --nopidfile --print-address=3 \
    3>"$private/bus" >"$private/bus.log" 2>&1 &
  bus=$!
  read -r DBUS_SESSION_BUS_ADDRESS <"$private/bus" ||
    { cat "$private/bus.log" >&2; bail_out "no session bus"; }
fi

# In the background, so that a signal reaches the traps while the command runs.
"$@" &
child=$!
wait "$child"
status=$?
child=
exit "$status"
