// The web server: pages for people, answers in JSON for the pages and for checks.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { builtInDashboard, readDashboards } from './dashboards.js';
import { createPrometheus } from './prometheus.js';

const port = 3000;
const folder = '/etc/dashboards';
const prometheus = createPrometheus(process.env.PROMETHEUS_URL || 'http://prometheus:9090');

const pageFiles = new Map([
  ['/page.css', 'text/css; charset=utf-8'],
  ['/page.js', 'text/javascript; charset=utf-8'],
  ['/chart.js', 'text/javascript; charset=utf-8'],
]);

// The files are read anew for each question: a changed dashboard shows at the next refresh.
async function everyDashboard() {
  const { dashboards, problems } = await readDashboards(folder);
  const shown = dashboards.length || problems.length ? dashboards : [builtInDashboard];
  return { dashboards: shown, problems };
}

async function answer(path) {
  if (path === '/api/health') return { status: 'ok', prometheus: await prometheus.health() };

  const { dashboards, problems } = await everyDashboard();
  if (path === '/api/dashboards') return { dashboards, problems };

  const [, uid, panelNumber] = path.match(/^\/api\/dashboards\/([^/]+)(?:\/panels\/(\d+))?$/) ?? [];
  const dashboard = dashboards.find((candidate) => candidate.uid === decodeURIComponent(uid ?? ''));
  if (!dashboard) return undefined;
  if (panelNumber === undefined) return { ...dashboard, problems };

  const panel = dashboard.panels[Number(panelNumber)];
  return panel && prometheus.panelData(panel, dashboard.seconds);
}

const server = createServer(async (request, response) => {
  const send = (status, type, body) => response.writeHead(status, { 'content-type': type }).end(body);
  const sendJson = (status, body) => send(status, 'application/json', JSON.stringify(body));
  try {
    const path = new URL(request.url, 'http://dashboard').pathname;
    if (path.startsWith('/api/')) {
      const body = await answer(path);
      return body ? sendJson(200, body) : sendJson(404, { message: `There is nothing at ${path}.` });
    }
    if (pageFiles.has(path)) return send(200, pageFiles.get(path), await readFile(`page${path}`));
    if (path === '/' || path.startsWith('/d/'))
      return send(200, 'text/html; charset=utf-8', await readFile('page/index.html'));
    send(404, 'text/plain; charset=utf-8', 'There is no such page. The dashboards are at /.\n');
  } catch (error) {
    console.error(error);
    sendJson(500, { message: error.message });
  }
});

server.listen(port, () => console.log(`Dashboards on port ${port}; Prometheus is expected at ${prometheus.address}`));

process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
