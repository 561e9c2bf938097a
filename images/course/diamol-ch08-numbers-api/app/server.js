/**
 * Random numbers over HTTP, from a program with a bug that is there on purpose: after a few calls of /rng it answers every
 * call with an error, while its process goes on running.
 *
 *   GET /rng      a random number, or 500 once it is broken
 *   GET /health   200 as long as it is not broken, 500 afterwards
 *   GET /reset    repairs it
 *   GET /version  which build this is
 */
import { createLog } from './log.js';
import { serve, stopSignal } from './serve.js';
import { readSettings } from './settings.js';

const settings = readSettings(import.meta.dirname);
const log = createLog(settings);

const failing = settings.get('Rng:FailAfter:Enabled')?.toLowerCase() === 'true';
const goodCalls = failing ? Number(settings.get('Rng:FailAfter:Count')) : Infinity;
const lowest = Number(settings.get('Rng:Range:Min'));
const above = Number(settings.get('Rng:Range:Max'));

let calls = 0;
let healthy = true;

const routes = {
  '/rng': () => {
    calls += 1;
    if (calls > goodCalls) healthy = false;
    if (!healthy) {
      log.warning(`Unhealthy! Call ${calls} of /rng gets no number.`);
      return [500, 'The random number generator is broken.'];
    }
    const number = lowest + Math.floor(Math.random() * (above - lowest));
    log.debug(`Returning random number: ${number}`);
    return [200, String(number)];
  },
  '/health': () => (healthy ? [200, 'Ok'] : [500, 'Unhealthy']),
  '/reset': () => {
    calls = 0;
    healthy = true;
    log.information('Reset: healthy again');
    return [200, 'Ok'];
  },
  '/version': () => {
    const [version, buildNumber, buildTag] = ['Version', 'BuildNumber', 'BuildTag'].map((name) =>
      settings.get(`App:${name}`),
    );
    return [200, JSON.stringify({ version, buildNumber, buildTag })];
  },
};

serve(
  (request, response) => {
    const [path] = request.url.split('?', 1);
    const [status, text] = routes[path]?.() ?? [404, 'There is /rng, /health, /reset and /version.'];
    const type = path === '/version' ? 'application/json' : 'text/plain; charset=utf-8';
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
  },
  { log, stopping: stopSignal() },
);
