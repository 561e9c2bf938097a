items() { curl --fail --silent "http://localhost:$1/api/items"; }

# The items survive the container when they are in a volume.
docker volume create todo-list
docker run -d --name todo-v1 -p 8011:80 -v todo-list:/data "$IMAGE"
eventually 15 items 8011
[ "$(items 8011)" = '[]' ] || fail 'a new list is not empty'
curl --fail --silent --data item=milk http://localhost:8011/new
curl --fail --silent --json '{"item":"<b>bread</b>"}' http://localhost:8011/api/items
list=$(curl --silent http://localhost:8011/list)
[[ $list = *milk* && $list = *'&lt;b&gt;bread'* ]] || fail "the page does not show the items: $list"
curl --fail --silent --data id=1 --data action=done http://localhost:8011/list
curl --fail --silent --data id=2 --data action=delete http://localhost:8011/list
began=$SECONDS
docker stop todo-v1
[ $((SECONDS - began)) -lt 8 ] || fail 'it had to be killed'
docker rm todo-v1
docker run -d --name todo-again -p 8011:80 -v todo-list:/data "$IMAGE"
eventually 15 items 8011
[[ $(items 8011) = '[{"id":1,"item":"milk",'*'"done":true}]' ]] || fail "the item is gone: $(items 8011)"

# Without a volume of that name there is an anonymous one, which another container can share.
docker run -d --name todo1 -p 8010:80 "$IMAGE"
docker run -d --name todo3 --volumes-from todo1 "$IMAGE"
eventually 15 docker exec todo3 ls /data/todo-list.db
[ "$(docker inspect --format '{{range .Mounts}}{{.Type}} {{.Destination}}{{end}}' todo1)" = 'volume /data' ] ||
  fail 'there is no anonymous volume'

# A mounted configuration file overrides what comes with the image, a variable overrides both.
mkdir config databases
echo '{"Logging":{"LogLevel":{"Default":"Debug"}},"ConnectionStrings":{"ToDoDb":"Filename=/elsewhere/list.db"}}' \
  > config/config.json
docker run -d --name todo-configured -p 8013:80 -v "$PWD/databases:/elsewhere" \
  --mount "type=bind,source=$PWD/config,target=/app/config,readonly" "$IMAGE"
eventually 15 items 8013
[ -s databases/list.db ] || fail 'the database is not where the configuration file says'
[[ $(docker logs todo-configured) = *'dbug: GET /api/items 200'* ]] || fail 'requests are not logged at level Debug'
[[ $(docker logs todo1) != *dbug* ]] || fail 'debug messages without having asked for them'
docker run -d --name todo-environment -p 8014:80 -v "$PWD/config:/app/config:ro" \
  -e ConnectionStrings:ToDoDb=Filename=/tmp/list.db -e Logging__LogLevel__Default=Information "$IMAGE"
eventually 15 items 8014
[[ $(docker logs todo-environment) = *'/tmp/list.db'* && $(docker logs todo-environment) != *dbug* ]] ||
  fail 'a variable does not override the configuration file'

# What cannot work ends at once and says why.
said=$(docker run --rm -v todo-list:/data:ro "$IMAGE" 2>&1) && fail 'it ran on a read-only volume'
[[ $said = *'the folder is read-only'* ]] || fail "it did not say why it ended: $said"

# PostgreSQL: the address comes from a secret, and the server may be slower than the app.
echo '{"ConnectionStrings":{"ToDoDb":"Server=todo-db;Database=todo;User Id=postgres;Password=secret"}}' > connection.json
cat > docker-compose.yml <<'YAML'
services:
  todo-db:
    image: diamol/postgres:11.5
    environment:
      - POSTGRES_PASSWORD=secret
  todo-web:
    image: ${IMAGE}
    ports:
      - '8030:80'
    environment:
      - Database:Provider=Postgres
    secrets:
      - source: postgres-connection
        target: /app/config/secrets.json
secrets:
  postgres-connection:
    file: connection.json
YAML
export IMAGE
docker rm -f todo-again todo1 todo3 todo-configured todo-environment
docker compose up -d todo-web
waiting() { docker compose logs todo-web | grep 'does not answer yet'; }
eventually 25 waiting
docker compose up -d
eventually 60 items 8030
curl --fail --silent --data item=cheese http://localhost:8030/new
stored=$(docker compose exec -T todo-db psql -U postgres -d todo -At -c 'SELECT item FROM todos')
[ "$stored" = cheese ] || fail "PostgreSQL has not got the item: $stored"
[[ $(docker compose logs) != *'Password=secret'* ]] || fail 'the password is in the log'
