# Routes come and go with labelled containers; requests are shared out; what cannot be routed is said.
docker network create web
docker run -d --name router --network web -p 8020:80 -p 8080:8080 -v /var/run/docker.sock:/var/run/docker.sock:ro "$IMAGE"
routes() { curl -sf http://localhost:8080/api/routes; }
get() { curl -s --resolve "$1:8020:127.0.0.1" "http://$1:8020$2"; }
code() { curl -s -o /dev/null -w '%{http_code}' --resolve "$1:8020:127.0.0.1" "http://$1:8020$2"; }
eventually 30 routes || fail 'does not start'
[ "$(code whoami.local /)" = 404 ] || fail 'a route too many'
get whoami.local / | grep 'No container has labels' || fail 'page without a route'

cat > compose.yml <<'YML'
services:
  whoami:
    image: diamol/base
    command: sh -c 'mkdir /www && hostname > /www/index.html && exec busybox httpd -f -p 80 -h /www'
    labels:
      router.host: whoami.local
      router.port: "80"
    networks: [web]
  api:
    image: diamol/base
    command: sh -c 'mkdir -p /www/api && echo api > /www/api/index.html && exec busybox httpd -f -p 8000 -h /www'
    expose: ["8000"]
    labels:
      router.host: whoami.local
      router.path: /api
    networks: [web]
networks:
  web:
    external: true
YML
docker compose up -d --scale whoami=3
three() { [ "$(routes | jq '[.routes[] | select(.path == "/") | .targets[]] | length')" = 3 ]; }
eventually 30 three || fail "routes: $(routes)"
names() { for _ in 1 2 3 4 5 6; do get whoami.local /; done | sort | uniq -c | awk '{ print $1 }' | xargs; }
in_turn() { [ "$(names)" = '2 2 2' ]; }
eventually 15 in_turn || fail "shared out: $(names)"
[ "$(get whoami.local /api/)" = api ] || fail 'a longer path comes first, the port is the exposed one'
[ "$(code other.local /)" = 404 ] || fail 'another host'

# One container fewer: no request goes there any more.
docker rm -f "$(docker compose ps -q whoami | head -n 1)"
two() { [ "$(routes | jq '[.routes[] | select(.path == "/") | .targets[]] | length')" = 2 ]; }
eventually 15 two || fail 'a removed container stays'
[ "$(names)" = '3 3' ] || fail 'requests to a removed container'

# Headers, bodies and WebSockets pass.
cat > server.mjs <<'JS'
import { createServer } from 'node:http';
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  response.end(JSON.stringify({ host: request.headers.host, from: request.headers['x-forwarded-for'], url: request.url, body }));
});
server.on('upgrade', (request, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: echo\r\n\r\n');
  socket.pipe(socket);
});
server.listen(3000);
JS
docker run -d --name echo --network web --label router.path=/echo --label router.port=3000 -v "$PWD/server.mjs:/server.mjs" --entrypoint node "$IMAGE" /server.mjs
echoes() { [ "$(curl -s -d 'a=1' 'http://localhost:8020/echo/x?y=z' | jq -c '[.host, .url, .body, (.from | length > 6)]')" = '["localhost:8020","/echo/x?y=z","a=1",true]' ]; }
eventually 30 echoes || fail "request: $(curl -s -d 'a=1' 'http://localhost:8020/echo/x?y=z')"
exec 3<> /dev/tcp/localhost/8020
printf 'GET /echo HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: echo\r\n\r\n' >&3
read -r -t 5 line <&3 && [ "${line:0:12}" = 'HTTP/1.1 101' ] || fail "upgrade: $line"
while read -r -t 5 line <&3 && [ "$line" != $'\r' ]; do :; done
echo 'through the tunnel' >&3
read -r -t 5 line <&3 && [ "$line" = 'through the tunnel' ] || fail "after the upgrade: $line"
exec 3>&-

# What cannot work is named.
docker run -d --name silent --network web --label router.host=silent.local --label router.port=81 diamol/base sleep infinity
docker run -d --name far --label router.host=far.local --label router.port=80 diamol/base sleep infinity
docker run -d --name unclear --network web --label router.host=unclear.local diamol/base sleep infinity
named() { [ "$(routes | jq -c '[.problems[].container] | sort')" = '["far","unclear"]' ]; }
eventually 15 named || fail "problems: $(routes)"
[ "$(code silent.local /)" = 502 ] || fail 'silent target'
get silent.local / | grep 'silent (.*:81) does not answer: ECONNREFUSED' || fail 'page for a silent target'
curl -sf http://localhost:8080/ | grep 'shares no network with the router' || fail 'status page'
docker network connect web far
near() { routes | jq -e '.routes[] | select(.host == "far.local")'; }
eventually 15 near || fail 'a network connected later'

docker stop --time 5 router && [ "$(docker inspect -f '{{.State.ExitCode}}' router)" = 0 ] || fail 'should stop by itself'
docker run -d --name blind -p 8081:8080 "$IMAGE"
says() { curl -sf http://localhost:8081/ | grep 'Is its socket mounted?'; }
eventually 15 says || fail 'no word about the missing socket'
