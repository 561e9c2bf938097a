# The book's exercise: push all tags, list them by the API, delete one by its digest.
docker container run -d -p 5000:5000 --restart always --name registry diamol/registry
answers() { curl -sf http://localhost:5000/v2/; }
eventually 20 answers || fail 'does not answer'
for tag in latest 2 2.1 2.1.106; do
  docker build -q -t "localhost:5000/gallery/ui:$tag" - <<< $'FROM busybox\nLABEL tag='"$tag"
done
docker image push -q --all-tags localhost:5000/gallery/ui
[ "$(curl -sf http://localhost:5000/v2/gallery/ui/tags/list | jq '.tags | length')" = 4 ] || fail 'tags/list'
url=http://localhost:5000/v2/gallery/ui/manifests
digest=$(curl -sf --head "$url/latest" -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' | tr -d '\r' | sed -n 's/^Docker-Content-Digest: //p')
[ "$(curl -s -o /dev/null -w '%{http_code}' -X DELETE "$url/$digest")" = 202 ] || fail 'delete'
[ "$(curl -sf http://localhost:5000/v2/gallery/ui/tags/list | jq -c '.tags | sort')" = '["2","2.1","2.1.106"]' ] || fail 'tags after delete'
