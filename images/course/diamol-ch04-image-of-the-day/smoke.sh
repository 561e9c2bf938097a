docker network create nat > /dev/null
docker run -d --name iotd -p 8800:80 --network nat "$IMAGE" > /dev/null
eventually 10 curl -fsS -o image.json http://localhost:8800/image
[ "$(jq -r 'keys | sort | join(",")' image.json)" = caption,copyright,url ] || fail "the answer is $(cat image.json)"
[ -n "$(jq -r .caption image.json)" ] || fail "there is no caption"
jq -r .url image.json | sed 's/^data:image\/svg+xml;base64,//' | base64 -d > picture.svg || fail "the address holds no picture"
grep -q '^<svg xmlns="http://www.w3.org/2000/svg"' picture.svg && grep -q '^</svg>$' picture.svg || fail "the picture is no SVG"

[ "$(curl -fsS http://localhost:8800/actuator/health)" = '{"status":"UP"}' ] || fail "the health is not UP"
[ "$(curl -s -o /dev/null -w '%{http_code}' http://localhost:8800/nothing)" = 404 ] || fail "unknown paths are answered"
[ "$(curl -s -o /dev/null -w '%{http_code}' -X POST http://localhost:8800/image)" = 405 ] || fail "POST is answered"

# Other containers find it by its name, and the log shows who asked for what.
docker run --rm --network nat diamol/base curl -fsS http://iotd/image | cmp - image.json || fail "not the same over the network"
[ "$(docker logs iotd | grep -c '^GET /image 200$')" = 2 ] || fail "the requests are not in the log"

docker exec iotd which javac mvn > /dev/null && fail "build tools are in the image"
docker stop -t 8 iotd > /dev/null
[ "$(docker inspect -f '{{.State.ExitCode}}' iotd)" = 143 ] || fail "the program was killed instead of ending"
