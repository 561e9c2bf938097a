# The dashboard draws what Prometheus answers, and says in words what is wrong.
docker network create monitoring
docker run -d --network monitoring --name dashboard -p 8030:3000 "$IMAGE"
api=http://localhost:8030/api
eventually 30 curl -sf "$api/dashboards"
curl -sf "$api/health" | jq -e '.status == "ok" and .prometheus.reachable == false' || fail 'health without Prometheus'
curl -sf "$api/dashboards/built-in/panels/0" | jq -r .error | grep 'does not answer at http://prometheus:9090' || fail 'unreachable'

mkdir prometheus && cat > prometheus/prometheus.yml <<'YML'
global:
  scrape_interval: 1s
scrape_configs:
  - job_name: prometheus
    static_configs:
      - targets: ['localhost:9090']
YML
docker run -d --network monitoring --name prometheus -v "$PWD/prometheus:/etc/prometheus" diamol/prometheus
reachable() { curl -sf "$api/health" | jq -e '.prometheus.reachable'; }
eventually 15 reachable || fail 'Prometheus is not reached'
one_target() { [ "$(curl -sf "$api/dashboards/built-in/panels/0" | jq -c '[.series[].points[-1][1]]')" = '[1]' ]; }
eventually 20 one_target || fail 'the built-in dashboard shows no target'
docker rm -f dashboard

mkdir dashboards
cat > dashboards/gallery.json <<'JSON'
{
  "title": "Image gallery",
  "time": { "from": "now-5m" },
  "panels": [
    { "title": "Up", "type": "graph", "targets": [{ "expr": "up", "legendFormat": "target {{job}}" }], "gridPos": { "w": 8 } },
    { "title": "Targets", "type": "stat", "targets": [{ "expr": "sum without(instance, job) (up)" }] },
    { "title": "By job", "type": "table", "targets": [{ "expr": "up" }] },
    { "title": "Mistake", "type": "timeseries", "targets": [{ "expr": "sum(up" }] },
    { "title": "Nothing", "type": "timeseries", "targets": [{ "expr": "no_such_metric" }] },
    { "title": "Map", "type": "geomap", "targets": [{ "expr": "up" }] }
  ]
}
JSON
echo '{ "title": "Broken", }' > dashboards/broken.json
docker run -d --network monitoring --name dashboard -p 8030:3000 -v "$PWD/dashboards:/etc/dashboards:ro" "$IMAGE"
eventually 30 curl -sf "$api/dashboards"

panel() { curl -sf "$api/dashboards/gallery/panels/$1"; }
curl -sf "$api/dashboards" | jq -e '.dashboards[0].title == "Image gallery" and (.dashboards | length) == 1' || fail 'list'
curl -sf "$api/dashboards" | jq -e '.problems[0] | .file == "/etc/dashboards/broken.json" and (.message | test("not valid JSON"))' || fail 'bad file'
lines() { panel 0 | jq -e '.series[0].name == "target prometheus" and (.series[0].points | length) > 1 and .series[0].points[-1][1] == 1'; }
eventually 15 lines || fail "lines: $(panel 0)"
panel 1 | jq -e '.series[0].points == [[.series[0].points[0][0], 1]]' || fail 'number'
panel 2 | jq -e '.series[0].metric.job == "prometheus"' || fail 'table'
panel 3 | jq -e '.error | test("cannot read the query")' || fail 'bad PromQL'
panel 4 | jq -e '.error | test("^No data")' || fail 'no data'
panel 5 | jq -e '.error | test("geomap")' || fail 'unknown type'

# A changed file shows without a restart.
echo '{ "title": "Mended", "panels": [] }' > dashboards/broken.json
curl -sf "$api/dashboards" | jq -e '[.dashboards[].title] == ["Mended", "Image gallery"] and .problems == []' || fail 'changed file'

for path in / /d/gallery; do curl -sf "http://localhost:8030$path" | grep 'not Grafana' || fail "page $path"; done
for path in /page.js /page.css /chart.js; do curl -sf -o /dev/null "http://localhost:8030$path" || fail "file $path"; done
[ "$(curl -s -o /dev/null -w '%{http_code}' "$api/dashboards/none")" = 404 ] || fail 'unknown dashboard'

docker stop --time 5 dashboard
[ "$(docker inspect -f '{{.State.ExitCode}}' dashboard)" = 0 ] || fail 'should stop by itself'
