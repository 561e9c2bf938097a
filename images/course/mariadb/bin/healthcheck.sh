#!/bin/bash
# For HEALTHCHECK: healthcheck.sh --connect --innodb_initialized
#
# While the database is being prepared the server answers on its socket only. A server that answers on its port is past
# that, and past the start of InnoDB, without which it does not start: one question answers both. The account it asks with
# was made when the database was prepared.
set -eu

for argument in "$@"; do
  case "$argument" in
    --connect | --innodb_initialized) ;;
    *)
      echo "healthcheck.sh: this image knows --connect and --innodb_initialized, not $argument" >&2
      exit 1
      ;;
  esac
done
exec mariadb-admin --defaults-file=/var/lib/mysql/.my-healthcheck.cnf --protocol=tcp --host=127.0.0.1 --connect-timeout=5 --silent ping
