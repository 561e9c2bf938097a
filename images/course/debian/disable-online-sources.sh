#!/bin/sh
# Puts the package sources that need a network beside apt's way, and the repository inside the image in their place.
set -eu

cd /etc/apt
for sources in sources.list sources.list.d/*.list sources.list.d/*.sources; do
  [ -s "$sources" ] || continue
  disabled=sources.list.d/online-$(basename "$sources").disabled
  {
    echo '# Debian packages from the network. There is none in the sandbox; where there is one, enable them with:'
    echo "#   mv /etc/apt/$disabled /etc/apt/${disabled%.disabled} && apt-get update"
    cat "$sources"
  } > "$disabled"
  rm "$sources"
done

cat > sources.list.d/course.list << 'TEXT'
# The packages of the course lie inside this image, so that apt-get works without a network.
# Everything else of Debian: see the files in this folder that end in .disabled.
deb [trusted=yes] file:/usr/share/course-packages ./
TEXT
