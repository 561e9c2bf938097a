#!/bin/sh
# A configuration file starts the registry with it, a subcommand of the registry runs that, anything else runs as it is.
set -e

case "$1" in
  *.yaml | *.yml) set -- registry serve "$@" ;;
  serve | garbage-collect | help | -*) set -- registry "$@" ;;
esac

exec "$@"
