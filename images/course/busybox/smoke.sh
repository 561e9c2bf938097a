# A shell, its commands, a web server and a client on one network, and accounts as Dockerfiles make them.
[ "$(docker run --rm "$IMAGE" echo hello)" = hello ] || fail 'echo'
[ "$(docker run --rm -i "$IMAGE" <<< 'echo $((6 * 7))')" = 42 ] || fail 'sh reads its input'
docker run --rm "$IMAGE" sh -c 'ls / && date && hostname && id && vi --help 2>&1 && shuf -i 1-9 -n 1' | grep 'uid=0(root)' || fail 'commands'
docker run --rm "$IMAGE" busybox | grep 'BusyBox v1\.37' || fail 'version'
docker run --rm busybox:1.37 true || fail 'tag 1.37'
docker network create try
docker run -d --name web --network try --network-alias shop "$IMAGE" sh -c 'mkdir /www; echo served > /www/index.html; exec httpd -f -p 80 -h /www'
answers() { [ "$(docker run --rm --network try "$IMAGE" wget -q -O - http://shop)" = served ]; }
eventually 20 answers || fail 'httpd and wget'
docker run --rm --network try "$IMAGE" nslookup shop | grep 'Address: *172' || fail 'nslookup'
docker run --rm --network try "$IMAGE" ping -c 1 shop | grep '1 packets received' || fail 'ping'
mkdir build && cat > build/Dockerfile <<'DOCKERFILE'
FROM busybox
RUN addgroup -S crew && adduser -S -D -H -G crew sailor && adduser -D visitor && addgroup visitor crew
USER sailor
CMD ["id"]
DOCKERFILE
docker build -q -t accounts build
docker run --rm accounts | grep -E '^uid=[1-9][0-9]*\(sailor\) gid=[1-9][0-9]*\(crew\)' || fail 'adduser'
docker run --rm -u visitor accounts sh -c 'cd && pwd && id' | tr '\n' ' ' | grep '^/home/visitor .*(crew)' || fail 'home and group'
