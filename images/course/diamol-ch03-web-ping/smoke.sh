logged() { docker container logs web-ping 2>&1 | grep -E "$1" >/dev/null; }

# As the chapter runs it: no such host here, the program says so and goes on.
docker container run -d --name web-ping "$IMAGE" >/dev/null
eventually 20 logged '^#1 HEAD http://blog\.sixeyed\.com -> failed after [0-9]+ ms: no such host: blog\.sixeyed\.com'
[ "$(docker container inspect --format '{{.State.Status}}' web-ping)" = running ] || fail 'it gave up'
docker rm -f web-ping >/dev/null

# A container that does not listen.
docker network create pings >/dev/null
docker container run -d --name site --network pings diamol/ch02-hello-diamol-web >/dev/null
docker container run -d --name web-ping --network pings -e TARGET=site:81 -e INTERVAL=500 "$IMAGE" >/dev/null
eventually 10 logged '^#3 HEAD http://site:81 -> failed after [0-9]+ ms: connection refused: nothing listens on port 81 of [0-9.]+$'
docker rm -f web-ping >/dev/null

# One that does, by the settings of the environment.
docker container run -d --name web-ping --network pings --env TARGET=site --env INTERVAL=500 "$IMAGE" >/dev/null
eventually 10 logged '^#3 HEAD http://site -> 200 in [0-9]+ ms$'
started=$SECONDS
docker container stop web-ping >/dev/null
[ $((SECONDS - started)) -lt 5 ] || fail 'docker stop had to wait for it'
[ "$(docker container inspect --format '{{.State.ExitCode}}' web-ping)" = 0 ] || fail 'it did not end by itself when stopped'
docker rm web-ping >/dev/null

# A whole URL with port and path, and another method.
docker container run -d --name web-ping --network pings -e TARGET=http://site:80/missing.html -e METHOD=GET "$IMAGE" >/dev/null
eventually 10 logged '^#1 GET http://site:80/missing\.html -> 404 in [0-9]+ ms$'
docker rm -f web-ping >/dev/null

# Mistakes in the settings are named in the log.
docker container run -d --name web-ping -e 'TARGET=not a host' -e INTERVAL=often "$IMAGE" >/dev/null
eventually 10 logged 'TARGET=not a host is neither a host name nor a URL'
logged 'INTERVAL=often is not a number' || fail 'the wrong INTERVAL was not named'

# The application as a learner finds it in the image, and as a base of an own image.
[ "$(docker container run --rm "$IMAGE" pwd)" = /web-ping ] || fail 'it does not work in /web-ping'
docker container run --rm "$IMAGE" cat app.js > app.js
printf 'FROM diamol/node\nENV TARGET="blog.sixeyed.com" \\\n    METHOD="HEAD" \\\n    INTERVAL="3000"\nWORKDIR /web-ping\nCOPY app.js .\nCMD ["node", "/web-ping/app.js"]\n' > Dockerfile
docker image build --quiet --tag web-ping . >/dev/null
[[ "$(docker image ls 'w*')" == *web-ping* ]] || fail 'the image built from the same source is not listed'
docker container run -d --name own --network pings -e TARGET=site web-ping >/dev/null
own_succeeded() { docker container logs own 2>&1 | grep "http://site -> 200" >/dev/null; }
eventually 10 own_succeeded
