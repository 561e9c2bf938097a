#!/bin/bash
# Puts WordPress into /var/www/html if it is empty, writes its settings, waits for the database and becomes the web server.
set -Eeuo pipefail

# environment_default NAME VALUE: gives a setting a value unless it has one, or a file (a secret) has it.
environment_default() {
  local file=$1_FILE
  if [ -n "${!1:-}" ] && [ -n "${!file:-}" ]; then
    echo "Error: both $1 and $file are set; only one of them can be used" >&2
    exit 1
  fi
  [ -n "${!1:-}${!file:-}" ] || export "$1=$2"
}

# An old link (docker run --link DATABASE:mysql) brings the environment of the database along, with this prefix.
is_connected_to_a_database() {
  [ -n "${!WORDPRESS_DB_*}" ] || [ -n "${!MYSQL_ENV_*}" ] || [ -n "${MYSQL_PORT_3306_TCP:-}" ]
}

put_wordpress_in_place() {
  if [ -e index.php ] || [ -e wp-includes/version.php ]; then
    return 0
  fi
  echo "WordPress: copying it to $PWD" >&2
  # What is there already, such as a mounted theme, stays as it is.
  tar -C /usr/src/wordpress --owner=www-data --group=www-data -cf - . | tar -xf - --skip-old-files
}

write_settings() {
  [ ! -s wp-config.php ] || return 0
  awk '/random text/ {
    command = "head -c 48 /dev/urandom | base64"
    command | getline secret
    close(command)
    sub("random text", secret)
  }
  { print }' /usr/src/wordpress/wp-config-docker.php > wp-config.php
  chown www-data:www-data wp-config.php
}

if [ "${1:-}" = apache2-foreground ]; then
  put_wordpress_in_place
  # Without a word about a database WordPress asks for it on its first page.
  if is_connected_to_a_database; then
    environment_default WORDPRESS_DB_HOST mysql
    environment_default WORDPRESS_DB_USER "${MYSQL_ENV_MYSQL_USER:-root}"
    if [ "${WORDPRESS_DB_USER:-}" = root ]; then
      environment_default WORDPRESS_DB_PASSWORD "${MYSQL_ENV_MYSQL_ROOT_PASSWORD:-}"
    else
      environment_default WORDPRESS_DB_PASSWORD "${MYSQL_ENV_MYSQL_PASSWORD:-}"
    fi
    environment_default WORDPRESS_DB_NAME "${MYSQL_ENV_MYSQL_DATABASE:-wordpress}"
    write_settings
    # The web server starts in any case: its page says what is wrong.
    php /usr/src/prepare-database.php || true
  fi
fi

exec "$@"
