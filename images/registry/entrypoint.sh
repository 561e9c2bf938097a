#!/bin/sh
# serve: read-only, on a unix socket, for the sandboxes. publish: read-write, on a TCP port, for npm start alone.
set -eu

case "${1:-}" in
  serve)
    # A socket left behind by a kill would make the registry refuse to listen.
    rm -f /run/drydock-registry/registry.sock
    # Connecting to a socket needs write permission on it; the sandbox decides inside who may.
    umask 0
    ;;
  publish) ;;
  *)
    echo "usage: serve | publish" >&2
    exit 2
    ;;
esac

exec docker-registry serve "/etc/drydock-registry/$1.yml"
