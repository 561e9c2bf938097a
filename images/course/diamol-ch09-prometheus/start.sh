#!/bin/sh
# Starts Prometheus with the address of the Docker Engine's machine (the environment variable DOCKER_HOST) in its
# configuration: Prometheus itself does not look at the environment there.
set -eu
sed "s|\${DOCKER_HOST}|${DOCKER_HOST:-}|g" /etc/prometheus/prometheus.yml > /tmp/prometheus.yml
exec /bin/prometheus "$@"
