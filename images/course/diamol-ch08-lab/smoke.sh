# Without checks Docker sees nothing of the growing memory, which is really used.
[ "$(docker image inspect --format '{{.Config.Healthcheck}}' "$IMAGE")" = '<nil>' ] || fail 'the lab is already done'
docker run -d --name hog -e LOOP_INTERVAL_MS=200 -e MAX_ALLOCATION_MB=64 -e LOOP_ALLOCATION_MB=32 "$IMAGE"
ended() { docker logs hog | grep -x 'That is enough. The maximum is 64MB.'; }
eventually 15 ended
[[ $(docker logs hog) = *'Allocated: 96MB'*'Allocated: 128MB'* ]] || fail "it took less: $(docker logs hog)"
resident=$(docker exec hog awk '$1 == "VmRSS:" { print $2 }' /proc/1/status)
[ "$resident" -ge $((128 * 1024)) ] || fail "it only uses $resident kB"
! docker exec hog node memory-check.js || fail 'the check does not see that it is too much'
began=$SECONDS
docker restart hog
[ $((SECONDS - began)) -lt 8 ] || fail 'it had to be killed'
docker rm -f hog

# The lab of chapter 8, done: checked before the start, and while it runs.
mkdir solution
cat > solution/Dockerfile <<DOCKERFILE
FROM $IMAGE
HEALTHCHECK --interval=1s --retries=2 CMD node memory-check.js
CMD node memory-check.js && node memory-hog.js
DOCKERFILE
docker build --quiet --tag checked-hog solution
docker run -d --name checked -e LOOP_INTERVAL_MS=1000 -e MAX_ALLOCATION_MB=64 -e LOOP_ALLOCATION_MB=32 checked-hog
health() { [ "$(docker inspect --format '{{.State.Health.Status}}' checked)" = "$1" ]; }
eventually 20 health healthy
eventually 20 health unhealthy
[[ $(docker logs checked) = 'Memory check: OK, none allocated'* ]] || fail 'it was not checked before the start'
log=$(docker inspect --format '{{range .State.Health.Log}}{{.Output}}{{end}}' checked)
[[ $log = *'Memory check: FAIL, allocated: '*', max: 64MB'* ]] || fail "the health log says $log"
said=$(docker run --rm --memory 256m checked-hog) && fail 'it started with less memory than it is going to need'
[[ $said = *'Memory check: FAIL, none allocated, available: '*', needed: 512MB'* ]] || fail "it said $said"
