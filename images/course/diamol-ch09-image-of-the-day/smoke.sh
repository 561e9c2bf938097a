docker run -d --name iotd -p 8800:80 "$IMAGE" > /dev/null
eventually 10 curl -fsS -o health.json http://localhost:8800/actuator/health
[ "$(cat health.json)" = '{"status":"UP"}' ] || fail "the health is not UP"

metrics() { curl -fsS -o metrics.txt http://localhost:8800/actuator/prometheus; }
value() {
  metrics
  grep -F "$1 " metrics.txt | sed 's/.* //'
}
[ "$(value 'iotd_api_image_load_total{status="success"}')" = 0 ] || fail "the counter does not begin with 0"
for _ in 1 2 3; do curl -fsS http://localhost:8800/image | jq -e '.url | startswith("data:image/svg+xml;base64,")' > /dev/null; done
[ "$(value 'iotd_api_image_load_total{status="success"}')" = 3 ] || fail "the counter did not count 3 pictures"
[ "$(value 'http_server_requests_seconds_count{method="GET",status="200",uri="/image"}')" = 3 ] || fail "3 requests were not counted"

# Every line is a comment or a sample, and no sample comes twice.
metrics
number='-?[0-9]+(\.[0-9]+)?'
label='[a-z_]+="[^"\\]*"'
! grep -vE "^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{$label(,$label)*\})? $number)$" metrics.txt || fail "these lines are not in the text format"
[ -z "$(grep -v '^#' metrics.txt | sed 's/ [^ ]*$//' | sort | uniq -d)" ] || fail "a sample comes twice"
for name in jvm_memory_used_bytes jvm_threads_live_threads jvm_gc_pause_seconds_count process_cpu_usage process_uptime_seconds; do
  grep -q "^$name[ {]" metrics.txt || fail "$name is missing"
done
curl -fsS -o /dev/null -D headers.txt http://localhost:8800/actuator/prometheus
grep -qi '^content-type: text/plain; version=0.0.4' headers.txt \
  || fail "the content type is not that of Prometheus"

# What visitors make up does not become a label of its own.
for path in a b c; do curl -s -o /dev/null "http://localhost:8800/$path"; done
[ "$(value 'http_server_requests_seconds_count{method="GET",status="404",uri="UNKNOWN"}')" = 3 ] || fail "unknown paths are not counted together"

docker stop -t 8 iotd > /dev/null
[ "$(docker inspect -f '{{.State.ExitCode}}' iotd)" = 143 ] || fail "the program was killed instead of ending"
