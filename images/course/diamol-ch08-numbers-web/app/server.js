/** A web page with a button. Whoever presses it gets a number from the API that the setting RngApi:Url names. */
import { hostname } from 'node:os';
import { createLog } from './log.js';
import { page } from './page.js';
import { serve, stopSignal } from './serve.js';
import { readSettings } from './settings.js';

const settings = readSettings(import.meta.dirname);
const log = createLog(settings);
const address = settings.get('RngApi:Url');
const build = settings.get('App:BuildNumber');
const about = [
  `version ${settings.get('App:Version')}`,
  ...(build === undefined ? [] : [`build ${build}`]),
  `container ${hostname()}`,
];

/** @returns {Promise<string | null>} null when the API gives no number */
async function askForNumber() {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
    const text = (await response.text()).trim();
    if (response.ok && /^-?\d+$/.test(text)) {
      log.debug(`${address} returned ${text}`);
      return text;
    }
    log.error(`${address} answered with status ${response.status} and no number`);
  } catch (error) {
    log.error(`${address} cannot be reached: ${error.cause?.message || error.cause?.code || error.message}`);
  }
  return null;
}

serve(
  async (request, response) => {
    const [path] = request.url.split('?', 1);
    const send = (status, body) => {
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(body);
    };
    if (path !== '/') send(404, page({ error: `There is no page ${encodeURI(path)}.`, about }));
    else if (request.method !== 'POST') send(200, page({ about }));
    else {
      const number = await askForNumber();
      send(200, page(number === null ? { error: 'RNG service unavailable!', about } : { number, about }));
    }
  },
  { log, stopping: stopSignal() },
);
