# The lab of chapter 6: the image comes with items; a configuration file and a volume give an empty list that is kept.
items() { curl --fail --silent "http://localhost:$1/api/items"; }
docker run -d --name filled -p 8015:80 "$IMAGE"
eventually 15 items 8015
[ "$(items 8015 | grep -o '"item"' | wc -l)" = 3 ] || fail "the image does not come with three items: $(items 8015)"

mkdir solution
echo '{"ConnectionStrings":{"ToDoDb":"Filename=/new-data/todo-list.db"}}' > solution/config.json
docker volume create ch06-lab
start() {
  docker run -d --name "$1" -p 8016:80 --volume ch06-lab:/new-data \
    --mount "type=bind,source=$PWD/solution,target=/app/config,readonly" "$IMAGE"
}
start empty
eventually 15 items 8016
[ "$(items 8016)" = '[]' ] || fail "the list is not empty: $(items 8016)"
curl --fail --silent --data item=mine http://localhost:8016/new
docker rm -f empty
start again
eventually 15 items 8016
[[ $(items 8016) = '[{"id":1,"item":"mine"'* ]] || fail "the item is gone: $(items 8016)"

# An empty volume over the old place is no solution: Docker copies into it what the image has there.
docker run -d --name copied -p 8017:80 -v copied:/data "$IMAGE"
eventually 15 items 8017
[ "$(items 8017)" = "$(items 8015)" ] || fail 'the volume has not got the items of the image'
