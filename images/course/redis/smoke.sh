# Answers other containers without any setting, and keeps what it was told to keep.
docker network create app
docker run -d --name cache --network app -v cache:/data "$IMAGE" redis-server --appendonly yes
client() {
  docker run --rm --network app "$IMAGE" redis-cli -h cache --raw "$@"
}
eventually 10 client ping
[ "$(client ping)" = PONG ] || fail 'no PONG'
client set greeting 안녕하세요
[ "$(docker exec cache ps | grep -c '^ *1 redis ')" = 1 ] || fail 'the first process is not the user redis'
docker stop cache
[ "$(docker inspect --format '{{.State.ExitCode}}' cache)" = 0 ] || fail 'it had to be killed'
docker rm cache
docker run -d --name cache --network app -v cache:/data "$IMAGE" --appendonly yes
eventually 10 client ping
[ "$(client get greeting)" = 안녕하세요 ] || fail 'the value is gone'

# Arguments of the server, its version, and settings in a file, which win.
docker run --rm "$IMAGE" --version | grep '^Redis server v=8' > /dev/null || fail 'the version'
[ "$(client config get protected-mode | tail -n 1)" = no ] || fail 'it would not answer other containers'
printf 'protected-mode yes\nmaxmemory 10mb\n' > redis.conf
chmod a+r redis.conf
docker run -d --name strict --network app -v "$PWD/redis.conf:/etc/redis.conf" "$IMAGE" redis-server /etc/redis.conf
eventually 10 docker exec strict redis-cli ping
[ "$(docker exec strict redis-cli --raw config get maxmemory | tail -n 1)" = 10485760 ] || fail 'the file was not read'
if docker run --rm --network app "$IMAGE" redis-cli -h strict ping | grep PONG > /dev/null; then fail 'protected-mode yes has no effect'; fi
