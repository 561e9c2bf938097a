docker network create nat >/dev/null
docker container run --name accesslog -d -p 8801:80 --network nat "$IMAGE" >/dev/null
stats() { curl -s http://localhost:8801/stats; }
none_yet() { [ "$(stats)" = '{"logs":0}' ]; }
eventually 10 none_yet

# Visits are counted, and nothing else is.
post() { curl -s -o answer.txt -w '%{http_code}' -H 'Content-Type: application/json' -d "$1" http://localhost:8801/access-log; }
[ "$(post '{"clientIp": "172.18.0.1"}')" = 201 ] || fail 'a visit was not accepted'
[ "$(cat answer.txt)" = '{"logs":1}' ] || fail 'the answer to a visit is not the new number'
[ "$(post '{"clientIp": "::ffff:172.18.0.9"}')" = 201 ] || fail 'a second visit was not accepted'
[ "$(post '{"clientIp": "<script>"}')" = 400 ] || fail 'something that is no address was accepted'
[ "$(post '{"clientIp"')" = 400 ] || fail 'something that is no JSON was accepted'
[ "$(stats)" = '{"logs":2}' ] || fail "the number of visits is wrong: $(stats)"
[ "$(curl -s -o /dev/null -w '%{http_code}' http://localhost:8801/other)" = 404 ] || fail 'an unknown path was answered'
[[ "$(docker container logs accesslog)" == *'access from 172.18.0.1'* ]] || fail 'the visit is not in the log'

# By its name, from a container on the same network.
[ "$(docker container run --rm --network nat diamol/base curl -s http://accesslog/stats)" = '{"logs":2}' ] ||
  fail 'another container does not reach it by name'

# It ends when it is told to, and counts from the beginning when it starts again.
started=$SECONDS
docker container stop accesslog >/dev/null
[ $((SECONDS - started)) -lt 5 ] || fail 'docker stop had to wait for it'
[ "$(docker container inspect --format '{{.State.ExitCode}}' accesslog)" = 0 ] || fail 'it did not end by itself when stopped'
docker container start accesslog >/dev/null
eventually 10 none_yet

# The same source with the chapter's Dockerfile, as a learner builds it.
docker container cp accesslog:/app src >/dev/null 2>&1
rm -r src/node_modules
cat > Dockerfile <<'DOCKERFILE'
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
docker image build --quiet -t access-log . >/dev/null
docker container run -d -p 8811:80 access-log >/dev/null
own_answers() { [ "$(curl -s http://localhost:8811/stats)" = '{"logs":0}' ]; }
eventually 10 own_answers
