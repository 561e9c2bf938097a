#!/bin/sh
# Becomes redis-server, as its own user, with what `docker run` was given as its arguments.
set -eu

# `docker run IMAGE --appendonly yes` and `docker run IMAGE /path/redis.conf` mean the server with these arguments.
case "${1:-}" in
  '' | -* | *.conf) set -- redis-server "$@" ;;
esac

# A fresh Redis answers nobody outside its container. That is right for a computer and of no use in a container, whose
# port nobody reaches unless it is published; whoever sets protected-mode gets what was set.
open_to_other_containers() {
  for argument in "$@"; do
    case "$argument" in
      -v | --version | -h | --help | --test-memory | --check-system | --protected-mode | -) return 1 ;;
      *.conf) if grep -q '^[[:space:]]*protected-mode' "$argument" 2>/dev/null; then return 1; fi ;;
    esac
  done
}

if [ "$1" = redis-server ]; then
  shift
  if open_to_other_containers "$@"; then
    set -- "$@" --protected-mode no
  fi
  set -- redis-server "$@"
  if [ "$(id -u)" = 0 ]; then
    find . \! -user redis -exec chown redis:redis {} +
    # By its path: the shell has a setpriv of its own that cannot change the user.
    set -- /usr/bin/setpriv --reuid=redis --regid=redis --init-groups "$@"
  fi
fi

exec "$@"
