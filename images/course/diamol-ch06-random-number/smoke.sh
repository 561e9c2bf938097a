for container in rn1 rn2 rn3; do
  docker container run --name "$container" "$IMAGE"
  docker container cp "$container:/random/number.txt" "$container.txt"
  grep -Eqx '[1-9][0-9]{0,5}' "$container.txt" || fail "$container wrote no number"
done
[ "$(sort -u rn1.txt rn2.txt rn3.txt | wc -l)" -gt 1 ] || fail 'three containers wrote the same number'

# The file is in the writable layer of the container and not in the image.
[[ "$(docker container diff rn1)" == *'A /random/number.txt'* ]] || fail 'the file is not an addition of the container'

# A container that starts again draws again, in the same layer.
changed() {
  docker container start --attach rn1
  docker container cp rn1:/random/number.txt again.txt
  ! cmp -s rn1.txt again.txt
}
eventually 10 changed
