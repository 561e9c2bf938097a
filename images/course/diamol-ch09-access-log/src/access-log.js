// How many visits there were, and from how many addresses. Lives in memory: every container counts its own, from its start
// on. Prometheus adds the containers up.
import { hostname } from 'node:os';
import { Counter, Gauge } from 'prom-client';

const currentMilliseconds = 5 * 60_000;

let visits = 0;
// When each address was last seen, the longest ago first.
const lastSeen = new Map();

const accesses = new Counter({
  name: 'access_log_total',
  help: 'Visits reported to this container since it started',
  labelNames: ['hostname'],
});
accesses.inc({ hostname: hostname() }, 0);

new Gauge({
  name: 'access_client_ip_current',
  help: 'Different client addresses among the visits of the last five minutes',
  collect() {
    forgetOld(Date.now());
    this.set(lastSeen.size);
  },
});

export function record(clientIp) {
  visits += 1;
  accesses.inc({ hostname: hostname() });
  forgetOld(Date.now());
  lastSeen.delete(clientIp);
  lastSeen.set(clientIp, Date.now());
  console.log(`access from ${clientIp}`);
}

export function stats() {
  return { logs: visits };
}

function forgetOld(now) {
  for (const [clientIp, seen] of lastSeen) {
    if (now - seen < currentMilliseconds) return;
    lastSeen.delete(clientIp);
  }
}
