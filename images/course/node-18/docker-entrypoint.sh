#!/bin/sh
# Options alone (docker run IMAGE --version) and files to run (docker run IMAGE app.js) are meant for node; anything
# else is a command of its own.
set -e
if [ "${1#-}" != "$1" ] || ! command -v "$1" >/dev/null || { [ -f "$1" ] && ! [ -x "$1" ]; }; then
  set -- node "$@"
fi
exec "$@"
