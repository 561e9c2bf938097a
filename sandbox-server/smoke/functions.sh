# What the smoke tests of course images may use. Sourced before each of them, in a sandbox, by bash -euo pipefail.

# Ends the test with a reason.
fail() {
  echo "FAILED: $*"
  exit 1
}

# Repeats a command until it succeeds. usage: eventually SECONDS COMMAND...
eventually() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" > /tmp/eventually.out 2>&1; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      tail -n 20 /tmp/eventually.out
      fail "this did not come true in time: $*"
    fi
    sleep 0.2
  done
}
