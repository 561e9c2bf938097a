# A shell; a program copied in from an earlier stage, an exported root file system, an honest apk.
[ "$(docker run --rm "$IMAGE" echo hello)" = hello ] || fail 'echo'
[ "$(docker run --rm alpine:3.9 sh -c 'cd; pwd')" = /root ] || fail 'tag 3.9'
docker run --rm "$IMAGE" cat /etc/os-release | grep 'stand-in for Alpine' || fail 'os-release is not honest'
said=$(docker run --rm "$IMAGE" apk add curl 2>&1) && fail 'apk pretends to work'
grep -q 'cannot install packages' <<< "$said" || fail 'apk does not say why'
mkdir build && cat > build/Dockerfile <<'DOCKERFILE'
FROM busybox AS first
RUN echo '#!/bin/sh' > /root/mainApp && echo 'echo "started in $PWD"' >> /root/mainApp && chmod +x /root/mainApp
FROM alpine:latest
RUN addgroup -S app && adduser -S app -G app
WORKDIR /root
COPY --from=0 /root/mainApp .
CMD ["./mainApp"]
DOCKERFILE
docker build -q -t mainapp build
[ "$(docker run --rm mainapp)" = 'started in /root' ] || fail 'COPY --from=0'
docker run --rm --user app mainapp id | grep '(app) gid=[0-9]*(app)' || fail 'USER'
mkdir rootfs
docker export $(docker run -d alpine) | tar -C rootfs -x
[ -L rootfs/bin/sh ] && [ -x rootfs/bin/busybox ] && [ -s rootfs/etc/ssl/certs/ca-certificates.crt ] || fail 'export'
docker pull -q busybox
shared=$(docker image inspect --format '{{index .RootFS.Layers 0}}' busybox)
[ "$(docker image inspect --format '{{index .RootFS.Layers 0}}' "$IMAGE")" = "$shared" ] || fail 'the layer of busybox is not shared'
