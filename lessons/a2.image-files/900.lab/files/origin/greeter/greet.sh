#!/bin/sh
echo "$GREETING, $(cat /app/name.txt)!"
