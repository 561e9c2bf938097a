// Asks a web site for a sign of life again and again, and prints each answer.
const http = require('node:http');

const { TARGET, METHOD, INTERVAL } = process.env;

function ping() {
  const started = Date.now();
  const request = http.request(`http://${TARGET}`, { method: METHOD, timeout: 3000 }, (response) => {
    console.log(`${METHOD} ${TARGET} -> ${response.statusCode} (${Date.now() - started} ms)`);
    response.resume();
  });
  request.on('timeout', () => request.destroy(new Error('no answer in time')));
  request.on('error', (error) => console.log(`${METHOD} ${TARGET} -> ${error.message || error.code}`));
  request.end();
}

console.log(`Pinging ${TARGET} every ${INTERVAL} ms`);
ping();
setInterval(ping, Number(INTERVAL));

// Without this, "docker stop" would have to wait ten seconds.
process.on('SIGTERM', () => process.exit(0));
