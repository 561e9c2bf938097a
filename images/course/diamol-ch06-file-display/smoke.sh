original='This text came with the image.'
[ "$(docker container run --name f1 "$IMAGE")" = "$original" ] || fail 'the text of the image was not shown'

echo 'https://docs.docker.com' > url.txt
docker container cp url.txt f1:/input.txt 2>/dev/null
[ "$(docker container start --attach f1)" = 'https://docs.docker.com' ] || fail 'the copied file was not shown'

# Only this one container has the change, and takes it along when it is removed.
[ "$(docker container run --name f2 "$IMAGE")" = "$original" ] || fail 'the change reached a new container'
docker container rm -f f1 >/dev/null
docker container cp f1:/input.txt . 2>/dev/null && fail 'the file outlived its container'

# A single file of the host in its place.
[ "$(docker container run --rm --mount "type=bind,source=$PWD/url.txt,target=/input.txt,readonly" "$IMAGE")" = 'https://docs.docker.com' ] ||
  fail 'the mounted file was not shown'
