# The labels tell which build it is; a build of one's own can set them anew.
labels() {
  docker image inspect "$1" \
    --format '{{index .Config.Labels "version"}} {{index .Config.Labels "build_number"}} {{index .Config.Labels "build_tag"}}'
}
[ "$(labels "$IMAGE")" = '3.0 0 local' ] || fail "the labels are $(labels "$IMAGE")"
[ "$(docker image inspect --format '{{.Id}}' "$IMAGE")" = \
  "$(docker pull --quiet diamol/ch11-numbers-web:v3-build-local > pulled; docker image inspect --format '{{.Id}}' "$(cat pulled)")" ] ||
  fail 'v3-build-local is another image'

docker network create nat
docker run -d --name numbers-api --network nat -p 8080:80 diamol/ch11-numbers-api
version() { curl --fail --silent http://localhost:8080/version; }
eventually 15 version
[ "$(version)" = '{"version":"3.0","buildNumber":"0","buildTag":"local"}' ] || fail "the API says $(version)"
docker run -d --name numbers-web --restart on-failure --network nat -p 8081:80 diamol/ch11-numbers-web
page() { curl --fail --silent http://localhost:8081/; }
eventually 15 page
[[ $(page) = *'version 3.0 · build 0 · '* ]] || fail "the page says $(page)"
[[ $(curl --silent --request POST http://localhost:8081/) = *'Here it is'* ]] || fail 'there is no number'

mkdir build
cat > build/Dockerfile <<DOCKERFILE
FROM $IMAGE
ARG BUILD_NUMBER=0
ARG BUILD_TAG=local
LABEL build_number=\${BUILD_NUMBER} build_tag=\${BUILD_TAG}
DOCKERFILE
docker build --quiet --tag mine --build-arg BUILD_NUMBER=7 --build-arg BUILD_TAG=run-7 build
[ "$(labels mine)" = '3.0 7 run-7' ] || fail "the labels of an own build are $(labels mine)"
