#!/bin/sh
# Installs the system libraries that Qt needs, where that is allowed (Debian family as root);
# elsewhere prints the one line to run. Quick when nothing is missing. Never fails the build:
# the program itself names what is missing when its window cannot start.
set -u

offscreen="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libxkbcommon0 libfontconfig1"
window="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"

[ "$(uname -s)" = Linux ] || exit 0
if ! command -v dpkg-query >/dev/null 2>&1; then
    command -v ldconfig >/dev/null 2>&1 || exit 0
    if ! ldconfig -p 2>/dev/null | grep -q 'libEGL\.so\.1'; then
        echo "Qt needs the system libraries EGL, GL, glib, dbus, xkbcommon, fontconfig and xcb-cursor:" >&2
        echo "install them with your system's package manager, then run make again." >&2
    fi
    exit 0
fi

missing=""
for package in $offscreen $window; do
    # Debian 13 and Ubuntu 24.04 renamed libglib2.0-0 to libglib2.0-0t64.
    if ! dpkg-query -W -f '${Status}\n' "$package" "${package}t64" 2>/dev/null | grep -q 'ok installed'; then
        missing="$missing $package"
    fi
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing system libraries:$missing"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null \
        || echo "Could not install:$missing" >&2
else
    echo "Qt needs system libraries that are missing here. Please run:" >&2
    echo "  sudo apt-get install -y$missing" >&2
fi
exit 0
