/** The to-do list as a web application: which address does what. */
import { readFileSync } from 'node:fs';
import { arch, hostname, platform } from 'node:os';
import { createLog } from './log.js';
import { openStore } from './open-store.js';
import { diagnosticsPage, homePage, listPage, messagePage, newPage } from './pages.js';
import { serve, stopSignal } from './serve.js';
import { readSettings, SettingsError } from './settings.js';

const folder = import.meta.dirname;

/**
 * Starts the application and stops it when Docker asks for it.
 * @param {object} [additions]
 * @param {(listener: import('node:http').RequestListener) => import('node:http').RequestListener} [additions.around]
 *   Is given the function that answers requests and returns the one to use.
 * @param {() => void} [additions.itemAdded] Is called for every new item.
 */
export async function start({ around = (listener) => listener, itemAdded = () => {} } = {}) {
  const stopping = stopSignal();
  try {
    const settings = readSettings(folder);
    const log = createLog(settings);
    log.information(`Settings from ${settings.sources.join(', ')}`);
    const store = await openStore(settings, log, stopping);
    log.information(`Database: ${store.description}`);
    const listener = around(createListener({ settings, store, log, itemAdded }));
    serve(listener, { log, stopping, stopped: () => store.close() });
  } catch (error) {
    if (stopping.aborted) process.exit(0);
    console.error(error instanceof SettingsError ? `fail: ${error.message}` : error);
    process.exit(1);
  }
}

function createListener({ settings, store, log, itemAdded }) {
  const about = { version: settings.get('App:Version') ?? '', host: hostname() };

  const add = async (item) => {
    const text = typeof item === 'string' ? item.trim() : '';
    if (text === '' || text.length > 200) throw new BadRequest('An item needs a text of 1 to 200 characters.');
    await store.add(text);
    log.debug(`Item added: ${text}`);
    itemAdded();
  };

  const change = async (form) => {
    const id = Number(form.id);
    if (!Number.isSafeInteger(id)) throw new BadRequest('The number of the item is missing.');
    if (form.action === 'delete') await store.remove(id);
    else await store.setDone(id, form.action === 'done');
    log.debug(`Item ${id}: ${form.action}`);
  };

  /** @type {Record<string, (request: import('node:http').IncomingMessage) => Promise<Answer> | Answer>} */
  const routes = {
    'GET /': async () => html(homePage(await store.list(), about)),
    'GET /list': async () => html(listPage(await store.list(), about)),
    'POST /list': async (request) => {
      await change(await readBody(request));
      return seeOther('list');
    },
    'GET /new': () => html(newPage(about)),
    'POST /new': async (request) => {
      await add((await readBody(request)).item);
      return seeOther('list');
    },
    'GET /diagnostics': () =>
      html(
        diagnosticsPage(
          [
            ['Container', hostname()],
            ['Platform', `${platform()} ${arch()}, Node.js ${process.version}`],
            ['Database', store.description],
            ['Settings from', settings.sources.join(', ')],
          ],
          about,
        ),
      ),
    'GET /css/site.css': () => stylesheet('site.css'),
    'GET /css/theme.css': () => stylesheet('theme.css'),
    'GET /api/items': async () => json(200, await store.list()),
    'POST /api/items': async (request) => {
      await add((await readBody(request)).item);
      return json(201, await store.list());
    },
  };

  const answer = async (request, path) => {
    const route = routes[`${request.method === 'HEAD' ? 'GET' : request.method} ${path}`];
    if (route === undefined) return html(messagePage('Not found', `There is no page ${path}.`, about), 404);
    try {
      return await route(request);
    } catch (error) {
      if (error instanceof BadRequest) return html(messagePage('That does not work', error.message, about), 400);
      log.error(`${request.method} ${path}: ${error.message || error.code}`);
      return html(messagePage('The list is not available', 'The log of this container says why.', about), 500);
    }
  };

  return async (request, response) => {
    const started = performance.now();
    const [path] = request.url.split('?', 1);
    const { status, headers, body } = await answer(request, path);
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
    log.debug(`${request.method} ${path} ${status} in ${(performance.now() - started).toFixed(1)} ms`);
  };
}

/** @typedef {{ status: number, headers: Record<string, string>, body?: string | Buffer }} Answer */

class BadRequest extends Error {}

/** The fields of a form or of a JSON object. */
async function readBody(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > 10_000) throw new BadRequest('That is too long.');
  }
  if (!request.headers['content-type']?.startsWith('application/json')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new BadRequest('That is not JSON.');
  }
}

/** @returns {Answer} */
function html(body, status = 200) {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** @returns {Answer} */
function json(status, value) {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` };
}

/** @returns {Answer} */
function stylesheet(name) {
  return {
    status: 200,
    // Asked for anew each time, so that a container of another version shows its own colours.
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' },
    body: readFileSync(`${folder}/wwwroot/css/${name}`),
  };
}

/** @returns {Answer} */
function seeOther(location) {
  return { status: 303, headers: { location } };
}
