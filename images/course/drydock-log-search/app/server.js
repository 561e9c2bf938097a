// The web server: takes lines at POST /logs, answers GET /search, and has a page to search with.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { createLogStore } from './log-store.js';

const port = 5601;
const store = createLogStore('/data/logs.jsonl', Number(process.env.MAX_LINES) || 20000);

const pageFiles = new Map([
  ['/', ['page.html', 'text/html; charset=utf-8']],
  ['/page.css', ['page.css', 'text/css; charset=utf-8']],
  ['/page.js', ['page.js', 'text/javascript; charset=utf-8']],
]);

// One object, a list of objects, or one object in each line.
function linesFrom(body) {
  let values;
  try {
    values = [JSON.parse(body)].flat();
  } catch {
    const texts = body.split('\n').filter((line) => line.trim());
    values = texts.map((line) => JSON.parse(line));
  }
  if (values.some((value) => typeof value !== 'object' || value === null))
    throw new SyntaxError('A line is a JSON object.');
  return values.map((value) => ({ time: new Date().toISOString(), ...value }));
}

function search(parameters) {
  const { text = '', size = '100' } = Object.fromEntries(parameters);
  const fields = [...parameters].filter(([name, value]) => name !== 'text' && name !== 'size' && value !== '');
  return store.search({ fields, text, size: Math.min(Math.max(Number(size) || 100, 1), 1000) });
}

const server = createServer(async (request, response) => {
  const json = (status, body) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  try {
    const { pathname, searchParams } = new URL(request.url, 'http://log-search');
    if (pathname === '/logs' && request.method === 'POST') {
      const added = linesFrom(await text(request));
      store.add(added);
      return json(200, { added: added.length });
    }
    if (pathname === '/search') return json(200, search(searchParams));
    if (pathname === '/fields') return json(200, store.fields());
    if (pathname === '/api/health') return json(200, { status: 'ok', lines: store.count() });
    const [file, type] = pageFiles.get(pathname) ?? [];
    if (file) return response.writeHead(200, { 'content-type': type }).end(await readFile(file));
    json(404, { message: 'There is nothing here. Known are /, /search, /fields and POST /logs.' });
  } catch (error) {
    if (!(error instanceof SyntaxError)) console.error(error);
    json(error instanceof SyntaxError ? 400 : 500, { message: error.message });
  }
});

server.listen(port, () => console.log(`Log search on port ${port} with ${store.count()} lines`));

process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
