# Docker notices when the API breaks, and that it was repaired.
status() { curl --silent --output answer --write-out '%{http_code}' "http://localhost:8080/$1"; }
health() { [ "$(docker inspect --format '{{.State.Health.Status}}' api)" = "$1" ]; }
[[ $(docker image inspect --format '{{json .Config.Healthcheck.Test}}' "$IMAGE") = *http-check.js* ]] ||
  fail 'this is not the health check of version 3'
docker run -d --name api -p 8080:80 --health-interval 1s --health-retries 2 "$IMAGE"
eventually 20 health healthy
for call in 1 2 3; do [ "$(status rng)" = 200 ] || fail "call $call got no number"; done
[ "$(status rng)" = 500 ] || fail 'it did not break'
eventually 20 health unhealthy
last=$(docker inspect --format '{{range .State.Health.Log}}{{.ExitCode}} {{.Output}}{{end}}' api)
[[ $last = *500* ]] || fail "the health log does not tell the status: $last"
[ "$(docker inspect --format '{{.State.Status}}' api)" = running ] || fail 'the container should still be running'
[ "$(status reset)" = 200 ] || fail 'it cannot be reset'
eventually 20 health healthy

# The program for the check can be used for other checks, too.
docker exec api node http-check.js -u http://localhost/version || fail 'an address that answers counts as broken'
! docker exec api node http-check.js -u http://localhost/nowhere || fail 'status 404 counts as well'
! docker exec api node http-check.js -u http://localhost:81/ || fail 'an address where nobody listens counts as well'
