#!/bin/sh
# serve: read-only, on a unix socket, for the sandboxes. cache: another registry's images, on a unix socket of its own.
# publish: read-write, on a TCP port, for npm start alone.
set -eu

case "${1:-}" in
  serve) socket=/run/drydock-registry/registry.sock ;;
  cache) socket=/run/drydock-registry/cache.sock ;;
  publish) socket='' ;;
  *)
    echo "usage: serve | cache | publish" >&2
    exit 2
    ;;
esac

if [ -n "$socket" ]; then
  # A socket left behind by a kill would make the registry refuse to listen.
  rm -f "$socket"
  # Connecting to a socket needs write permission on it; the sandbox decides inside who may.
  umask 0
fi

exec docker-registry serve "/etc/drydock-registry/$1.yml"
