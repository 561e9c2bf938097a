# A push starts a run, which builds, tests and, once approved, pushes an image that carries the build number.
docker run -d --name registry -p 5000:5000 --restart=always registry:2
docker run -d --name pipeline -p 8080:8080 -v pipeline-data:/data -v /var/run/docker.sock:/var/run/docker.sock "$IMAGE"
site=http://localhost:8080
eventually 30 curl -sf -o /dev/null "$site/api/health"
curl -sf "$site/api/health" | jq -e '.status == "ok" and (.engine | test("^26"))' || fail 'health'
curl -sf "$site/" | grep 'There are no runs yet' || fail 'first page'

git init --quiet --initial-branch main todo && cd todo
git config user.name learner && git config user.email learner@example.com
cat > Dockerfile <<'FILE'
FROM diamol/base
ARG BUILD_NUMBER=0
LABEL build_number=$BUILD_NUMBER
CMD ["echo", "hello"]
FILE
cat > docker-compose.yml <<'FILE'
services:
  todo:
    image: ${REGISTRY:-docker.io}/diamol/ch11-todo-list:v1-build-${BUILD_NUMBER:-0}
FILE
cat > docker-compose-build.yml <<'FILE'
services:
  todo:
    build:
      context: .
      args:
        BUILD_NUMBER: ${BUILD_NUMBER:-0}
FILE
cat > pipeline.json <<'FILE'
{
  "environment": { "REGISTRY": "localhost:5000" },
  "stages": [
    { "name": "verify", "commands": ["docker version"] },
    { "name": "build", "commands": ["docker compose -f docker-compose.yml -f docker-compose-build.yml build --pull"] },
    { "name": "test", "commands": ["docker compose up", "docker compose logs | grep hello", "docker compose down"] },
    { "name": "push", "approval": true, "commands": "docker compose -f docker-compose.yml -f docker-compose-build.yml push" }
  ]
}
FILE
git add . && git commit --quiet --message 'First version'
git push "$site/git/todo-list.git" main 2>&1 | grep "remote: Pipeline: build 1 of todo-list has been started, see $site/runs/todo-list/1" ||
  fail 'nothing is said to whoever pushes'

status() { curl -sf "$site/api/runs/todo-list/$1" | jq -r .status; }
is() { [ "$(status "$1")" = "$2" ]; }
log() { curl -sf "$site/api/runs/todo-list/$1/log"; }
eventually 60 is 1 waiting || fail "build 1 is $(status 1): $(log 1)"
[ "$(docker image inspect -f '{{.Config.Labels.build_number}}' localhost:5000/diamol/ch11-todo-list:v1-build-1)" = 1 ] || fail 'label'
[ "$(curl -s -o /dev/null -w '%{http_code}' http://localhost:5000/v2/diamol/ch11-todo-list/tags/list)" = 404 ] || fail 'pushed too early'
curl -sf "$site/runs/todo-list/1" | grep 'Approve push' || fail 'no button'
curl -sf -X POST "$site/api/runs/todo-list/1/approve" || fail 'approval'
eventually 60 is 1 success || fail "build 1 is $(status 1): $(log 1)"
[ "$(curl -sf http://localhost:5000/v2/diamol/ch11-todo-list/tags/list | jq -c .tags)" = '["v1-build-1"]' ] || fail "not in the registry: $(log 1)"
curl -sf "$site/runs/todo-list/1" | grep 'class="status success"' || fail 'page'
[ "$(curl -s -o /dev/null -w '%{http_code}' -X POST "$site/api/runs/todo-list/1/approve")" = 409 ] || fail 'approved twice'

# A mistake ends the run where it happens; the number grows; rejecting ends a run, too.
push_pipeline() { echo "$1" > pipeline.json && git commit --quiet --all --message 'Another pipeline' && git push --quiet "$site/git/todo-list.git" main; }
push_pipeline '{ "stages": [{ "name": "one", "commands": "true" }, { "name": "two", "commands": ["echo ran", "exit 3", "echo too far"] }, { "name": "three", "commands": "true" }] }'
eventually 30 is 2 failed || fail "build 2 is $(status 2)"
[ "$(curl -sf "$site/api/runs/todo-list/2" | jq -c '[.stages[].status]')" = '["success","failed","skipped"]' ] || fail 'stages'
[ "$(log 2 | grep -c -e '^ran$' -e '^too far$' -e '"exit 3" ended with exit code 3')" = 2 ] || fail "log: $(log 2)"
curl -sf -X POST "$site/api/runs/todo-list/2/again" | jq -e '.number == 3' || fail 'run again'
eventually 30 is 3 failed || fail "build 3 is $(status 3)"
push_pipeline '{ "stages": [{ "name": "deploy", "approval": true, "commands": "true" }] }'
eventually 30 is 4 waiting || fail "build 4 is $(status 4)"
curl -sf -X POST "$site/api/runs/todo-list/4/reject"
eventually 30 is 4 rejected || fail "build 4 is $(status 4)"
push_pipeline '{ "stages": [ }'
eventually 30 is 5 failed || fail "build 5 is $(status 5)"
curl -sf "$site/api/runs/todo-list/5" | jq -r .error | grep 'not valid JSON' || fail 'bad pipeline.json'

git clone --quiet "$site/git/todo-list.git" ../clone && [ -f ../clone/docker-compose.yml ] || fail 'clone'
{ git ls-remote "$site/git/unknown.git" 2>&1 || true; } | grep 'not found' || fail 'unknown repository'

# Repositories and runs outlive the container.
docker stop --time 5 pipeline && [ "$(docker inspect -f '{{.State.ExitCode}}' pipeline)" = 0 ] || fail 'should stop by itself'
docker rm pipeline
docker run -d --name pipeline -p 8080:8080 -v pipeline-data:/data "$IMAGE"
eventually 30 curl -sf -o /dev/null "$site/api/repositories"
curl -sf "$site/api/runs" | jq -e 'length == 5' || fail 'runs are lost'
curl -sf "$site/api/health" | jq -r .message | grep 'Mount its socket' || fail 'no word about the missing socket'
