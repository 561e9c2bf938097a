#!/bin/bash
# Prepares the database on the first start, with what the environment says, and then becomes the server.
# Data that is there already is left alone: the environment has no effect on it.
set -Eeuo pipefail
shopt -s nullglob

fail() {
  printf 'Error: %s\n' "$@" >&2
  exit 1
}

# read_setting NAME DEFAULT: takes a setting from the file that NAME_FILE points to (a secret), else from NAME.
read_setting() {
  local name=$1 file_name=$1_FILE value=$2
  if [ -n "${!name:-}" ] && [ -n "${!file_name:-}" ]; then
    fail "both $name and $file_name are set; only one of them can be used"
  fi
  if [ -n "${!name:-}" ]; then
    value=${!name}
  elif [ -n "${!file_name:-}" ]; then
    [ -r "${!file_name}" ] || fail "$file_name points to ${!file_name}, which cannot be read"
    value=$(<"${!file_name}")
  fi
  export "$name=$value"
  unset "$file_name"
}

asks_for_help() {
  local argument
  for argument in "$@"; do
    case "$argument" in
      '-?' | --help | --describe-config | -V | --version) return 0 ;;
    esac
  done
  return 1
}

refuse_to_start_without_password() {
  [ -z "$POSTGRES_PASSWORD" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ] || return 0
  cat >&2 <<'MESSAGE'
Error: there is no database yet, and no password for its superuser was given.
       Give one with POSTGRES_PASSWORD, for example: docker run -e POSTGRES_PASSWORD=secret postgres

       With POSTGRES_HOST_AUTH_METHOD=trust everyone may connect without a password. Do not do that with data that
       matters.
MESSAGE
  exit 1
}

create_cluster() {
  local arguments=()
  [ -z "${POSTGRES_INITDB_WALDIR:-}" ] || arguments+=(--waldir "$POSTGRES_INITDB_WALDIR")
  # The arguments of POSTGRES_INITDB_ARGS may be quoted, as in a shell.
  eval "initdb --username=\"\$POSTGRES_USER\" --pwfile=<(printf '%s\n' \"\$POSTGRES_PASSWORD\") \
    \"\${arguments[@]}\" ${POSTGRES_INITDB_ARGS:-} -D \"\$PGDATA\""
  local method=${POSTGRES_HOST_AUTH_METHOD:-$(postgres -C password_encryption "${server_arguments[@]}")}
  printf '\nhost all all all %s\n' "$method" >> "$PGDATA/pg_hba.conf"
}

run_sql() {
  PGHOST='' PGHOSTADDR='' psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --no-password "$@"
}

create_database() {
  [ "$POSTGRES_DB" = postgres ] || run_sql --dbname postgres --set database="$POSTGRES_DB" <<'SQL'
CREATE DATABASE :"database";
SQL
}

run_initialization_files() {
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    echo "$0: running $file"
    case "$file" in
      # A script that is not executable is read into this shell, so that it can use psql with the same settings.
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) run_sql --dbname "$POSTGRES_DB" --file "$file" ;;
      *.sql.gz) gunzip -c "$file" | run_sql --dbname "$POSTGRES_DB" ;;
      *) echo "$0: ignoring $file" ;;
    esac
  done
}

initialize() {
  create_cluster
  # Until everything is in place the server answers on its socket only, so that no other container meets a half-made
  # database. PGPASSWORD is for scripts and for settings that ask for a password on the socket too.
  export PGPASSWORD="${PGPASSWORD:-$POSTGRES_PASSWORD}"
  local options
  printf -v options '%q ' "${server_arguments[@]}" -c 'listen_addresses=' -p "${PGPORT:-5432}"
  pg_ctl -D "$PGDATA" -o "$options" -w start
  create_database
  run_initialization_files
  pg_ctl -D "$PGDATA" -m fast -w stop
  unset PGPASSWORD
  printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

# `docker run IMAGE -c name=value` means the server with these arguments.
if [ "${1:-}" = "" ] || [ "${1:0:1}" = - ]; then
  set -- postgres "$@"
fi

if [ "$1" = postgres ] && ! asks_for_help "$@"; then
  if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA" /run/postgresql
    chmod 700 "$PGDATA"
    find "$PGDATA" \! -user postgres -exec chown postgres:postgres {} +
    chown postgres:postgres /run/postgresql
    if [ -n "${POSTGRES_INITDB_WALDIR:-}" ]; then
      mkdir -p "$POSTGRES_INITDB_WALDIR"
      chown -R postgres:postgres "$POSTGRES_INITDB_WALDIR"
    fi
    # The server refuses to run as root: the rest is done as its own user.
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$BASH" "$0" "$@"
  fi
  if [ -s "$PGDATA/PG_VERSION" ]; then
    printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
  else
    read_setting POSTGRES_PASSWORD ''
    read_setting POSTGRES_USER postgres
    read_setting POSTGRES_DB "$POSTGRES_USER"
    read_setting POSTGRES_INITDB_ARGS ''
    refuse_to_start_without_password
    server_arguments=("${@:2}")
    initialize
  fi
fi

exec "$@"
