#!/bin/sh
# Counts in steps of $STEP up to the number in limit.txt of the folder it is started in.
set -eu
number=$STEP
limit=$(cat limit.txt)
while [ "$number" -le "$limit" ]; do
  echo "$number"
  number=$((number + STEP))
done
