#!/bin/bash
# Maven names the versions of the plugins that a project uses without saying so (compiler, jar, surefire…). Debian has
# one version of each, not always the named one. Here Maven is told the versions that are installed, so that it neither
# looks for others nor warns.
set -euo pipefail

work=$(mktemp -d)
cd "$work"
core=$(realpath /usr/share/maven/lib/maven-core-3.x.jar)
model=$(realpath /usr/share/maven/lib/maven-model-builder-3.x.jar)
jar --extract --file "$core" META-INF/plexus/components.xml META-INF/plexus/default-bindings.xml
jar --extract --file "$model" org/apache/maven/model/pom-4.0.0.xml

for file in /usr/share/maven-repo/org/apache/maven/plugins/*/*/*.jar; do
  version=$(basename "$(dirname "$file")")
  plugin=$(basename "$(dirname "$(dirname "$file")")")
  echo "s/$plugin:[0-9.]*:/$plugin:$version:/"
  echo "/<artifactId>$plugin</{n;s/<version>.*</<version>$version</}"
done > installed.sed
sed -i -f installed.sed META-INF/plexus/*.xml org/apache/maven/model/pom-4.0.0.xml
# The release plugin is not in Debian.
sed -i '/<plugin>/{N;/maven-release-plugin/{N;N;d}}' org/apache/maven/model/pom-4.0.0.xml

jar --update --file "$core" META-INF
jar --update --file "$model" org
