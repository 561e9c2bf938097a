# Serves pages added in a Dockerfile, on layers shared with httpd.
mkdir -p build/html && echo 'gallery' > build/html/index.html && printf 'FROM diamol/apache\nCOPY html/ /usr/local/apache2/htdocs/\n' > build/Dockerfile
docker image build -q -t gallery/ui:v1 build
docker run -d --name web -p 8080:80 gallery/ui:v1
serves() { [ "$(curl -sf http://localhost:8080/)" = gallery ]; }
eventually 20 serves || fail 'page'
docker run --rm "$IMAGE" httpd -v | grep 'Apache/2\.4' || fail 'version'
docker pull -q httpd
[ "$(docker image inspect --format '{{json .RootFS.Layers}}' httpd)" = "$(docker image inspect --format '{{json .RootFS.Layers}}' "$IMAGE")" ] || fail 'layers are not shared with httpd'
