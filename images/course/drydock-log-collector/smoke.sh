# Logs of real containers come in through the engine's fluentd driver and go where the rules say.
docker run -d --name collector -p 24224:24224 "$IMAGE"
listening() { docker logs collector 2>&1 | grep 'Collecting logs on port 24224'; }
eventually 30 listening || fail 'does not start'
docker run --rm --log-driver=fluentd --log-opt tag=greeting.korean --log-opt fluentd-address=localhost:24224 \
  diamol/base sh -c 'echo 안녕하세요; echo trouble >&2'
line() { docker logs collector 2> /dev/null | jq -c "select($1)"; }
came() { [ -n "$(line "$1")" ]; }
eventually 15 came '.tag == "greeting.korean" and .log == "안녕하세요" and .source == "stdout"' || fail 'standard output'
eventually 15 came '.log == "trouble" and .source == "stderr" and (.container_name | length) > 1 and .time != null' || fail 'standard error'

# The default address is localhost:24224, the default tag the container's short id; acknowledgements and labels work.
id=$(docker run -d --label team=blue --log-driver=fluentd --log-opt fluentd-request-ack=true \
  --log-opt fluentd-sub-second-precision=true --log-opt labels=team diamol/base sh -c 'echo defaults; head -c 40000 /dev/zero | tr "\0" x')
eventually 15 came ".tag == \"${id:0:12}\" and .log == \"defaults\" and .team == \"blue\"" || fail 'default tag'
long_line() { [ "$(docker logs collector 2> /dev/null | jq -r 'select(.log | startswith("xxx")) | .log' | tr -d '\n' | wc -c)" = 40000 ]; }
eventually 15 long_line || fail 'a long line lost something'
docker rm -f collector

# By tag and by content to three places; what fits no other rule goes to standard output.
mkdir config && cat > config/config.json <<'JSON'
{
  "rules": [
    { "match": "numbers.*", "where": { "log": "healthcheck" }, "to": [] },
    {
      "match": "numbers.*",
      "to": [
        { "type": "file", "path": "/logs/numbers.log" },
        { "type": "http", "url": "http://log-search:5601/logs" }
      ]
    },
    { "match": "**", "to": [{ "type": "stdout" }] }
  ]
}
JSON
docker network create logging
docker run -d --name collector --network logging -p 24224:24224 -v "$PWD/config:/etc/log-collector:ro" -v logs:/logs "$IMAGE"
eventually 30 listening || fail 'does not start with a configuration'
for tag in numbers.api numbers.web timecheck; do
  docker run --rm --log-driver=fluentd --log-opt "tag=$tag" diamol/base sh -c 'echo healthcheck; echo hello' > /dev/null
done
in_file() { [ "$(docker exec collector cat /logs/numbers.log | jq -r '.tag + " " + .log' | sort | xargs)" = 'numbers.api hello numbers.web hello' ]; }
eventually 15 in_file || fail "file: $(docker exec collector cat /logs/numbers.log)"
on_output() { [ "$(line .tag | jq -r '.tag + " " + .log' | xargs)" = 'timecheck healthcheck timecheck hello' ]; }
eventually 15 on_output || fail "standard output: $(docker logs collector)"

# The address may come up later: lines wait.
waits() { docker logs collector 2>&1 | grep 'log-search:5601/logs does not take lines'; }
eventually 15 waits || fail 'no word about the missing address'
docker run -d --name log-search --network logging -p 8056:5601 drydock/log-search
found() { [ "$(curl -sf 'http://localhost:8056/search?text=hello' | jq .total)" = 2 ]; }
eventually 30 found || fail 'lines did not wait'
[ "$(curl -sf 'http://localhost:8056/search?tag=numbers.api' | jq -r '.lines[].log')" = hello ] || fail 'search by tag'

docker stop --time 5 collector && [ "$(docker inspect -f '{{.State.ExitCode}}' collector)" = 0 ] || fail 'should stop by itself'
echo '{ "rules": [{ "match": "a", "to": [{ "type": "kafka" }] }] }' > config/config.json
{ docker run --rm -v "$PWD/config:/etc/log-collector:ro" "$IMAGE" 2>&1 || true; } |
  grep 'config.json, rule 1: "type" is "kafka"; known are stdout, file, http' || fail 'mistake in the configuration'
# Without a collector a container with the fluentd driver does not start.
! docker run --rm --log-driver=fluentd diamol/base true || fail 'started without a collector'
