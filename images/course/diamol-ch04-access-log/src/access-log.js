// How many visits there were. Lives in memory: every container counts its own, from its start on.

let visits = 0;

export function record(clientIp) {
  visits += 1;
  console.log(`access from ${clientIp}`);
}

export function stats() {
  return { logs: visits };
}
