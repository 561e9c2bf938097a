#!/bin/sh
# Prints what this container can say about itself and ends, which ends the container.
address=$(ip -o -4 addr show scope global 2>/dev/null | grep -o 'inet [0-9.]*' | cut -d ' ' -f 2)

cat <<GREETING
---------------------------------------------------
Ahoy! These lines were written inside a container.

  host name         $(hostname)
  operating system  $(uname -s) $(uname -r), $(uname -m)
  IP address        ${address:-none}

The work is done, so the container stops here.
---------------------------------------------------
GREETING
