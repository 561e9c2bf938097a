#!/bin/sh
# Copies programs and every shared library they are linked with into a root file system of their own, so that an image
# holds what it runs and nothing else. Libraries that a program opens by name at run time are not seen: name them too.
#
# usage: copy-closure.sh ROOT FILE...
set -eu

root=$1
shift

for directory in bin sbin lib lib64; do
  mkdir -p "$root/usr/$directory"
  [ -L "$root/$directory" ] || ln -s "usr/$directory" "$root/$directory"
done
mkdir -p "$root/tmp" "$root/root" "$root/etc" "$root/run" "$root/var/tmp"
chmod 1777 "$root/tmp" "$root/var/tmp"

# The directory is resolved because /lib and /usr/lib are one place; the name is kept because programs ask for it.
copy_file() {
  directory=$(realpath "$(dirname "$1")")
  target="$root$directory/$(basename "$1")"
  [ -e "$target" ] && return 0
  mkdir -p "$root$directory"
  cp -L "$1" "$target"
}

for file in "$@"; do
  copy_file "$file"
  # A statically linked program makes ldd fail; it has no libraries to copy.
  { ldd "$file" 2>/dev/null || true; } | grep -o '/[^ ]*' | sort -u | while read -r library; do
    [ "$library" = "$file" ] || copy_file "$library"
  done
done
