listing() { docker container run --rm "$@" | tr '\n' ' '; }

[ "$(listing "$IMAGE")" = 'abc.txt def.txt ' ] || fail 'the files of the image are not listed'

# A directory of the host hides what the image has there.
mkdir new
touch new/123.txt new/456.txt
[ "$(listing --mount "type=bind,source=$PWD/new,target=/init" "$IMAGE")" = '123.txt 456.txt ' ] ||
  fail 'a mounted directory does not hide the files of the image'

# A single file comes beside what is there.
[ "$(listing --mount "type=bind,source=$PWD/new/123.txt,target=/init/123.txt" "$IMAGE")" = '123.txt abc.txt def.txt ' ] ||
  fail 'a mounted file does not join the files of the image'

# An empty volume is first filled with what the image has; one with content hides it.
[ "$(listing --mount type=volume,source=filled,target=/init "$IMAGE")" = 'abc.txt def.txt ' ] ||
  fail 'an empty volume was not filled from the image'
docker container run --rm -v filled:/init "$IMAGE" sh -c 'rm /init/abc.txt; touch /init/own.txt'
[ "$(listing -v filled:/init "$IMAGE")" = 'def.txt own.txt ' ] || fail 'a volume with content does not hide the image'

# Read-only means that even root may not write.
docker container run --rm --mount "type=bind,source=$PWD/new,target=/init,readonly" "$IMAGE" touch /init/789.txt 2>/dev/null &&
  fail 'a read-only mount was written to'
[ ! -e new/789.txt ] || fail 'the file reached the host'
