# The book's Dockerfiles: one file that is run as it is, and an app of two stages.
mkdir web-ping access-log access-log/src
cat > web-ping/app.js <<'JS'
const http = require('http');
const { TARGET, METHOD, INTERVAL } = process.env;
setInterval(() => {
  const request = http.request(`http://${TARGET}`, { method: METHOD }, (response) => {
    console.log(`${METHOD} ${TARGET} ${response.statusCode}`);
    response.resume();
  });
  request.on('error', (error) => console.log(error.message));
  request.end();
}, Number(INTERVAL));
JS
cat > web-ping/Dockerfile <<'DOCKERFILE'
FROM diamol/node

ENV TARGET="blog.sixeyed.com"
ENV METHOD="HEAD"
ENV INTERVAL="3000"

WORKDIR /web-ping
COPY app.js .

CMD ["node", "/web-ping/app.js"]
DOCKERFILE
cat > access-log/src/package.json <<'JSON'
{ "name": "access-log", "version": "1.0.0", "main": "server.js", "dependencies": { "express": "^4.18.0" } }
JSON
cat > access-log/src/server.js <<'JS'
const app = require('express')();
let count = 0;
app.head('/stats', (request, response) => response.end());
app.get('/stats', (request, response) => response.json({ count: ++count }));
app.listen(80);
JS
cat > access-log/Dockerfile <<'DOCKERFILE'
FROM diamol/node AS builder

WORKDIR /src
COPY src/package.json .

RUN npm install

# app
FROM diamol/node

EXPOSE 80
CMD ["node", "server.js"]

WORKDIR /app
COPY --from=builder /src/node_modules/ /app/node_modules/
COPY src/ .
DOCKERFILE
docker network create nat
docker image build -t access-log access-log
docker container run --name accesslog -d -p 8001:80 --network nat access-log
counts() { curl -sf http://localhost:8001/stats | grep -q '"count":'; }
eventually 15 counts || fail 'the app of two stages'
docker image build --tag web-ping web-ping
docker container run -d --network nat -e TARGET=accesslog/stats -e INTERVAL=200 --name ping web-ping
pings() { docker container logs ping | grep -q 'HEAD accesslog/stats 200'; }
eventually 15 pings || fail 'web-ping'
# Both images and diamol/node have Node.js in common.
first() { docker image inspect --format '{{index .RootFS.Layers 4}}' "$1"; }
[ "$(first diamol/node)" = "$(first web-ping)" ] && [ "$(first diamol/node)" = "$(first access-log)" ] || fail 'the layers are not shared'
