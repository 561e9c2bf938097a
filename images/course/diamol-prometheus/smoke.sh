# What a learner of the chapter does: a Prometheus image of their own, with fixed targets and with targets found by DNS.
# Without a configuration of its own it watches itself, and the data outlive the container. It is looked at in the end.
docker run -d --name itself -v metrics:/prometheus -p 8091:9090 "$IMAGE"

mkdir prometheus && cd prometheus
cat > prometheus.yml <<'YML'
global:
  scrape_interval: 1s
scrape_configs:
  - job_name: prometheus
    static_configs:
      - targets: ['localhost:9090']
  - job_name: web
    static_configs:
      - targets: ['web:80']
  - job_name: worker
    dns_sd_configs:
      - names: ['worker']
        type: A
        port: 80
        refresh_interval: 1s
YML
printf 'FROM %s\nCOPY prometheus.yml /etc/prometheus/prometheus.yml\n' "$IMAGE" > Dockerfile
docker image build --quiet --tag own-prometheus .

docker network create nat
serve_metrics='mkdir /www; printf "# TYPE work_done counter\nwork_done{kind=\"small\"} 4\nwork_done{kind=\"large\"} 2\n" > /www/metrics; exec busybox httpd -f -p 80 -h /www'
docker run -d --network nat --name web diamol/base sh -c "$serve_metrics"
for number in 1 2; do docker run -d --network nat --network-alias worker diamol/base sh -c "$serve_metrics"; done
docker run -d --network nat --name prometheus -p 8090:9090 own-prometheus

api=http://localhost:8090/api/v1
up() { curl -sf "$api/targets" | jq -r '.data.activeTargets[] | select(.health == "up") | .labels.job' | sort | uniq -c | xargs; }
all_up() { [ "$(up)" = '1 prometheus 1 web 2 worker' ]; }
eventually 30 all_up || fail "targets that are up: $(up)"

value() { curl -sf --data-urlencode "query=$1" "$api/query" | jq -c '[.data.result[].value[1]]'; }
is() { [ "$(value "$1")" = "$2" ]; }
eventually 15 is 'sum(up)' '["4"]' || fail "sum(up) is $(value 'sum(up)')"
eventually 15 is 'sum without(instance) (work_done{job="worker",kind="small"})' '["8"]' || fail 'sum without'
eventually 15 is 'sum without(instance, kind, job) (work_done)' '["18"]' || fail 'sum without several labels'

[ "$(curl -s -o /dev/null -w '%{redirect_url}' http://localhost:8090/)" = http://localhost:8090/classic/graph ] || fail 'start page'
curl -sf http://localhost:8090/graph | grep "'classic/' + page" || fail '/graph leads nowhere'
curl -sf http://localhost:8090/classic/targets | grep 'worker (2/2 up)' || fail 'page of targets'
curl -sf http://localhost:8090/classic/graph | grep -o '/classic/static/[^?"]*' | sort -u | while read -r file; do
  curl -sf -o /dev/null "http://localhost:8090$file" || fail "the page lacks $file"
done

[ "$(docker exec prometheus id -un)" = nobody ] || fail 'should run as nobody'
docker stop prometheus
[ "$(docker inspect -f '{{.State.ExitCode}}' prometheus)" = 0 ] || fail 'should stop by itself'
docker logs prometheus 2>&1 | grep 'See you next time' || fail 'log'

watches_itself() { curl -sf http://localhost:8091/api/v1/targets | jq -e '.data.activeTargets[0].labels.job == "prometheus"'; }
eventually 15 watches_itself || fail 'default configuration'
docker rm -f itself
docker run --rm -v metrics:/prometheus --entrypoint ls "$IMAGE" /prometheus | grep wal || fail 'the volume is empty'
