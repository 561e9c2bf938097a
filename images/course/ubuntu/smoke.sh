# The commands of the course that name ubuntu.
id=$(docker run -d ubuntu bash -c "shuf -i 1-10000 -n 1 -o /data.txt && tail -f /dev/null")
number() { [ "$(docker exec "$id" cat /data.txt)" -ge 1 ]; }
eventually 20 number || fail 'shuf'
docker run --rm -i -t ubuntu ls / | grep data.txt && fail 'containers share files'
docker rm -f "$id"
echo 'echo "I am $(id -un) in bash $BASH_VERSION"; exit' | docker run --rm -i ubuntu:14.04 | grep 'root in bash 5' || fail 'bash is the command'
mkdir src && echo seen > src/file
[ "$(docker run --rm --mount type=bind,src="$(pwd)/src",target=/src ubuntu bash -c 'cat /src/file')" = seen ] || fail 'bind mount'
docker volume create --name myvolume
docker run --rm --name myvolume_1 -v myvolume:/root/ ubuntu:14.04 bash -c 'echo kept > /root/note'
[ "$(docker run --rm --name mount_option_1 --mount type=volume,source=myvolume,target=/root ubuntu:14.04 cat /root/note)" = kept ] || fail 'volume'
docker network create --driver bridge mybridge
docker run -i -t -d --name network_alias_container1 --net mybridge --net-alias alicek106 ubuntu:14.04
docker run -i -t -d --name network_alias_container2 --net mybridge --net-alias alicek106 ubuntu:14.04
[ "$(docker run --rm --net mybridge ubuntu:14.04 getent ahostsv4 alicek106 | awk '{print $1}' | sort -u | wc -l)" = 2 ] || fail 'aliases'
docker run --rm ubuntu cat /etc/os-release | grep '^ID=debian$' || fail 'os-release is not honest'
mkdir build && echo 'added' > build/test.html && cat > build/Dockerfile <<'DOCKERFILE'
FROM ubuntu:14.04
MAINTAINER learner
LABEL "purpose"="practice"
RUN apt-get update
RUN apt-get install apache2 -y
RUN apt-get update && apt-get install -y curl
ADD test.html /var/www/html
WORKDIR /var/www/html
RUN ["/bin/bash", "-c", "echo hello >> test2.html"]
EXPOSE 80
CMD apachectl -DFOREGROUND
DOCKERFILE
docker build -q -t mybuild:0.0 ./build
docker run -d -P --name myserver mybuild:0.0
port=$(docker port myserver 80/tcp | head -n 1 | sed 's/.*://')
serves() { [ "$(curl -sf "http://localhost:$port/test.html")" = added ]; }
eventually 20 serves || fail 'apache2'
[ "$(curl -sf "http://localhost:$port/test2.html")" = hello ] || fail 'RUN in exec form'
docker exec myserver curl --version | grep '^curl 8' || fail 'curl'
