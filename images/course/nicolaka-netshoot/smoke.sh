# Names, addresses, packets and connections on a network of its own.
docker network create todo-app
docker run -d --name server --network todo-app --network-alias mysql nginx
docker run -d --name second --network todo-app --network-alias mysql nginx
docker pull -q nicolaka/netshoot
shoot() { docker run --rm --network todo-app nicolaka/netshoot "$@"; }
address=$(docker inspect --format '{{(index .NetworkSettings.Networks "todo-app").IPAddress}}' server)
said=$(echo 'dig mysql; exit' | docker run --rm -i --network todo-app nicolaka/netshoot)
grep -q 'status: NOERROR' <<< "$said" && grep -q "^mysql\..*IN.*A.*$address\$" <<< "$said" && grep -q 'SERVER: 127.0.0.11#53' <<< "$said" || fail "dig: $said"
[ "$(shoot dig +short mysql | wc -l)" = 2 ] || fail 'two addresses of one alias'
shoot ping -c1 mysql | grep '1 packets transmitted, 1 received' || fail 'ping'
# From sh, too, the programs are these and not BusyBox's.
shoot sh -c 'nslookup server; host -t A server; ping -c1 server; curl -sf http://server; nc -zv server 80; traceroute -m 2 server;
  ip -br addr show eth0; ip route; tracepath -m 2 server; mtr -r -c 1 server; arping -c 1 server' > said 2>&1 || fail "exit code: $(cat said)"
for line in "^Address: $address" "^server has address $address" '0% packet loss, time' 'Welcome to nginx' 'server .* 80 port .* succeeded' \
  "^ 1  server.* ($address)" '^eth0.* UP' '^default via' 'pmtu 1500' '^  1\.|--' 'Received 1 response'; do
  grep -e "$line" said || fail "nothing like “$line” in: $(cat said)"
done
printf 'HEAD / HTTP/1.0\r\n\r\n' | docker run --rm -i --network todo-app nicolaka/netshoot socat - TCP:server:80 | grep '200 OK' || fail 'socat'
docker run --rm --network container:server nicolaka/netshoot ss -tln | grep ':80 ' || fail 'ss in the network of another container'
docker run --rm --network container:server nicolaka/netshoot netstat -tln | grep ':80 ' || fail 'netstat'
docker run -d --name capture --network container:server nicolaka/netshoot tcpdump -l -n -i eth0 -c 1 'tcp port 80 and tcp[tcpflags] & tcp-syn != 0'
listening() { docker logs capture 2>&1 | grep 'listening on eth0'; }
eventually 20 listening || fail 'tcpdump does not start'
shoot curl -sf -o /dev/null http://server
captured() { docker logs capture 2> /dev/null | grep "> $address.80: Flags \[S\]"; }
eventually 20 captured || fail 'tcpdump'
docker run -d --name speed --network todo-app nicolaka/netshoot iperf3 -s
fast() { shoot iperf3 -c speed -t 1 -J | shoot_jq '.end.sum_received.bytes > 0'; }
shoot_jq() { docker run --rm -i nicolaka/netshoot jq -e "$1"; }
eventually 20 fast || fail 'iperf3 and jq'
