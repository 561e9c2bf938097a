// The router on port 80 and its status page on port 8080, kept up to date by the engine's events.
import { createServer } from 'node:http';
import { followEvents, runningContainers } from './engine.js';
import { reachableAddresses } from './networks.js';
import { statusPage } from './pages.js';
import { createProxy } from './proxy.js';
import { routesOf } from './routes.js';

let state = { routes: [], problems: [], engineError: 'The engine has not answered yet.' };

async function readRoutes() {
  try {
    const { routes, problems } = routesOf(await runningContainers(), reachableAddresses());
    const engineError = undefined;
    const changed = JSON.stringify({ routes, problems, engineError }) !== JSON.stringify(state);
    if (!changed) return;
    state = { routes, problems, engineError };
    for (const { host, path, targets } of routes) {
      console.log(`${host}${path} -> ${targets.map(({ container, port }) => `${container}:${port}`).join(', ')}`);
    }
    for (const { container, problem } of problems) console.log(`${container} ${problem}`);
    if (routes.length === 0) console.log('No routes');
  } catch (error) {
    tellEngineError(error);
  }
}

function tellEngineError(error) {
  const engineError =
    `The Docker Engine does not answer (${error.code ?? error.message}). ` +
    'Is its socket mounted? -v /var/run/docker.sock:/var/run/docker.sock:ro';
  if (engineError !== state.engineError) console.error(engineError);
  state = { routes: [], problems: [], engineError };
}

// One event seldom comes alone: a new container is created, connected and started.
let waiting;
const soon = () => (waiting ??= setTimeout(() => ((waiting = undefined), readRoutes()), 100));

async function keepUpToDate() {
  for (;;) {
    await followEvents(soon).catch(tellEngineError);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

const proxy = createProxy(() => state.routes);
const router = createServer(proxy.answer);
router.on('upgrade', proxy.upgrade);

const status = createServer((request, response) => {
  const json = request.url === '/api/routes';
  response.writeHead(200, { 'content-type': json ? 'application/json' : 'text/html; charset=utf-8' });
  response.end(json ? JSON.stringify(state) : statusPage(state));
});

router.listen(80, () => console.log('Routing on port 80, status page on port 8080'));
status.listen(8080);
keepUpToDate();

process.on('SIGTERM', () => process.exit(0));
