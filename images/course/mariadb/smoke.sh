# Refuses to start while nothing is said about root's password.
if docker run --rm "$IMAGE" 2> message; then fail 'it started without a password'; fi
grep -q MARIADB_ROOT_PASSWORD message || fail 'it does not say which setting is missing'

# The settings under MariaDB's names, a secret in a file, the initialization files in order.
mkdir init
echo "CREATE TABLE greeting (text varchar(20)); INSERT INTO greeting VALUES ('안녕하세요');" > init/1-table.sql
echo 'mariadb -uroot -p"$MARIADB_ROOT_PASSWORD" -e "ALTER TABLE my_shop.greeting ADD number int"' > init/2-script.sh
echo 'UPDATE greeting SET number = 7;' | gzip > init/3-more.sql.gz
printf "it's \\\\ secret" > password
chmod -R a+rX init password
docker network create app
docker run -d --name db --network app -e MARIADB_ROOT_PASSWORD=root-secret -e MARIADB_DATABASE=my_shop \
  -e MARIADB_USER=me -e MARIADB_PASSWORD_FILE=/run/secrets/password -v "$PWD/password:/run/secrets/password:ro" \
  -v "$PWD/init:/docker-entrypoint-initdb.d:ro" -v data:/var/lib/mysql \
  --health-cmd 'healthcheck.sh --connect --innodb_initialized' --health-interval 1s "$IMAGE"
is_healthy() {
  [ "$(docker inspect --format '{{.State.Health.Status}}' db)" = healthy ]
}
eventually 30 is_healthy
client() {
  docker run --rm --network app "$IMAGE" mariadb -h db -ume "-p$1" my_shop -Ne "$2"
}
[ "$(client "$(cat password)" 'SELECT * FROM greeting')" = "$(printf '안녕하세요\t7')" ] || fail 'another container reads something else'
if client wrong 'SELECT 1'; then fail 'a wrong password is good enough'; fi
[ "$(docker exec db ps | grep -c '^ *1 mysql ')" = 1 ] || fail 'the first process is not the user mysql'

# Ends by itself, and a new container finds the data.
client "$(cat password)" "INSERT INTO greeting VALUES ('kept', 8)"
docker stop db
[ "$(docker inspect --format '{{.State.ExitCode}}' db)" = 0 ] || fail 'it had to be killed'
docker rm db
docker run -d --name db --network app -v data:/var/lib/mysql "$IMAGE" --max-connections=20
eventually 20 docker exec db healthcheck.sh --connect
[ "$(client "$(cat password)" 'SELECT count(*), @@max_connections FROM greeting')" = "$(printf '2\t20')" ] || fail 'data or argument lost'
