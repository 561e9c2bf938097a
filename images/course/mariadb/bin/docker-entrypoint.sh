#!/bin/bash
# Prepares the database on the first start, with what the environment says, and then becomes the server.
# Data that is there already is left alone: the environment has no effect on it.
#
# Every setting has two names: MARIADB_DATABASE and MYSQL_DATABASE mean the same.
set -Eeuo pipefail
shopt -s nullglob

log() {
  printf '%s [docker-entrypoint.sh] %s\n' "$(date -u '+%Y-%m-%d %H:%M:%S')" "$*"
}

fail() {
  log "Error: $*" >&2
  exit 1
}

# read_setting NAME: sets MARIADB_NAME and MYSQL_NAME from either of them, or from the file (a secret) that either of
# MARIADB_NAME_FILE and MYSQL_NAME_FILE points to.
read_setting() {
  local name value='' file='' prefix
  for prefix in MARIADB MYSQL; do
    name=${prefix}_$1
    [ -n "$value" ] || value=${!name:-}
    name=${prefix}_$1_FILE
    [ -n "$file" ] || file=${!name:-}
  done
  if [ -n "$file" ]; then
    [ -z "$value" ] || fail "$1 is set twice, as a value and as a file; only one of them can be used"
    [ -r "$file" ] || fail "the file for $1 is $file, which cannot be read"
    value=$(<"$file")
  fi
  unset "MARIADB_$1_FILE" "MYSQL_$1_FILE"
  [ -z "$value" ] || export "MARIADB_$1=$value" "MYSQL_$1=$value"
}

# Text as an SQL string, and a name as an SQL identifier.
sql_string() {
  local text=${1//\\/\\\\}
  printf "'%s'" "${text//\'/\\\'}"
}

sql_name() {
  printf '`%s`' "${1//\`/\`\`}"
}

asks_for_help() {
  local argument
  for argument in "$@"; do
    case "$argument" in
      '-?' | --help | --print-defaults | -V | --version) return 0 ;;
    esac
  done
  return 1
}

random_password() {
  head -c 24 /dev/urandom | base64 | tr '+/' '-_'
}

read_settings() {
  local name
  for name in ROOT_PASSWORD ROOT_HOST DATABASE USER PASSWORD; do
    read_setting "$name"
  done
  root_password=${MARIADB_ROOT_PASSWORD:-}
  if [ -n "${MARIADB_RANDOM_ROOT_PASSWORD:-${MYSQL_RANDOM_ROOT_PASSWORD:-}}" ]; then
    root_password=$(random_password)
    log "GENERATED ROOT PASSWORD: $root_password"
  fi
  if [ -z "$root_password" ] \
    && [ -z "${MARIADB_ALLOW_EMPTY_ROOT_PASSWORD:-${MARIADB_ALLOW_EMPTY_PASSWORD:-${MYSQL_ALLOW_EMPTY_PASSWORD:-}}}" ]; then
    cat >&2 <<'MESSAGE'
Error: there is no database yet, and nothing was said about the password of its root user. Give one of
       - MYSQL_ROOT_PASSWORD (or MARIADB_ROOT_PASSWORD): this password
       - MYSQL_RANDOM_ROOT_PASSWORD: any value; a password is made up and printed
       - MYSQL_ALLOW_EMPTY_PASSWORD: any value; root has no password
       for example: docker run -e MYSQL_ROOT_PASSWORD=secret …
MESSAGE
    exit 1
  fi
  if [ "${MARIADB_USER:-}" = root ]; then
    fail 'MYSQL_USER is for a second user: root exists anyway, its password is MYSQL_ROOT_PASSWORD'
  fi
  if [ -n "${MARIADB_USER:-}" ] && [ -z "${MARIADB_PASSWORD:-}" ]; then
    fail 'MYSQL_USER is set, but MYSQL_PASSWORD is not'
  fi
}

create_system_tables() {
  local share=/usr/share/mariadb
  {
    # The root user of this moment has no password; it gets one before anybody else can connect.
    printf '%s;\n' 'CREATE DATABASE mysql' 'USE mysql' 'SET @auth_root_socket=NULL, @skip_auth_anonymous=1'
    cat "$share/mariadb_system_tables.sql" "$share/mariadb_performance_tables.sql" \
      "$share/mariadb_system_tables_data.sql" "$share/fill_help_tables.sql" "$share/maria_add_gis_sp_bootstrap.sql" \
      "$share/mariadb_sys_schema.sql"
    # What is left for other addresses has no password.
    printf '%s;\n' 'USE mysql' "DELETE FROM global_priv WHERE User = 'root' AND Host <> 'localhost'" \
      "DELETE FROM proxies_priv WHERE Host <> 'localhost'"
  } | mariadbd "$@" --bootstrap --silent-startup --skip-networking --log-warnings=0 --max_allowed_packet=8M --enforce-storage-engine=
}

connection=(--no-defaults --disable-ssl --protocol=socket --socket=/run/mysqld/mysqld.sock --user=root)

run_sql() {
  MYSQL_PWD=$root_password mariadb "${connection[@]}" --default-character-set=utf8mb4 "$@"
}

start_temporary_server() {
  mariadbd "$@" --silent-startup --skip-networking --socket=/run/mysqld/mysqld.sock &
  server=$!
  local give_up=$((SECONDS + 120))
  until mariadb-admin "${connection[@]}" --silent ping >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$give_up" ] || fail 'the server could not be reached for two minutes while it was being prepared'
    kill -0 "$server" 2>/dev/null || fail 'the server ended while it was being prepared; the lines above say why'
    sleep 0.2
  done
}

create_accounts() {
  local root_host=${MARIADB_ROOT_HOST:-%} secret health_password
  secret=$(sql_string "$root_password")
  health_password=$(random_password)
  (
    umask 077
    printf '[client]\ndisable-ssl\nuser=healthcheck\npassword=%s\n' "$health_password" > "$data/.my-healthcheck.cnf"
  )
  # root has no password when this connects, and gets it at the end.
  {
    echo "CREATE USER healthcheck@127.0.0.1 IDENTIFIED BY '$health_password';"
    [ "$root_host" = localhost ] \
      || echo "CREATE USER 'root'@$(sql_string "$root_host") IDENTIFIED BY $secret;
        GRANT ALL ON *.* TO 'root'@$(sql_string "$root_host") WITH GRANT OPTION;"
    if [ -n "${MARIADB_DATABASE:-}" ]; then
      echo "CREATE DATABASE IF NOT EXISTS $(sql_name "$MARIADB_DATABASE");"
    fi
    if [ -n "${MARIADB_USER:-}" ]; then
      echo "CREATE USER $(sql_string "$MARIADB_USER")@'%' IDENTIFIED BY $(sql_string "$MARIADB_PASSWORD");"
      if [ -n "${MARIADB_DATABASE:-}" ]; then
        # In a grant _ and % stand for other characters; here the name is meant as it is.
        local database=${MARIADB_DATABASE//_/\\_}
        echo "GRANT ALL ON $(sql_name "${database//%/\\%}").* TO $(sql_string "$MARIADB_USER")@'%';"
      fi
    fi
    echo "SET PASSWORD FOR 'root'@'localhost' = PASSWORD($secret);"
  } | root_password='' run_sql
}

run_initialization_files() {
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    log "running $file"
    case "$file" in
      # A script that is not executable is read into this shell, so that it can use the same functions and settings.
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) run_sql ${MARIADB_DATABASE:+"$MARIADB_DATABASE"} < "$file" ;;
      *.sql.gz) gunzip -c "$file" | run_sql ${MARIADB_DATABASE:+"$MARIADB_DATABASE"} ;;
      *) log "ignoring $file" ;;
    esac
  done
}

initialize() {
  log 'creating the database'
  create_system_tables "$@"
  start_temporary_server "$@"
  create_accounts
  run_initialization_files
  kill "$server"
  wait "$server" || fail 'the server did not end in good order after it had been prepared'
  log 'the database is ready; starting the server'
}

# `docker run IMAGE --option` means the server with these options.
if [ "${1:-}" = '' ] || [ "${1:0:1}" = - ]; then
  set -- mariadbd "$@"
fi

if { [ "$1" = mariadbd ] || [ "$1" = mysqld ]; } && ! asks_for_help "$@"; then
  data=/var/lib/mysql
  if [ "$(id -u)" = 0 ]; then
    mkdir -p "$data" /run/mysqld
    find "$data" /run/mysqld \! -user mysql -exec chown mysql:mysql {} +
    # The server does not run as root: the rest is done as its own user.
    exec setpriv --reuid=mysql --regid=mysql --init-groups "$BASH" "$0" "$@"
  fi
  if [ ! -d "$data/mysql" ]; then
    read_settings
    initialize "${@:2}"
  fi
fi

exec "$@"
