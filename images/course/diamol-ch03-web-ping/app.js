// Asks a web site again and again for a sign of life, and logs each answer. The environment says whom, how and how often:
//   TARGET    a host name (then http:// is meant) or a whole URL
//   METHOD    HTTP method
//   INTERVAL  milliseconds from the start of one request to the start of the next
// Ends only when it is told to (docker stop).

// For everything from looking the name up to the answer.
const timeoutMilliseconds = 15_000;
const target = process.env.TARGET || 'blog.sixeyed.com';
const address = /^https?:\/\//.test(target) ? target : `http://${target}`;
const method = (process.env.METHOD || 'HEAD').toUpperCase();
const interval = readInterval(process.env.INTERVAL || '3000');

function readInterval(text) {
  const milliseconds = Number(text);
  if (Number.isFinite(milliseconds) && milliseconds >= 100) return milliseconds;
  console.log(`INTERVAL=${text} is not a number of milliseconds from 100 up; using 3000`);
  return 3000;
}

// Asks once. Resolves with the HTTP status, whatever it is; rejects when no answer came.
// The imports are inside so that this one file runs as it is, without a package.json beside it.
async function ping() {
  const url = new URL(address);
  const { request } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  return new Promise((resolve, reject) => {
    // Without an agent each request looks the name up anew: the container behind it may have been replaced.
    const asked = request(url, { method, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    const tooLate = Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
    const limit = setTimeout(() => asked.destroy(tooLate), timeoutMilliseconds);
    asked.on('close', () => clearTimeout(limit));
    asked.on('error', reject);
    asked.end();
  });
}

function reasonOf(failure) {
  // A name with several addresses fails once for each.
  const error = failure.errors?.[0] ?? failure;
  switch (error.code) {
    case 'ENOTFOUND':
      return `no such host: ${error.hostname}`;
    case 'EAI_AGAIN':
      return `no such host: ${error.hostname} (no name server could tell)`;
    case 'ECONNREFUSED':
      return `connection refused: nothing listens on port ${error.port} of ${error.address}`;
    case 'ERR_INVALID_URL':
      return `TARGET=${target} is neither a host name nor a URL`;
    default:
      return error.message || error.code;
  }
}

async function run() {
  console.log(`web-ping: ${method} ${address} every ${interval} ms`);
  for (let number = 1; ; number++) {
    const started = Date.now();
    try {
      const status = await ping();
      console.log(`#${number} ${method} ${address} -> ${status} in ${Date.now() - started} ms`);
    } catch (error) {
      console.log(`#${number} ${method} ${address} -> failed after ${Date.now() - started} ms: ${reasonOf(error)}`);
    }
    const pause = Math.max(0, started + interval - Date.now());
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

// The first process of a container ignores signals that it does not handle.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));

run();
