# The page gets its numbers from the API, and says so when there are none.
open_page() { curl --fail --silent http://localhost:8081/; }
press() { curl --fail --silent --request POST http://localhost:8081/; }
docker network create nat
docker run -d --name web --network nat -p 8081:80 "$IMAGE"
eventually 15 open_page
[[ $(press) = *'RNG service unavailable!'* ]] || fail 'there is a number without the API'
[[ $(docker logs web) = *'http://numbers-api/rng cannot be reached'* ]] || fail 'the log does not say why'
docker run -d --name numbers-api --network nat diamol/ch08-numbers-api
number() { [[ $(press) =~ Here\ it\ is:\ \<strong\>[0-9]+\</strong\> ]]; }
eventually 15 number
broken() { [[ $(press) = *'RNG service unavailable!'* ]]; }
eventually 5 broken
began=$SECONDS
docker stop web
[ $((SECONDS - began)) -lt 8 ] || fail 'it had to be killed'

# The address of the API is a setting.
docker run -d --name other-api --network nat diamol/ch08-numbers-api
docker rm -f web
docker run -d --name web --network nat -p 8081:80 -e RngApi:Url=http://other-api/rng "$IMAGE"
eventually 15 open_page
eventually 5 number
