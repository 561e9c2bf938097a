# Serves, logs, takes pages and configuration from outside, passes requests on, and stops at once.
docker run -d --name web -p 8080:80 nginx
page() { curl -sf http://localhost:8080/ | grep 'Welcome to nginx!'; }
eventually 20 page || fail 'the first page'
logged() { docker logs web 2> /dev/null | grep '"GET / HTTP/1.1" 200'; }
eventually 20 logged || fail 'the access log is not on stdout'
docker logs web 2>&1 > /dev/null | grep 'start worker process' || fail 'the error log is not on stderr'
docker exec web bash -c 'date && hostname && ls /etc/nginx/conf.d && nginx -t' 2>&1 | grep 'test is successful' || fail 'exec'
before=$SECONDS
docker stop web
[ $((SECONDS - before)) -lt 8 ] && [ "$(docker inspect --format '{{.State.ExitCode}}' web)" = 0 ] || fail 'stop'
[ "$(docker run --rm nginx:alpine sh -c 'id -u nginx')" = 101 ] || fail 'another command, another tag'
mkdir html && echo 'mine' > html/index.html && chmod 755 . html
docker run -d -p 8081:80 -v "$PWD/html:/usr/share/nginx/html:ro" nginx:stable-alpine
mine() { [ "$(curl -sf http://localhost:8081/)" = mine ]; }
eventually 20 mine || fail 'bind mount'
mkdir build && cat > build/Dockerfile <<'DOCKERFILE'
FROM busybox AS build
RUN mkdir -p /app/build && echo '<p>built</p>' > /app/build/index.html
FROM nginx:stable-alpine
COPY --from=build /app/build /usr/share/nginx/html
COPY proxy.conf /etc/nginx/conf.d/proxy.conf
EXPOSE 80
CMD ["nginx", "-g", "daemon off;"]
DOCKERFILE
cat > build/proxy.conf <<'CONF'
proxy_cache_path /tmp/cache keys_zone=pages:1m;
server {
  listen 81;
  location / {
    proxy_pass http://origin;
    proxy_cache pages;
    proxy_cache_valid 200 1m;
    add_header X-Cache $upstream_cache_status;
  }
}
CONF
docker build -q -t site build
docker network create try
docker run -d --network try --name origin nginx
docker run -d --network try -p 8082:80 -p 8083:81 --name site site
built() { [ "$(curl -sf http://localhost:8082/)" = '<p>built</p>' ] && curl -sf -o /dev/null http://localhost:8083/; }
eventually 20 built || fail 'site of two stages'
curl -si http://localhost:8083/ | grep 'X-Cache: HIT' || fail 'proxy cache'
cat > nginx.conf <<'CONF'
load_module modules/ngx_stream_module.so;
events {}
stream { server { listen 90; proxy_pass origin:80; } }
CONF
docker run -d --network try -p 8084:90 -v "$PWD/nginx.conf:/etc/nginx/nginx.conf:ro" nginx
streams() { curl -sf http://localhost:8084/ | grep Welcome; }
eventually 20 streams || fail 'a configuration of its own'
