docker network create nat >/dev/null
for number in 1 2; do
  docker container run -d --name "log$number" --network nat --network-alias accesslog -p "880$number:80" "$IMAGE" >/dev/null
done
metric() { curl -s "http://localhost:880$1/metrics" | sed -n "s/^$2 //p"; }
ready() { [ "$(metric 1 access_client_ip_current)" = 0 ] && [ "$(metric 2 access_client_ip_current)" = 0 ]; }
eventually 10 ready
counted() { metric "$1" "access_log_total{hostname=\"$(docker container inspect --format '{{.Config.Hostname}}' "log$1")\"}"; }
[ "$(counted 1)" = 0 ] || fail 'the count does not begin at 0'

# Visits by name: whichever container gets them, together they have them all.
docker container run --rm --network nat diamol/base sh -euc 'for visit in 1 2 3 4 5 6; do
  curl -sf -o /dev/null -H "Content-Type: application/json" -d "{\"clientIp\": \"10.0.0.$((visit % 3))\"}" http://accesslog/access-log
done'
[ $(($(counted 1) + $(counted 2))) = 6 ] || fail 'the counts of the two containers do not add up'
[ "$(curl -s http://localhost:8801/stats)" = "{\"logs\":$(counted 1)}" ] || fail 'the metric and /stats differ'

# One address that comes again is one address.
for visit in 1 2 3; do
  curl -sf -o /dev/null -H 'Content-Type: application/json' -d '{"clientIp": "10.0.0.9"}' http://localhost:8801/access-log
done
addresses=$(metric 1 access_client_ip_current)
[ "$addresses" -ge 1 ] && [ "$addresses" -le 4 ] || fail "three visits from one address count as $addresses addresses"

curl -s -D headers.txt -o metrics.txt http://localhost:8801/metrics
grep -i '^content-type: text/plain' headers.txt >/dev/null || fail 'the metrics are not plain text'
grep '^# TYPE access_log_total counter' metrics.txt >/dev/null || fail 'the count is no counter'
grep '^# TYPE access_client_ip_current gauge' metrics.txt >/dev/null || fail 'the number of addresses is no gauge'
grep '^nodejs_heap_size_used_bytes [1-9]' metrics.txt >/dev/null || fail 'the metrics of Node.js are missing'
grep '^process_cpu_seconds_total ' metrics.txt >/dev/null || fail 'the metrics of the process are missing'

started=$SECONDS
docker container stop log1 >/dev/null
[ $((SECONDS - started)) -lt 5 ] || fail 'docker stop had to wait for it'
[ "$(docker container inspect --format '{{.State.ExitCode}}' log1)" = 0 ] || fail 'it did not end by itself when stopped'
