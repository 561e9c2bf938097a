/**
 * Asks a web address once. Exit code 0: it answered in time and without an error; 1: it did not. Made for health checks
 * and for checking at the start that what an application depends on is there.
 *
 * usage: node http-check.js [-u ADDRESS | -c SETTING] [-t MILLISECONDS]
 *   -u  the address, by default http://localhost
 *   -c  the setting of the application in which the address stands, such as RngApi:Url
 *   -t  how long an answer may take, by default 5000 milliseconds
 */
import { parseArgs } from 'node:util';
import { readSettings } from './settings.js';

const { values } = parseArgs({
  options: {
    url: { type: 'string', short: 'u', default: 'http://localhost' },
    config: { type: 'string', short: 'c' },
    timeout: { type: 'string', short: 't', default: '5000' },
  },
});
const address = values.config === undefined ? values.url : readSettings(import.meta.dirname).get(values.config);

const began = performance.now();
try {
  const response = await fetch(address, { signal: AbortSignal.timeout(Number(values.timeout)) });
  const took = Math.round(performance.now() - began);
  console.log(`HTTP: ${address} answered with status ${response.status} in ${took} ms`);
  process.exitCode = response.ok ? 0 : 1;
} catch (error) {
  const reason =
    error.name === 'TimeoutError' ? `no answer within ${values.timeout} ms` : (error.cause?.message ?? error.message);
  console.log(`HTTP: ${address}: ${reason}`);
  process.exitCode = 1;
}
