# Version 3 checks with its own program that the API is there, and Docker restarts it until it is.
health() { [ "$(docker inspect --format '{{.State.Health.Status}}' "$1")" = healthy ]; }
! docker run --rm "$IMAGE" > said 2>&1 || fail 'it started without the API'
[[ $(cat said) = *'HTTP: http://numbers-api/rng: '* ]] || fail "it does not say what is missing: $(cat said)"

cat > docker-compose.yml <<'YAML'
name: numbers
services:
  numbers-api:
    image: diamol/ch08-numbers-api:v3
    healthcheck:
      interval: 1s
  numbers-web:
    image: ${IMAGE}
    restart: on-failure
    environment:
      - RngApi:Url=http://numbers-api/rng
    ports:
      - '8088:80'
    healthcheck:
      test: ['CMD', 'node', 'http-check.js', '-t', '2000']
      interval: 1s
YAML
export IMAGE
docker compose up -d numbers-web
restarted() { [ "$(docker inspect --format '{{.RestartCount}}' "$(docker compose ps --all -q numbers-web)")" -ge 1 ]; }
eventually 20 restarted
docker compose up -d
eventually 40 health "$(docker compose ps -q numbers-web)"
[[ $(curl --silent --request POST http://localhost:8088/) = *'Here it is'* ]] || fail 'there is no number'

# The image comes with a health check, and the setting reaches the check at the start.
docker run -d --name web --network numbers_default \
  --health-interval 1s -e RngApi__Url=http://numbers-api/health "$IMAGE"
eventually 30 health web
[[ $(docker logs web) = *'http://numbers-api/health answered with status 200'* ]] || fail 'the setting is not used'
began=$SECONDS
docker stop web
[ $((SECONDS - began)) -lt 8 ] || fail 'it had to be killed'
