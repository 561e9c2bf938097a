# Docker notices when the API breaks, and that it was repaired.
status() { curl --silent --output answer --write-out '%{http_code}' "http://localhost:8080/$1"; }
health() { [ "$(docker inspect --format '{{.State.Health.Status}}' api)" = "$1" ]; }
[[ $(docker image inspect --format '{{json .Config.Healthcheck.Test}}' "$IMAGE") = *curl* ]] ||
  fail 'this is not the health check of version 2'
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
