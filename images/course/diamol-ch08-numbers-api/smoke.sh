# Version 1 breaks after three calls, and Docker does not notice.
status() { curl --silent --output answer --write-out '%{http_code}' "http://localhost:8080/$1"; }
alive() { [ "$(status health)" = 200 ]; }
docker run -d --name api -p 8080:80 "$IMAGE"
eventually 15 alive
for call in 1 2 3; do
  [ "$(status rng)" = 200 ] || fail "call $call got no number"
  [[ $(cat answer) =~ ^[0-9]{1,2}$ ]] || fail "this is no number: $(cat answer)"
done
[ "$(status rng) $(status rng) $(status health)" = '500 500 500' ] || fail 'it did not break'
[[ $(docker logs api) = *Unhealthy* ]] || fail 'the log does not say so'
[ "$(docker inspect --format '{{.State.Status}} {{.State.Health}}' api)" = 'running <nil>' ] ||
  fail 'Docker should know nothing about its health'
[ "$(status reset) $(status rng)" = '200 200' ] || fail 'it was not repaired'
docker restart api
eventually 15 alive
began=$SECONDS
docker rm -f "$(docker stop api)"
[ $((SECONDS - began)) -lt 8 ] || fail 'it had to be killed'

# How long it lasts can be set, also with a name that many shells cannot handle.
docker run -d --name api -p 8080:80 -e Rng:FailAfter:Count=1 "$IMAGE"
eventually 15 alive
[ "$(status rng) $(status rng)" = '200 500' ] || fail 'it did not break after one call'
docker rm -f api
docker run -d --name api -p 8080:80 -e Rng__FailAfter__Enabled=false "$IMAGE"
eventually 15 alive
for call in 1 2 3 4 5 6; do [ "$(status rng)" = 200 ] || fail "call $call failed, though it must not break"; done
