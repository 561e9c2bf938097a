# The lab as the chapter solves it, with the shell fed from here instead of a keyboard.
echo 'echo Ada >> ch03.txt' | docker container run -i --name ch03-lab "$IMAGE"
[[ "$(docker container diff ch03-lab)" == *'C /diamol/ch03.txt'* ]] || fail 'the change of ch03.txt is not seen'
docker container commit ch03-lab new-image >/dev/null
[ "$(docker container run new-image cat ch03.txt | tail -n 1)" = Ada ] || fail 'the new image has no new line'
[[ "$(docker container run "$IMAGE" cat ch03.txt)" != *Ada* ]] || fail 'the old image changed'
[ "$(docker container run --rm new-image pwd)" = /diamol ] || fail 'it does not start in /diamol'

# With a terminal, as it is typed: a shell that waits, and an editor to be had.
docker container run -dit --name typed "$IMAGE" >/dev/null
[ "$(docker container inspect --format '{{.State.Running}}' typed)" = true ] || fail 'the shell does not wait for a terminal'
docker container exec typed sh -c 'command -v vi' >/dev/null || fail 'there is no editor'
