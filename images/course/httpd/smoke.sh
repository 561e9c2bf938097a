# Serves, logs, takes a page by bind mount, by COPY and by docker cp, another configuration, and stops at once.
docker run -d --name web -p 8080:80 httpd:2.4
page() { curl -sf http://localhost:8080/ | grep 'It works!'; }
eventually 20 page || fail 'the first page'
logged() { docker logs web 2> /dev/null | grep '"GET / HTTP/1.1" 200'; }
eventually 20 logged || fail 'the access log is not on stdout'
docker logs web 2>&1 > /dev/null | grep 'resuming normal operations' || fail 'the error log is not on stderr'
docker exec web bash -c 'date && hostname && httpd -t && ls htdocs' 2>&1 | grep '^index.html$' || fail 'exec'
[ "$(docker inspect --format '{{.Path}}' web)" = httpd-foreground ] || fail 'command'
echo replaced > index.html
docker container cp ./index.html web:/usr/local/apache2/htdocs/index.html
[ "$(curl -sf http://localhost:8080/)" = replaced ] || fail 'docker cp'
docker diff web | grep '^C /usr/local/apache2/htdocs/index.html$' || fail 'docker diff'
before=$SECONDS
docker stop web
[ $((SECONDS - before)) -lt 8 ] && [ "$(docker inspect --format '{{.State.ExitCode}}' web)" = 0 ] || fail 'stop'
docker kill --signal KILL "$(docker start web)"
docker start web
[ "$(docker inspect --format '{{.State.Running}}' web)" = true ] || fail 'does not start after it was killed'
docker run --rm httpd cat /usr/local/apache2/conf/httpd.conf > httpd.conf
sed -i -e 's/^#\(LoadModule proxy_\)/\1/' -e 's/^#\(LoadModule rewrite_\)/\1/' httpd.conf
printf 'ProxyPass /front http://origin/\nRewriteEngine on\nRewriteRule ^/old$ /index.html [R]\n' >> httpd.conf
mkdir html && echo listed > html/file.txt
docker network create try
docker run -d --network try --name origin httpd:alpine
docker run -d --network try -p 8081:80 -v "$PWD/httpd.conf:/usr/local/apache2/conf/httpd.conf:ro" -v "$PWD/html:/usr/local/apache2/htdocs/" httpd
fronts() { curl -sf http://localhost:8081/front | grep 'It works!'; }
eventually 20 fronts || fail 'mod_proxy_http'
curl -sI http://localhost:8081/old | grep '^Location: .*/index.html' || fail 'mod_rewrite'
curl -sf http://localhost:8081/ | grep 'file.txt' || fail 'list of files'
docker run --rm httpd htpasswd -nb ann secret | grep '^ann:' || fail 'htpasswd'
# Every module that the configuration offers, and one with a library of its own, can be loaded.
docker run --rm httpd sh -c "sed -i 's/^#LoadModule/LoadModule/' conf/httpd.conf && httpd -t -C 'LoadModule http2_module modules/mod_http2.so'" 2>&1 | grep 'Syntax OK' || fail 'modules'
