# A learner's own registry: push, list, pull, restart, keep in a volume, refuse to delete, then delete by digest.
docker run -d -p 5000:5000 --restart=always --name registry registry:2
answers() { curl -sf http://localhost:5000/v2/; }
eventually 20 answers || fail 'does not answer'
docker tag "$(docker build -q - <<< $'FROM busybox\nLABEL gallery=v1')" localhost:5000/gallery/ui:v1
docker tag "$(docker build -q - <<< $'FROM busybox\nLABEL gallery=v2')" localhost:5000/gallery/ui:v2
docker push -q localhost:5000/gallery/ui:v1
docker image push -q --all-tags localhost:5000/gallery/ui
[ "$(curl -sf http://localhost:5000/v2/_catalog)" = '{"repositories":["gallery/ui"]}' ] || fail "_catalog: $(curl -s http://localhost:5000/v2/_catalog)"
[ "$(curl -sf http://localhost:5000/v2/gallery/ui/tags/list | jq -c '.tags | sort')" = '["v1","v2"]' ] || fail 'tags/list'
accept='Accept: application/vnd.docker.distribution.manifest.v2+json'
digest() { curl -sf --head -H "$accept" "http://localhost:5000/v2/gallery/ui/manifests/$1" | tr -d '\r' | sed -n 's/^[Dd]ocker-[Cc]ontent-[Dd]igest: //p'; }
grep -q '^sha256:' <<< "$(digest v1)" || fail 'HEAD manifest'
docker image rm localhost:5000/gallery/ui:v1
docker pull -q localhost:5000/gallery/ui:v1
[ "$(docker image inspect --format '{{.Config.Labels.gallery}}' localhost:5000/gallery/ui:v1)" = v1 ] || fail 'pull'
refused=$(curl -s -X DELETE -w '%{http_code}' "http://localhost:5000/v2/gallery/ui/manifests/$(digest v1)" | tr '\n' ' ')
grep -q 'UNSUPPORTED.* 405$' <<< "$refused" || fail "delete must be refused: $refused"
docker exec registry sh -c 'cat /etc/docker/registry/config.yml && ls /var/lib/registry/docker/registry/v2/repositories/gallery/ui' | grep '_manifests' || fail 'files'
docker logs registry 2>&1 | grep 'GET /v2/_catalog' || fail 'logs'
volume=$(docker inspect --format '{{range .Mounts}}{{if eq .Destination "/var/lib/registry"}}{{.Name}}{{end}}{{end}}' registry)
before=$SECONDS
docker restart registry
eventually 20 answers || fail 'does not come back'
[ $((SECONDS - before)) -lt 8 ] || fail 'stop is slow'
docker rm -f registry
docker run -d -p 5000:5000 --name registry -v "$volume:/var/lib/registry" -e REGISTRY_STORAGE_DELETE_ENABLED=true registry:2.6
eventually 20 answers || fail 'second registry'
v1=$(digest v1)
[ "$(curl -s -o /dev/null -X DELETE -w '%{http_code}' "http://localhost:5000/v2/gallery/ui/manifests/$v1")" = 202 ] || fail 'delete'
[ "$(curl -sf http://localhost:5000/v2/gallery/ui/tags/list | jq -c .tags)" = '["v2"]' ] || fail 'a tag is left over'
docker exec registry registry garbage-collect /etc/docker/registry/config.yml 2>&1 | grep 'eligible for deletion' || fail 'garbage-collect'
docker run --rm registry htpasswd -Bbn ann secret | grep '^ann:\$2y\$' || fail 'htpasswd'
docker run --rm registry --version | grep ' 2\.8' || fail 'version'
