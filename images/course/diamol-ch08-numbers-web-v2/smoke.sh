# Version 2 ends at once when there is no API, and starts when there is one.
open_page() { curl --fail --silent http://localhost:8082/; }
docker network create nat
! docker run --name without --network nat "$IMAGE" > said 2>&1 || fail 'it started without the API'
[ "$(docker inspect --format '{{.State.ExitCode}}' without)" = 6 ] || fail "it ended for another reason: $(cat said)"
docker run -d --name numbers-api --network nat diamol/ch08-numbers-api
api() { docker exec numbers-api curl --fail --silent http://localhost/health; }
eventually 15 api
docker run -d --name web --network nat -p 8082:80 "$IMAGE"
eventually 15 open_page
[[ $(curl --silent --request POST http://localhost:8082/) = *'Here it is'* ]] || fail 'there is no number'
began=$SECONDS
docker stop web
[ $((SECONDS - began)) -lt 8 ] || fail 'it had to be killed'
