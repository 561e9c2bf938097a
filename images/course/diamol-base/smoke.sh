# A shell with the usual tools, a host name that is the container's id, and curl that reaches another container.
id=$(docker run -d "$IMAGE" sleep 60)
[ "$(docker exec "$id" hostname)" = "${id:0:12}" ] || fail 'the host name is not the beginning of the id'
[ "$(printf 'date +%%Y\nexit\n' | docker run -i --rm "$IMAGE" sh)" -ge 2024 ] || fail 'sh does not run date'
docker network create nat
docker run -d --name web --network nat "$IMAGE" sh -c 'mkdir /www && echo hello > /www/index.html && httpd -f -p 80 -h /www'
eventually 10 docker run --rm --network nat "$IMAGE" curl --fail --silent http://web/
[ "$(docker run --rm --network nat "$IMAGE" curl --silent http://web/)" = hello ] || fail 'curl got another page'
