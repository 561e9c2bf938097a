docker network create nat >/dev/null
for number in 1 2; do
  docker container run -d --name "gallery$number" --network nat -p "880$number:80" "$IMAGE" >/dev/null
done
metric() { curl -s "http://localhost:880$1/metrics" | sed -n "s/^$2 //p"; }
requests() { metric "$1" "image_gallery_requests_total{code=\"$2\"}"; }
ready() { [ "$(requests 1 200)" = 0 ] && [ "$(requests 2 200)" = 0 ]; }
eventually 10 ready
status() { curl -s -o page.html -w '%{http_code}' "http://localhost:880$1/$2"; }

# Reading the metrics is no request of a visitor; a page that could not be made is one, under its status.
[ "$(requests 1 503)" = 0 ] || fail 'something was counted before the first visit'
[ "$(status 1 '')" = 503 ] || fail 'it answers without its services'
[ "$(status 1 missing)" = 404 ] || fail 'it answers for a page that does not exist'
[ "$(requests 1 503) $(requests 1 404) $(requests 1 200)" = '1 1 0' ] || fail 'the counts by status are wrong'

docker container run --name accesslog -d --network nat -p 8803:80 diamol/ch09-access-log >/dev/null
docker container run --name iotd -d --network nat diamol/ch09-image-of-the-day >/dev/null
works() { [ "$(status 1 '')" = 200 ]; }
eventually 30 works
for visit in 1 2 3 4; do [ "$(status 2 '')" = 200 ] || fail 'the second container does not answer'; done

# Each container counts its own visits; together they have as many as the access log was told of.
[ "$(requests 1 200) $(requests 2 200)" = '1 4' ] || fail 'a container counts what it did not answer'
[ "$(curl -s http://localhost:8803/stats)" = '{"logs":5}' ] || fail 'the access log has another number of visits'

# Requests under way: one that waits for a picture is seen until it is answered.
[ "$(metric 1 image_gallery_in_flight_requests)" = 0 ] || fail 'requests are under way that nobody made'
docker container pause iotd >/dev/null
curl -s -o /dev/null http://localhost:8801/ &
waiting() { [ "$(metric 1 image_gallery_in_flight_requests)" = 1 ]; }
eventually 5 waiting
docker container unpause iotd >/dev/null
wait
[ "$(metric 1 image_gallery_in_flight_requests)" = 0 ] || fail 'an answered request still counts as under way'

curl -s http://localhost:8801/metrics > metrics.txt
grep '^# TYPE image_gallery_requests_total counter' metrics.txt >/dev/null || fail 'the requests are no counter'
grep '^go_goroutines [1-9]' metrics.txt >/dev/null || fail 'the number of goroutines is missing'
grep '^go_memstats_stack_inuse_bytes [1-9]' metrics.txt >/dev/null || fail 'the memory of the stacks is missing'

started=$SECONDS
docker container stop gallery1 >/dev/null
[ $((SECONDS - started)) -lt 5 ] || fail 'docker stop had to wait for it'
[ "$(docker container inspect --format '{{.State.ExitCode}}' gallery1)" = 0 ] || fail 'it did not end by itself when stopped'
