#!/bin/sh
# Fills the caches of npm and yarn: reads a package.json per line, installs it with both, and keeps nothing but what
# they have put into their caches.
#
# usage: fill.sh NPM_CACHE YARN_CACHE
set -eu

npm_cache=$1
yarn_cache=$2

# The certificate of the registry is nobody's. It answers at once or never.
export npm_config_strict_ssl=false npm_config_fetch_retries=0 npm_config_cache="$npm_cache"
yarn config set strict-ssl false > /dev/null

while read -r manifest; do
  rm -rf /tmp/project
  mkdir /tmp/project
  cd /tmp/project
  echo "$manifest" > package.json
  # All packages belong into the cache, also those that this version of Node.js would not take.
  npm install --legacy-peer-deps --ignore-scripts --no-package-lock --no-audit --no-fund --no-update-notifier
  rm -rf node_modules
  yarn install --ignore-scripts --ignore-engines --no-lockfile --non-interactive \
    --cache-folder "$yarn_cache"
done

# What is left over from the work, and yarn's second copy of each package, packed.
rm -rf /tmp/project "$npm_cache/_logs" "$npm_cache/_update-notifier-last-checked"
find "$yarn_cache" -name .yarn-tarball.tgz -delete
