#!/bin/sh
# What the image of PostgreSQL 11.5 did and today's does not: when no password is given, everyone may connect.
set -eu

case "${1:-postgres}" in
  postgres | -*)
    if [ ! -s "$PGDATA/PG_VERSION" ] \
      && [ -z "${POSTGRES_PASSWORD:-}${POSTGRES_PASSWORD_FILE:-}${POSTGRES_HOST_AUTH_METHOD:-}" ]; then
      echo 'WARNING: no password was given (POSTGRES_PASSWORD), so everyone who reaches this database may use it.' >&2
      export POSTGRES_HOST_AUTH_METHOD=trust
    fi
    ;;
esac

exec docker-entrypoint.sh "$@"
