// The places lines can go to: standard output, a file, an HTTP address.
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const kinds = { stdout: standardOutput, file: fileSink, http: httpSink };
// The lines that wait while an HTTP address does not answer. Beyond that the oldest are given up.
const mostWaiting = 10_000;
const mostAtOnce = 500;

/** A place, as the configuration describes it. */
export function createSink(source) {
  const make = kinds[source?.type];
  if (!make) throw new Error(`"type" is "${source?.type}"; known are ${Object.keys(kinds).join(', ')}.`);
  return make(source);
}

function standardOutput() {
  return { write: (line) => process.stdout.write(`${JSON.stringify(line)}\n`), end: async () => {} };
}

function fileSink({ path }) {
  if (typeof path !== 'string') throw new Error('a file needs "path".');
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(path, { flags: 'a' });
  file.on('error', (error) => console.error(`${path}: ${error.message}`));
  return {
    write: (line) => file.write(`${JSON.stringify(line)}\n`),
    end: () => new Promise((resolve) => file.end(resolve)),
  };
}

// Sends lists of lines. What is not taken waits and is sent again, in order.
function httpSink({ url }) {
  if (!URL.canParse(url)) throw new Error('http needs "url", an address such as "http://log-search:5601/logs".');
  let waiting = [];
  let sending;
  let troubled = false;

  async function send() {
    while (waiting.length > 0) {
      const lines = waiting.slice(0, mostAtOnce);
      const body = JSON.stringify(lines);
      const headers = { 'content-type': 'application/json' };
      try {
        const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(5000) });
        if (!response.ok) throw new Error(`status ${response.status}`);
        waiting = waiting.slice(lines.length);
        if (troubled) console.error(`${url} takes lines again.`);
        troubled = false;
      } catch (error) {
        const reason = error.cause?.code ?? error.message;
        if (!troubled)
          console.error(`${url} does not take lines (${reason}). They wait here; trying again every second.`);
        troubled = true;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
    sending = undefined;
  }

  return {
    write(line) {
      waiting.push(line);
      if (waiting.length > mostWaiting) waiting = waiting.slice(-mostWaiting);
      sending ??= send();
    },
    end: async () => sending,
  };
}
