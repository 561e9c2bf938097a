# apt works without a network, in a container and in a build; a package that is not there is an error; dpkg, bash, tags.
docker run --rm "$IMAGE" cat /etc/os-release | grep '^VERSION_CODENAME=trixie$' || fail 'os-release'
docker run --rm debian:bookworm-slim cat /etc/debian_version | grep '^13' || fail 'tags'
docker run --rm "$IMAGE" bash -c 'dpkg --list | wc -l; ls /etc/apt/sources.list.d/*.disabled; grep -c "^# Debian packages" /etc/apt/sources.list.d/*.disabled' || fail 'dpkg, or no disabled sources'
docker run --rm --network none "$IMAGE" bash -c '! apt-get install -y tree' > /dev/null || fail 'installs without an update'
docker run --name tools --network none "$IMAGE" bash -c '
  apt-get update && ! apt-get install -y gcc && apt-get install -y --no-install-recommends iputils-ping net-tools vim-tiny nano stress &&
  ping -V && netstat --version && vim.tiny --version && nano --version && stress --version' > log 2>&1 || { tail -n 20 log; fail 'tools'; }
grep -E 'Unable to locate package gcc|no installation candidate' log || fail 'the error of a missing package'
mkdir build && cat > build/Dockerfile <<'DOCKERFILE'
FROM debian:trixie-slim
RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
ENTRYPOINT ["curl"]
DOCKERFILE
docker build -q --network none -t curl build
docker run --rm curl --version | grep '^curl 8' || fail 'curl'
