# The build stage of a front end: npm install, npm run build, and the result in a web server.
[[ "$(docker run --rm "$IMAGE" --version)" = v14.* ]] || fail 'the version'
[ "$(docker run --rm node:14 bash -c 'npm --version')" = 6.14.18 ] || fail 'npm'
mkdir app && cat > app/package.json <<'JSON'
{
  "name": "app",
  "version": "1.0.0",
  "scripts": { "build": "node build.js" },
  "dependencies": { "ejs": "^3.1.9", "dayjs": "^1.11.0" }
}
JSON
cat > app/build.js <<'JS'
const fs = require('fs');
fs.mkdirSync('build');
fs.writeFileSync('build/index.html', require('ejs').render('<h1><%= year %></h1>', { year: require('dayjs')(0).year() }));
JS
cat > app/dockerfile.prod <<'DOCKERFILE'
FROM node:14-alpine as build

WORKDIR /app

COPY package.json .

RUN npm install

COPY . .

RUN npm run build

FROM nginx:stable-alpine

COPY --from=build /app/build /usr/share/nginx/html
DOCKERFILE
docker build -q -t site -f app/dockerfile.prod app
docker run -d -p 8080:80 site
page() { [ "$(curl -sf http://localhost:8080/)" = '<h1>1970</h1>' ]; }
eventually 15 page || fail 'the built site'
docker run --rm -u node -w /home/node "$IMAGE" sh -c 'npm init -y && yarn add express@4' > log 2>&1 || { cat log; fail 'yarn'; }
grep -q 'express@4' log || fail 'yarn as the user node'
missing=$(docker run --rm -w /tmp "$IMAGE" npm install left-pad 2>&1 || true)
grep -q 'code ENOTCACHED' <<< "$missing" || fail 'the error of a missing package'
