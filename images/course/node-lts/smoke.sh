# Runs Node.js and installs packages without a network, with npm and yarn, as root and as the user node.
version=$(docker run --rm "$IMAGE" --version)
[ "$version" = "$(docker run --rm node:lts-alpine node --version)" ] || fail 'the tags are not one version'
docker run --rm "$IMAGE" node -e "if (!process.version.startsWith('v' + process.env.NODE_VERSION)) process.exit(1)" || fail 'NODE_VERSION'
[ "$(docker run --rm "$IMAGE" yarn --version)" = 1.22.22 ] || fail 'yarn'
[ "$(docker run --rm "$IMAGE" bash -c 'id -u node')" = 1000 ] || fail 'the user node'
date=$(docker run --rm "$IMAGE" -p "new Intl.DateTimeFormat('ko', { dateStyle: 'full', timeZone: 'Asia/Seoul' }).format(0)")
[ "$date" = '1970년 1월 1일 목요일' ] || fail 'Korean'

mkdir app && cat > app/package.json <<'JSON'
{
  "name": "app",
  "version": "1.0.0",
  "license": "MIT",
  "type": "module",
  "scripts": { "start": "node app.js" },
  "dependencies": { "express": "^4.18.2", "pg": "^8.11.0", "prom-client": "^15.0.0", "winston": "^3.8.0" }
}
JSON
cat > app/app.js <<'JS'
import express from 'express';
import pg from 'pg';
import client from 'prom-client';
const visits = new client.Counter({ name: 'visits_total', help: 'Visits' });
const app = express();
app.get('/', (request, response) => {
  visits.inc();
  response.send(typeof pg.Client);
});
app.get('/metrics', async (request, response) => response.type('text').send(await client.register.metrics()));
app.listen(80);
process.on('SIGTERM', () => process.exit());
JS
cat > app/Dockerfile <<'DOCKERFILE'
FROM node AS builder
WORKDIR /src
COPY package.json .
RUN npm install

FROM node
EXPOSE 80
CMD ["node", "app.js"]
WORKDIR /app
COPY --from=builder /src/node_modules/ /app/node_modules/
COPY . .
DOCKERFILE
docker build -q -t app app
docker run -d -p 8080:80 --name app app
answers() { [ "$(curl -sf http://localhost:8080/)" = function ]; }
eventually 15 answers || fail 'an app of two stages'
curl -sf http://localhost:8080/metrics | grep -q '^visits_total 1$' || fail 'metrics'
before=$SECONDS
docker stop app
[ $((SECONDS - before)) -lt 5 ] || fail 'an app that handles SIGTERM does not stop at once'

# npm without a lock file and with one; yarn likewise, by another user.
cat > npm.sh <<'SH'
set -e
cd "$(mktemp -d)"
npm init -y
npm install express@4 uuid
rm -r node_modules
npm ci
node -e 'require("express"); require("uuid"); console.log("all there")'
SH
cat > yarn.sh <<'SH'
set -e
cd "$(mktemp -d)"
yarn init -y
yarn add express mysql2
rm -r node_modules
yarn install --frozen-lockfile
node -e 'require("express"); require("mysql2"); console.log("all there")'
SH
docker run --rm -v "$PWD:/scripts" "$IMAGE" sh /scripts/npm.sh > log 2>&1 || { cat log; fail 'npm'; }
grep -q 'all there' log || fail 'npm'
docker run --rm -u node -v "$PWD:/scripts" "$IMAGE" sh /scripts/yarn.sh > log 2>&1 || { cat log; fail 'yarn'; }
grep -q 'all there' log || fail 'yarn'
missing=$(docker run --rm -w /tmp "$IMAGE" npm install left-pad 2>&1 || true)
grep -q 'code ENOTCACHED' <<< "$missing" || fail 'the error of a missing package'
