# Runs Node.js, installs packages without a network with npm and yarn, and serves with the commands of the course.
[[ "$(docker run --rm "$IMAGE" --version)" = v18.* ]] || fail 'an option alone is for node'
[ "$(docker run --rm -e GREETING=hi "$IMAGE" node -p 'process.env.GREETING')" = hi ] || fail 'a command'
[ "$(echo 'console.log(6 * 7)' | docker run --rm -i "$IMAGE")" = 42 ] || fail 'node reads from stdin'
[ "$(docker run --rm -u node node:18 sh -c 'id -u; cd; pwd' | xargs)" = '1000 /home/node' ] || fail 'the user node'

mkdir app && cd app
cat > package.json <<'JSON'
{
  "name": "app",
  "version": "1.0.0",
  "license": "MIT",
  "main": "src/index.js",
  "scripts": { "dev": "nodemon src/index.js", "build": "node -e \"console.log('built by ' + process.version)\"" },
  "dependencies": { "express": "^4.18.2", "mysql2": "^3.0.0", "uuid": "^9.0.0", "wait-port": "^1.0.4" },
  "devDependencies": { "nodemon": "^2.0.20" }
}
JSON
mkdir src && cat > src/index.js <<'JS'
const app = require('express')();
app.get('/', (request, response) => response.send(`hello from ${process.env.MYSQL_HOST}`));
app.listen(3000, () => console.log('Listening on port 3000'));
process.on('SIGTERM', () => process.exit());
JS

docker network create todo-app
docker run -dp 3000:3000 \
  -w /app -v "$(pwd):/app" \
  --network todo-app \
  -e MYSQL_HOST=mysql \
  -e MYSQL_USER=root \
  -e MYSQL_PASSWORD=secret \
  -e MYSQL_DB=todos \
  node:18-alpine \
  sh -c "yarn install && yarn run dev"
hello() { [ "$(curl -sf http://localhost:3000/)" = 'hello from mysql' ]; }
eventually 90 hello || fail 'yarn install && yarn run dev'
sed -i 's/hello/good day/' src/index.js
changed() { [ "$(curl -sf http://localhost:3000/)" = 'good day from mysql' ]; }
eventually 15 changed || fail 'nodemon does not see a change'

cat > Dockerfile <<'DOCKERFILE'
FROM node:18-alpine
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn install --production
COPY . .
CMD ["node", "src/index.js"]
DOCKERFILE
echo node_modules > .dockerignore
docker build -q -t getting-started .
docker run -d -p 8080:3000 -e MYSQL_HOST=image --name built getting-started
built() { [ "$(curl -sf http://localhost:8080/)" = 'good day from image' ]; }
eventually 15 built || fail 'the image built with yarn install --production'
docker exec built test -d node_modules/express || fail 'express is not installed'
! docker exec built test -d node_modules/nodemon || fail 'nodemon is installed, too'

missing=$(docker run --rm "$IMAGE" sh -c 'cd /tmp && npm init -y && npm install left-pad; yarn add left-pad' 2>&1 || true)
grep -q ENOTCACHED <<< "$missing" && grep -q "find any versions for \"left-pad\"" <<< "$missing" || fail 'the error of a missing package'
docker run --rm -u node -w /home/node "$IMAGE" sh -c 'npm init -y && npm install express && npm ls' > log 2>&1 || { cat log; fail 'npm'; }
grep -q 'express@' log || fail 'npm as the user node'
[[ "$(docker run --rm -v "$PWD:/app" -w /app "$IMAGE" npm run build)" = *'built by v18'* ]] || fail 'npm run build'
