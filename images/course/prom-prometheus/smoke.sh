# The command line of the official image, a bind-mounted configuration, and promtool.
mkdir own && cat > own/prometheus.yml <<'YML'
global:
  scrape_interval: 1s
scrape_configs:
  - job_name: prometheus
    static_configs:
      - targets: ['localhost:9090', 'web:80']
YML
[ "$(docker run --rm --entrypoint promtool -v "$PWD/own:/etc/prometheus:ro" "$IMAGE" check config /etc/prometheus/prometheus.yml | grep -c SUCCESS)" = 1 ] || fail 'promtool'
docker network create monitoring
docker run -d --network monitoring --name web diamol/base sh -c 'mkdir /www; echo "visits 7" > /www/metrics; exec busybox httpd -f -p 80 -h /www'
docker run -d --network monitoring -p 8090:9090 -v "$PWD/own/prometheus.yml:/etc/prometheus/prometheus.yml" "$IMAGE" \
  --config.file=/etc/prometheus/prometheus.yml --storage.tsdb.path=/prometheus --storage.tsdb.retention.time=1h
two_up() { [ "$(curl -sf http://localhost:8090/api/v1/targets | jq '[.data.activeTargets[] | select(.health == "up")] | length')" = 2 ]; }
eventually 20 two_up || fail 'targets'
sees_visits() { [ "$(curl -sf 'http://localhost:8090/api/v1/query?query=visits' | jq -r '.data.result[0].value[1]')" = 7 ]; }
eventually 15 sees_visits || fail 'query'
curl -sf http://localhost:8090/api/v1/status/flags | jq -e '.data["storage.tsdb.retention.time"] == "1h"' || fail 'arguments'
docker run --rm "$IMAGE" --version | grep 'version 2.53.3' || fail 'version'
