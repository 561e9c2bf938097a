docker run --rm "$IMAGE" java -version 2> version.txt
grep -q '^openjdk version "21\.' version.txt || fail "java -version says: $(cat version.txt)"
# The same layers as openjdk: nothing is stored or pulled twice.
docker pull -q openjdk > /dev/null
layers() { docker image inspect -f '{{json .RootFS.Layers}}' "$1"; }
[ "$(layers "$IMAGE")" = "$(layers openjdk)" ] || fail "the layers are not those of openjdk"
