# The book's Dockerfile: one file without a go.mod, built where the image starts, run in diamol/base.
cat > main.go <<'GO'
package main

import (
	"html/template"
	"log"
	"net/http"
	"os"
)

func main() {
	page := template.Must(template.ParseFiles("index.html"))
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { page.Execute(w, os.Getenv("IMAGE_API_URL")) })
	log.Fatal(http.ListenAndServe(":80", nil))
}
GO
echo '<p>{{.}}</p>' > index.html
cat > Dockerfile <<'DOCKERFILE'
FROM diamol/golang AS builder

COPY main.go .
RUN go build -o /server

# app
FROM diamol/base

ENV IMAGE_API_URL="http://iotd/image" \
    ACCESS_API_URL="http://accesslog/access-log"
CMD ["/web/server"]

WORKDIR web
COPY index.html .
COPY --from=builder /server .
RUN chmod +x server
DOCKERFILE
start=$(date +%s%N)
docker image build -t image-gallery .
echo "image built in $((($(date +%s%N) - start) / 1000000)) ms"
docker container run -d -p 8080:80 image-gallery
page() { [ "$(curl -sf http://localhost:8080/)" = '<p>http://iotd/image</p>' ]; }
eventually 15 page || fail 'the program'
size() { docker image inspect --format '{{.Size}}' "$1"; }
[ $(($(size image-gallery) * 4)) -lt "$(size diamol/golang)" ] || fail 'the image is not much smaller than the builder'
docker run --rm -v "$PWD/main.go:/module/main.go" -w /module "$IMAGE" \
  sh -c 'go mod init example && go build -o /tmp/server && test -x /tmp/server' || fail 'a module'

# The lab: built in the working folder of an image on this one.
cat > lab <<'DOCKERFILE'
FROM diamol/golang

WORKDIR web
COPY index.html .
COPY main.go .

RUN go build -o /web/server
RUN chmod +x /web/server

CMD ["/web/server"]
ENV USER=sixeyed
EXPOSE 80
DOCKERFILE
docker image build -t lab -f lab .
docker container run --rm lab test -x /web/server || fail 'the lab'
