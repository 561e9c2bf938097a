# Refuses to start without a password.
if docker run --rm "$IMAGE" 2> message; then fail 'it started without a password'; fi
grep -q POSTGRES_PASSWORD message || fail 'it does not say which setting is missing'
[ "$(docker run --rm "$IMAGE" psql --version | grep -o '^psql (PostgreSQL) [0-9]*')" = 'psql (PostgreSQL) 17' ] || fail 'psql'

# The environment, a secret in a file and the initialization files, in order.
mkdir init
echo "CREATE TABLE greeting (text text); INSERT INTO greeting VALUES ('안녕하세요');" > init/1-table.sql
echo 'psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "ALTER TABLE greeting ADD number int"' > init/2-script.sh
echo 'UPDATE greeting SET number = 7;' | gzip > init/3-more.sql.gz
printf "it's secret" > password
chmod -R a+rX init password
docker network create app
docker run -d --name db --network app -e POSTGRES_USER=user -e POSTGRES_PASSWORD_FILE=/run/secrets/password \
  -e POSTGRES_DB=mydatabase -v "$PWD/password:/run/secrets/password:ro" -v "$PWD/init:/docker-entrypoint-initdb.d:ro" \
  -v pgdata:/var/lib/postgresql/data "$IMAGE"
client() {
  docker run --rm --network app -e PGPASSWORD="$1" "$IMAGE" psql -h db -U user -d mydatabase -Atc "$2"
}
eventually 30 docker exec db pg_isready -h db -U user
[ "$(client "it's secret" 'SELECT * FROM greeting')" = '안녕하세요|7' ] || fail 'another container reads something else'
if client wrong 'SELECT 1'; then fail 'a wrong password is good enough'; fi
locale="SELECT datcollate FROM pg_database WHERE datname = 'mydatabase'"
[ "$(docker exec db psql -U user mydatabase -Atc "$locale")" = en_US.utf8 ] || fail 'another locale'
[ "$(docker exec db ps | grep -c '^ *1 postgres ')" = 1 ] || fail 'the first process is not the user postgres'

# Ends by itself, and a new container finds the data, with other arguments.
docker exec db psql -U user mydatabase -c "INSERT INTO greeting VALUES ('kept', 8)"
docker stop db
[ "$(docker inspect --format '{{.State.ExitCode}}' db)" = 0 ] || fail 'it had to be killed'
docker rm db
docker run -d --name db --network app -v pgdata:/var/lib/postgresql/data "$IMAGE" -c max_connections=20
eventually 20 docker exec db pg_isready
[ "$(client "it's secret" 'SELECT count(*) FROM greeting')" = 2 ] || fail 'the data is gone'
[ "$(docker exec db psql -U user mydatabase -Atc 'SHOW max_connections')" = 20 ] || fail 'the argument was lost'
docker logs db 2>&1 | grep 'Skipping initialization' > /dev/null || fail 'the log does not say that there is a database already'

# The database of the Flask example, as it is written there.
cat > compose.yaml <<'COMPOSE'
services:
  db:
    image: postgres:13
    environment:
      POSTGRES_USER: user
      POSTGRES_PASSWORD: password
      POSTGRES_DB: mydatabase
    volumes:
      - pgdata:/var/lib/postgresql/data
volumes:
  pgdata:
COMPOSE
docker compose up -d
eventually 30 docker compose exec -T db psql postgresql://user:password@db:5432/mydatabase -c 'SELECT 1'
