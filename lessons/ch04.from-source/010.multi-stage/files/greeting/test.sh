#!/bin/sh
# Fails when the greeting is not right.
found=$(sh greet.sh Docker)
expected='Hello, Docker!'
if [ "$found" != "$expected" ]; then
  echo "TEST FAILED: expected \"$expected\", found \"$found\""
  exit 1
fi
echo 'TEST PASSED' > result.txt
