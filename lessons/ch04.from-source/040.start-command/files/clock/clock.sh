#!/bin/sh
# Prints the time every second until it is told to end.
trap 'echo "tidying up, then goodbye"; exit 0' TERM
while :; do
  date
  sleep 1 &
  wait $!
done
