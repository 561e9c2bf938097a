# Builds programs without a network: a static one for another image, and a module with tests.
cat > main.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"
	"html/template"
	"log"
	"net/http"
	"os"
)

var page = template.Must(template.New("page").Parse("<h1>{{.}}</h1>"))

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { page.Execute(w, "Go & Docker") })
	http.HandleFunc("/json", func(w http.ResponseWriter, r *http.Request) { json.NewEncoder(w).Encode(os.Args) })
	fmt.Println("ready")
	log.Fatal(http.ListenAndServe(":80", nil))
}
GO
cat > Dockerfile <<'DOCKERFILE'
FROM golang
ADD main.go /root
WORKDIR /root
RUN go build -o /root/mainApp /root/main.go

FROM alpine:latest
WORKDIR /root
COPY --from=0 /root/mainApp .
CMD ["./mainApp"]
DOCKERFILE
docker build -q -t main-app .
docker run -d -p 8080:80 main-app
page() { [ "$(curl -sf http://localhost:8080/)" = '<h1>Go &amp; Docker</h1>' ]; }
eventually 15 page || fail 'the program in another image'

# The first build of a program must not take longer than a learner wants to wait.
docker run -d --name build -v "$PWD/main.go:/src/main.go" "$IMAGE" sleep infinity
docker exec build sh -c 'go version | grep -qF "go$GOLANG_VERSION "' || fail 'GOLANG_VERSION'
start=$(date +%s%N)
docker exec build go build -o /tmp/first /src/main.go
milliseconds=$((($(date +%s%N) - start) / 1000000))
echo "first build: $((milliseconds / 1000)).$(printf %03d $((milliseconds % 1000))) seconds"
[ "$milliseconds" -lt 5000 ] || fail 'the first build takes 5 seconds or more'

[ "$(docker exec build pwd)" = /go ] || fail 'the working directory'
mkdir module && cp main.go module/ && cat > module/main_test.go <<'GO'
package main

import "testing"

func TestPage(t *testing.T) {
	if page.Name() != "page" {
		t.Fail()
	}
}
GO
docker run --rm -v "$PWD/module:/src" -w /src "$IMAGE" sh -c '
  set -e
  go mod init example && go mod tidy && go build -o /tmp/app . && go vet . && gofmt -l . && go test .
  mkdir /tmp/small && cd /tmp/small && echo "package main; func main() { println(42) }" > main.go
  go run main.go
' > log 2>&1 || { cat log; fail 'a module'; }
grep -q '^ok .*example' log && grep -q '^42$' log || { cat log; fail 'go test and go run'; }
missing=$(docker exec build sh -c 'mkdir /tmp/x && cd /tmp/x && go mod init x && go get example.com/missing' 2>&1 || true)
grep -q 'GOPROXY=off' <<< "$missing" || fail 'the error of a missing module'
