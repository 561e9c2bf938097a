# The engine has a Dockerfile reader of its own; that this image is the one at work shows in the progress output.
mkdir app && cd app
echo 'hello' > greeting.txt
cat > Dockerfile <<'END'
# syntax=docker/dockerfile:1
FROM diamol/base AS builder
COPY <<CONFIG /etc/app.conf
colour=blue
CONFIG
RUN <<SCRIPT
set -e
mkdir /made
echo "made in a script of $((1 + 3)) lines" > /made/script.txt
SCRIPT
RUN --mount=type=cache,target=/cache echo kept >> /cache/runs && cp /cache/runs /made/runs.txt

FROM diamol/base
WORKDIR /app
COPY --chmod=640 greeting.txt .
COPY --from=builder /etc/app.conf /made/ ./
CMD ["cat", "greeting.txt", "app.conf", "script.txt", "runs.txt"]
END
docker build --progress=plain -t syntax-one . > build.log 2>&1 || { cat build.log; fail "the build did not succeed"; }
grep -q 'docker-image://docker.io/docker/dockerfile:1' build.log || { cat build.log; fail "the syntax image was not used"; }
said=$(docker run --rm syntax-one)
[ "$said" = $'hello\ncolour=blue\nmade in a script of 4 lines\nkept' ] || fail "the image holds: $said"
[ "$(docker run --rm syntax-one stat -c %a greeting.txt)" = 640 ] || fail "COPY --chmod had no effect"

# What a cache mount holds is still there in the next build.
echo 'hello again' > greeting.txt
sed -i 's/echo kept/echo "kept again"/' Dockerfile
docker build -q -t syntax-one . > build.log 2>&1 || { cat build.log; fail "the second build did not succeed"; }
[ "$(docker run --rm syntax-one cat runs.txt)" = $'kept\nkept again' ] || fail "the cache mount was lost"

# Another tag, and a mistake that is pointed out with its name.
printf '# syntax=docker/dockerfile:1.7\nFROM diamol/base\n' | docker build -q - > /dev/null || fail "tag 1.7 cannot be used"
printf '# syntax=docker/dockerfile:1\nFROM diamol/base\nRUNN true\n' | docker build - > build.log 2>&1 \
  && fail "a misspelt instruction was accepted"
grep -q 'unknown instruction: RUNN' build.log || { cat build.log; fail "the mistake was not named"; }
[[ "$(docker run --rm "$IMAGE" --version)" == *dockerfile-frontend*1.7.1* ]] || fail "wrong version"
