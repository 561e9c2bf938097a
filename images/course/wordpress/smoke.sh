# WordPress and its database connected by a link, with the database's files in a directory of the host, as it is written in
# the notes the course is made from.
docker run -d \
   --name wordpressdb_hostvolume \
   -e MYSQL_ROOT_PASSWORD=password \
   -v /home/wordpress_db:/var/lib/mysql \
   mysql:5.7
docker run -d \
-e WORDPRESS_DB_PASSWORD=password \
--name wordpress_hostvolume \
--link wordpressdb_hostvolume:mysql \
-p 80 \
wordpress
port=$(docker port wordpress_hostvolume 80 | head -n 1)
site=http://localhost:${port##*:}
eventually 60 curl --fail --silent --output /dev/null "$site/"
curl --silent --location "$site/" | grep '<title>WordPress &rsaquo; Installation</title>' > /dev/null || fail 'no installation page'
docker exec wordpressdb_hostvolume ls /var/lib/mysql/wordpress > /dev/null || fail 'the database was not created'

# The installation ends well, the site shows what was given, and the administrator gets in.
curl --silent "$site/wp-admin/install.php?step=2" --data-urlencode 'weblog_title=도커 블로그' --data-urlencode 'user_name=admin' \
  -d 'admin_password=pw12345&admin_password2=pw12345&pw_weak=on&admin_email=a@example.com&Submit=Install' \
  | grep '<h1>Success!</h1>' > /dev/null || fail 'the installation failed'
curl --silent "$site/" | grep '<title>도커 블로그</title>' > /dev/null || fail 'the site does not show its title'
curl --silent --cookie-jar cookies --cookie 'wordpress_test_cookie=WP+Cookie+check' --output /dev/null \
  -d 'log=admin&pwd=pw12345&testcookie=1' "$site/wp-login.php"
curl --silent --cookie cookies "$site/wp-admin/options-general.php" | grep 'value="ko_KR"' > /dev/null || fail 'Korean cannot be chosen'

# Ends by itself, and starts again with what it had.
began=$SECONDS
docker stop wordpress_hostvolume
[ $((SECONDS - began)) -lt 8 ] || fail 'it had to be killed'
[ "$(docker run --rm --volumes-from wordpress_hostvolume wordpress ls wp-config.php)" = wp-config.php ] || fail 'no settings'

# A password from a secret; a site that knows no database asks for one.
printf password > secret
chmod a+r secret
docker run -d --name named -p 8080:80 --link wordpressdb_hostvolume:other -e WORDPRESS_DB_HOST=other -e WORDPRESS_DB_NAME=second \
  -e WORDPRESS_DB_PASSWORD_FILE=/run/secrets/password -v "$PWD/secret:/run/secrets/password:ro" "$IMAGE"
docker run -d --name alone -p 8081:80 "$IMAGE"
eventually 30 curl --fail --silent --output /dev/null http://localhost:8080/
curl --silent --location http://localhost:8080/ | grep '<title>WordPress &rsaquo; Installation</title>' > /dev/null || fail 'second site'
eventually 30 curl --fail --silent --output /dev/null http://localhost:8081/
curl --silent --location http://localhost:8081/ > page
grep -q 'Setup Configuration File' page || fail "it does not ask: $(head -c 500 page)"
