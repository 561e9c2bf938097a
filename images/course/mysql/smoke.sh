# A second user, a secret in a file, and no password for root when that is asked for; looked at below.
printf 'user secret' > password
chmod a+r password
docker run -d --name other -e MYSQL_ALLOW_EMPTY_PASSWORD=yes -e MYSQL_DATABASE=shop -e MYSQL_USER=me \
  -e MYSQL_PASSWORD_FILE=/run/secrets/password -v "$PWD/password:/run/secrets/password:ro" "$IMAGE"

# The database of the to-do application, as its instructions have it.
docker network create todo-app
docker run -d \
  --network todo-app --network-alias mysql \
  -v todo-mysql-data:/var/lib/mysql \
  -e MYSQL_ROOT_PASSWORD=secret \
  -e MYSQL_DATABASE=todos \
  mysql:8.0
db=$(docker ps -q --filter network=todo-app)
client() {
  docker run --rm --network todo-app "$IMAGE" mysql -h mysql -uroot "-p$1" -Ne "$2"
}
eventually 30 client secret 'SELECT 1'
docker exec "$db" mysql -uroot -psecret -e 'SHOW DATABASES' | grep -x todos > /dev/null || fail 'there is no database todos'
if client wrong 'SELECT 1'; then fail 'a wrong password is good enough'; fi
client secret "CREATE TABLE todos.items (name varchar(50)); INSERT INTO todos.items VALUES ('우유 사기')"

# The statement of the instructions is MySQL's own; what is said to take its place does.
if client secret "ALTER USER 'root' IDENTIFIED WITH mysql_native_password BY 'secret2'" 2> message; then fail 'it works now: say so'; fi
grep -q 'ERROR 1064' message || fail 'it fails in another way than it is said to'
client secret "ALTER USER 'root' IDENTIFIED BY 'secret2'; FLUSH PRIVILEGES;"
[ "$(client secret2 'SELECT * FROM todos.items')" = '우유 사기' ] || fail 'the new password does not let in'
[ "$(client secret2 'SELECT DISTINCT plugin FROM mysql.user')" = mysql_native_password ] || fail 'another way to log in'

# mysqldump, mysqladmin, and data that outlives the container.
docker exec "$db" mysqldump -uroot -psecret todos | grep '우유 사기' > /dev/null || fail 'mysqldump'
docker stop "$db"
[ "$(docker inspect --format '{{.State.ExitCode}}' "$db")" = 0 ] || fail 'it had to be killed'
docker rm "$db"
docker run -d --name again --network todo-app --network-alias mysql -v todo-mysql-data:/var/lib/mysql "$IMAGE"
eventually 20 docker run --rm --network todo-app "$IMAGE" mysqladmin -h mysql -uroot -psecret2 ping
[ "$(client secret2 'SELECT * FROM todos.items')" = '우유 사기' ] || fail 'the data is gone'

# The second user's server.
eventually 30 docker exec other mysql -h 127.0.0.1 -ume '-puser secret' shop -e 'SELECT 1'
docker exec other mysql -uroot -e 'SELECT 1' || fail 'root needs a password'
