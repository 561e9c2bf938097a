# Serves a page that can be replaced while it runs (the lab of chapter 2), and ends at once when stopped.
docker run -d --name web -p 8088:80 "$IMAGE"
eventually 10 curl --fail --silent http://localhost:8088/
docker exec web ls /usr/local/apache2/htdocs | grep -qx index.html || fail 'there is no index.html to replace'
echo 'my own page' > index.html
docker cp index.html web:/usr/local/apache2/htdocs/index.html
[ "$(curl --silent http://localhost:8088/)" = 'my own page' ] || fail 'the replaced page is not served'
docker diff web | grep -qx 'C /usr/local/apache2/htdocs/index.html' || fail 'docker diff does not show the change'
began=$SECONDS
docker stop web
[ $((SECONDS - began)) -lt 8 ] || fail 'it had to be killed'
