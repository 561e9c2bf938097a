# The lab of chapter 9: the app counts, and Prometheus can read and query what it has counted.
metric() { curl --fail --silent http://localhost:8050/metrics | grep "^$1 "; }
docker network create nat
docker run -d --name todo-list --network nat -p 8050:80 "$IMAGE"
eventually 15 metric todo_tasks_created_total
[ "$(metric todo_tasks_created_total)" = 'todo_tasks_created_total 0' ] || fail 'it does not start at nothing'
curl --fail --silent --data item=one http://localhost:8050/new
curl --fail --silent --data item=two http://localhost:8050/new
curl --silent http://localhost:8050/nowhere > page
[ "$(metric todo_tasks_created_total)" = 'todo_tasks_created_total 2' ] || fail 'the items are not counted'
for name in http_requests_received_total todo_http_requests_total; do
  for sample in '{code="303",method="POST"} 2' '{code="404",method="GET"} 1'; do
    curl --silent http://localhost:8050/metrics > metrics
    grep -qxF "$name$sample" metrics || fail "there is no $name$sample in $(cat metrics)"
  done
done
grep -qx 'todo_http_request_duration_seconds_count 3' metrics || fail 'the durations are not counted'
grep -qx 'http_requests_in_progress 0' metrics || fail 'a request is said to be in progress'

cat > prometheus.yml <<'YAML'
global:
  scrape_interval: 1s
scrape_configs:
  - job_name: todo-list
    static_configs:
      - targets: ['todo-list']
YAML
docker run -d --name prometheus --network nat -p 8060:9090 \
  -v "$PWD/prometheus.yml:/etc/prometheus/prometheus.yml:ro" prom/prometheus
created() {
  curl --fail --silent 'http://localhost:8060/api/v1/query?query=todo_tasks_created_total' | grep -F ',"2"]'
}
eventually 40 created
