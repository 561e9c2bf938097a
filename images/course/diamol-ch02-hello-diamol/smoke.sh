# Greets, tells what it sees of itself, and ends well.
said=$(docker run --name greeting "$IMAGE")
grep -q "$(docker inspect --format '{{.Config.Hostname}}' greeting)" <<< "$said" || fail "it does not tell its host name: $said"
[ "$(docker inspect --format '{{.State.Status}} {{.State.ExitCode}}' greeting)" = 'exited 0' ] || fail 'it did not end well'
