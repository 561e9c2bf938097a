# Greets, ends well, is one tiny layer, and has no shell.
said=$(docker run --name hello hello-world) || fail 'exit code'
grep -q 'Hello from Docker!' <<< "$said" && grep -q '방금 일어난 일' <<< "$said" || fail "greeting: $said"
[ "$(docker inspect --format '{{.State.Status}} {{.State.ExitCode}} {{.Path}}' hello)" = 'exited 0 /hello' ] || fail 'state'
[ "$(docker image inspect --format '{{len .RootFS.Layers}}' "$IMAGE")" = 1 ] || fail 'layers'
[ "$(docker image inspect --format '{{.Size}}' "$IMAGE")" -lt 50000 ] || fail 'size'
! docker run --rm "$IMAGE" sh 2> error || fail 'there should be no shell'
grep -q 'executable file not found' error || fail 'the error of a missing program'
