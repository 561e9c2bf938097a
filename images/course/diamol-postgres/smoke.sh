# Starts without a password, warns, and another container gets in without one, by the tag that the book uses.
docker network create app
docker run -d --name todo-db --network app diamol/postgres:11.5
eventually 30 docker run --rm --network app "$IMAGE" psql -h todo-db -U postgres -w -c 'CREATE DATABASE todo'
docker logs todo-db 2>&1 | grep WARNING > /dev/null || fail 'it does not warn'
docker stop todo-db
[ "$(docker inspect --format '{{.State.ExitCode}}' todo-db)" = 0 ] || fail 'it had to be killed'

# With a password it asks for it.
docker run -d --name safe-db --network app -e POSTGRES_PASSWORD=secret "$IMAGE"
ask() {
  docker run --rm --network app -e PGPASSWORD="$1" "$IMAGE" psql -h safe-db -U postgres -w -Atc 'SELECT 6 * 7'
}
eventually 30 ask secret
[ "$(ask secret)" = 42 ] || fail 'the password does not let in'
if ask wrong; then fail 'a wrong password is good enough'; fi
