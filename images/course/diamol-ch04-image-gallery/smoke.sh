docker network create nat >/dev/null
docker container run -d --name gallery -p 8802:80 --network nat "$IMAGE" >/dev/null
page() { curl -s -o page.html -w '%{http_code}' http://localhost:8802/; }
# Looks for words in a page with a certain status.
shows() { [ "$(page)" = "$1" ] && grep -F "$2" page.html >/dev/null; }

# Alone it says what it misses, and goes on.
eventually 30 shows 503 'No such host: iotd'
grep -F 'The image service does not answer' page.html >/dev/null || fail 'the page does not say which service is missing'

# The three of chapter 4 on one network.
docker container run --name accesslog -d -p 8801:80 --network nat diamol/ch04-access-log >/dev/null
docker container run --name iotd -d -p 8800:80 --network nat diamol/ch04-image-of-the-day >/dev/null
eventually 30 shows 200 '<img src="'
grep -E '<img src="(data:image/|https?://)' page.html >/dev/null || fail 'the page has no picture'
grep -F 'ZgotmplZ' page.html >/dev/null && fail 'the template refused the picture'
[ "$(curl -s http://localhost:8801/stats)" = '{"logs":1}' ] || fail 'the visit was not reported once'
gateway=$(docker network inspect --format '{{(index .IPAM.Config 0).Gateway}}' nat)
[[ "$(docker container logs accesslog)" == *"access from $gateway"* ]] || fail 'the address of the visitor was not reported'

# Other addresses by the settings of the environment: here one where nothing listens.
docker container run -d --name other -p 8803:80 --network nat -e ACCESS_API_URL=http://iotd:81/other "$IMAGE" >/dev/null
misses_log() { curl -s -o other.html -w '%{http_code}' http://localhost:8803/ | grep -x 503 && grep 'Connection refused by' other.html; }
eventually 10 misses_log
grep -F 'The access log does not answer' other.html >/dev/null || fail 'a missing access log is not named'
grep -F 'This page needs http://iotd:81/other' other.html >/dev/null || fail 'the address of the access log is not named'
[ "$(curl -s http://localhost:8801/stats)" = '{"logs":1}' ] || fail 'a visit without a page was reported'

# What a service sends stays text, and an address that is no picture is not shown.
docker container rm -f iotd >/dev/null
answer() {
  docker container rm -f iotd >/dev/null 2>&1 || true
  docker container run -d --name iotd --network nat -e ANSWER="$1" diamol/node \
    node -e 'require("node:http").createServer((_, response) => response.end(process.env.ANSWER)).listen(80)' >/dev/null
}
answer '{"url": "https://example.org/a.png", "caption": "<b>bold</b>", "copyright": "Ada"}'
eventually 10 shows 200 '&lt;b&gt;bold&lt;/b&gt;'
answer '{"url": "javascript:alert(1)", "caption": "", "copyright": ""}'
eventually 10 shows 503 'its answer has no address of an image'
answer 'no JSON'
eventually 10 shows 503 'its answer is not the JSON of an image'

started=$SECONDS
docker container stop gallery >/dev/null
[ $((SECONDS - started)) -lt 5 ] || fail 'docker stop had to wait for it'
[ "$(docker container inspect --format '{{.State.ExitCode}}' gallery)" = 0 ] || fail 'it did not end by itself when stopped'
