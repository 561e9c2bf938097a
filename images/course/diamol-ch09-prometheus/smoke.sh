docker network create nat >/dev/null
docker container run -d --name iotd --network nat diamol/ch09-image-of-the-day >/dev/null
docker container run -d --name accesslog1 --network nat --network-alias accesslog diamol/ch09-access-log >/dev/null
docker container run -d --name accesslog2 --network nat --network-alias accesslog diamol/ch09-access-log >/dev/null
docker container run -d --name image-gallery --network nat -p 8010:80 diamol/ch09-image-gallery >/dev/null
# In place of a Docker Engine, which has no metrics unless it is told to.
docker container run -d --name engine --network nat diamol/node node -e '
  const metrics = "# TYPE engine_daemon_container_states_containers gauge\nengine_daemon_container_states_containers{state=\"running\"} 6\n";
  require("node:http").createServer((_, response) => response.setHeader("Content-Type", "text/plain").end(metrics)).listen(9323)' >/dev/null
visited() { curl -sf -o /dev/null http://localhost:8010/; }
eventually 30 visited
visited && visited

# As the image is, and with the address of the engine and the same configuration, only faster, mounted in its place.
docker container run -d --name plain --network nat -p 8090:9090 "$IMAGE" >/dev/null
docker container run --rm --entrypoint cat "$IMAGE" /etc/prometheus/prometheus.yml | sed 's/10s/1s/' > prometheus.yml
grep -F '${DOCKER_HOST}:9323' prometheus.yml >/dev/null || fail 'the configuration of the image names no engine'
docker container run -d --name prometheus --network nat -e DOCKER_HOST=engine -p 8091:9090 \
  -v "$PWD/prometheus.yml:/etc/prometheus/prometheus.yml:ro" "$IMAGE" >/dev/null

# Every service is watched, the one of two containers twice. Without DOCKER_HOST there is no engine to be missed.
targets() { curl -s "http://localhost:$1/api/v1/targets" | jq -r ".data.activeTargets[] | $2" | sort | tr '\n' ' '; }
all_up() { [ "$(targets 8091 '.labels.job, .health')" = "access-log access-log docker image-gallery iotd-api up up up up up " ]; }
eventually 15 all_up
all_there() { [ "$(targets 8090 .labels.job)" = 'access-log access-log image-gallery iotd-api ' ]; }
eventually 10 all_there
[ "$(targets 8090 .scrapeInterval)" = '10s 10s 10s 10s ' ] || fail 'it does not collect every 10 seconds'

# What the visits left behind, added up over all containers.
value() { curl -s http://localhost:8091/api/v1/query --data-urlencode "query=$1" | jq -r '.data.result[0].value[1]'; }
has_value() { [ "$(value "$1")" = "$2" ]; }
eventually 10 has_value 'sum(access_log_total) without(hostname, instance)' 3
eventually 10 has_value 'sum(image_gallery_requests_total{code="200"}) without(instance)' 3
eventually 10 has_value 'engine_daemon_container_states_containers{state="running"}' 6
eventually 10 has_value 'count(up{job="access-log"} == 1)' 2

started=$SECONDS
docker container stop prometheus >/dev/null
[ $((SECONDS - started)) -lt 8 ] || fail 'docker stop had to wait for it'
[ "$(docker container inspect --format '{{.State.ExitCode}}' prometheus)" = 0 ] || fail 'it did not end by itself when stopped'
