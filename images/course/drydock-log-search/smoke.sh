# Lines of every accepted form are found by field and by text, survive a restart, and stay within the limit.
docker run -d --name search -p 5601:5601 -v lines:/data -e MAX_LINES=100 "$IMAGE"
site=http://localhost:5601
eventually 30 curl -sf -o /dev/null "$site/api/health"
curl -sf -d '{ "tag": "numbers.api", "log": "Rolled a 7", "level": "info", "request": { "path": "/rng" } }' "$site/logs" | jq -e '.added == 1' || fail 'one'
curl -sf -d '[{ "tag": "numbers.web", "log": "Page shown" }, { "tag": "numbers.api", "log": "Failed", "level": "error", "code": 500 }]' "$site/logs" || fail 'list'
printf '{"tag":"timecheck","log":"열두 시"}\n{"tag":"timecheck","log":"one o clock"}\n' | curl -sf --data-binary @- "$site/logs" | jq -e '.added == 2' || fail 'JSON lines'
[ "$(curl -s -o /dev/null -w '%{http_code}' -d 'not JSON' "$site/logs")" = 400 ] || fail 'accepts what is not JSON'

logs() { curl -sf -G "$site/search" "$@" | jq -c '[.lines[].log]'; }
[ "$(logs --data-urlencode tag=numbers.api)" = '["Failed","Rolled a 7"]' ] || fail 'by field, newest first'
[ "$(logs --data-urlencode tag=numbers.api --data-urlencode code=500)" = '["Failed"]' ] || fail 'by two fields, one a number'
[ "$(logs --data-urlencode request.path=/rng)" = '["Rolled a 7"]' ] || fail 'by a field inside another'
[ "$(logs --data-urlencode text=ROLLED)" = '["Rolled a 7"]' ] || fail 'by text'
[ "$(logs --data-urlencode 'text=열두')" = '["열두 시"]' ] || fail 'by Korean text'
[ "$(logs --data-urlencode tag=numbers)" = '[]' ] || fail 'a field is compared as a whole'
[ "$(curl -sf "$site/search?size=2" | jq -c '[.total, (.lines | length)]')" = '[5,2]' ] || fail 'size'
curl -sf "$site/fields" | jq -e 'index("level") and index("time")' || fail 'fields'
curl -sf "$site/" | grep 'not Kibana' || fail 'page'
for file in page.js page.css; do curl -sf -o /dev/null "$site/$file" || fail "$file"; done

docker stop --time 5 search && [ "$(docker inspect -f '{{.State.ExitCode}}' search)" = 0 ] || fail 'should stop by itself'
docker rm search
docker run -d --name search -p 5601:5601 -v lines:/data -e MAX_LINES=100 "$IMAGE"
eventually 30 curl -sf -o /dev/null "$site/api/health"
[ "$(logs --data-urlencode level=error)" = '["Failed"]' ] || fail 'lost by a restart'
for number in $(seq 250); do echo "{\"log\":\"line $number\"}"; done | curl -sf --data-binary @- "$site/logs"
[ "$(curl -sf "$site/search?size=1" | jq -c '[.total, .lines[0].log]')" = '[100,"line 250"]' ] || fail 'limit'
[ "$(docker exec search cat /data/logs.jsonl | wc -l)" -le 200 ] || fail 'the file grows without limit'
