// The web server: git below /git/, pages for people, answers in JSON below /api/, and the door for git's own hook.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { answerGit } from './git-http.js';
import { overviewPage, runPage } from './pages.js';
import { createRepositories } from './repositories.js';
import { createRunner } from './runner.js';
import { createRuns } from './runs.js';

const port = 8080;
const repositories = createRepositories('/data/git');
const runs = createRuns('/data/runs');
const runner = createRunner({ repositories, runs, folder: '/data/workspaces' });

const files = new Map([
  ['/page.css', 'text/css; charset=utf-8'],
  ['/page.js', 'text/javascript; charset=utf-8'],
]);

async function health() {
  try {
    const { stdout } = await promisify(execFile)('docker', ['version', '--format', '{{.Server.Version}}'], {
      timeout: 5000,
    });
    return { status: 'ok', engine: stdout.trim() };
  } catch (error) {
    const message = `No Docker Engine answers: ${error.stderr?.trim() || error.message} Mount its socket: -v /var/run/docker.sock:/var/run/docker.sock`;
    return { status: 'no engine', message };
  }
}

// Called by hooks/post-receive; the answer is shown to whoever pushed.
async function afterPush(name, body, address) {
  const lines = [];
  for (const line of body.trim().split('\n')) {
    const [, commit, reference] = line.split(' ');
    const branch = reference?.match(/^refs\/heads\/(.+)$/)?.[1];
    if (!branch || /^0+$/.test(commit)) continue;
    await repositories.rememberBranch(name, branch);
    const run = await runner.start(name, { commit, branch });
    lines.push(
      `Pipeline: build ${run.number} of ${name} has been started, see ${address}/runs/${name}/${run.number}\n`,
    );
  }
  return lines.join('');
}

// Where the last push came in, as the one who pushed sees it; the hook itself cannot know.
let publicAddress = `http://localhost:${port}`;

async function route(request, response) {
  const path = new URL(request.url, 'http://pipeline').pathname;
  const host = request.headers.host ?? `localhost:${port}`;
  const posted = request.method === 'POST';
  const send = (status, type, body) => response.writeHead(status, { 'content-type': type }).end(body);
  const html = (body) => send(200, 'text/html; charset=utf-8', body);
  const plain = (status, body) => send(status, 'text/plain; charset=utf-8', body);
  const json = (body, status = 200) => send(status, 'application/json', JSON.stringify(body));

  if (path.startsWith('/git/')) {
    publicAddress = `http://${host}`;
    if (await answerGit(request, response, repositories)) return;
    return plain(404, 'There is no such repository. A name has small letters, digits, "-" and "_".\n');
  }
  if (path.startsWith('/hooks/') && posted) {
    const name = path.slice('/hooks/'.length);
    if (!repositories.has(name)) return plain(404, 'There is no such repository.\n');
    return plain(200, await afterPush(name, await text(request), publicAddress));
  }
  if (files.has(path)) return send(200, files.get(path), await readFile(`.${path}`));
  if (path === '/') return html(overviewPage({ runs: runs.all(), repositories: repositories.names(), host }));
  if (path === '/api/health') return json(await health());
  if (path === '/api/repositories') return json(repositories.names());
  if (path === '/api/runs') return json(runs.all());

  const [, api, repository, number, action] =
    path.match(/^(\/api)?\/runs\/([^/]+)\/(\d+)(?:\/(log|approve|reject|again))?$/) ?? [];
  const run = runs.find(repository, number);
  if (!run) return plain(404, 'There is nothing here. The runs are at /.\n');
  if (!api && !action) return html(runPage(run, runs.log(run), runs.hasEnded(run)));
  if (api && !action) return json(run);
  if (action === 'log') return plain(200, runs.log(run));
  if (!api || !posted) return plain(405, 'This is asked for with POST, below /api.\n');

  // A button of the page comes back to a page; a program gets an answer.
  const fromPage = request.headers.accept?.includes('text/html');
  const done = (shown) =>
    fromPage ? response.writeHead(303, { location: `/runs/${shown.repository}/${shown.number}` }).end() : json(shown);
  if (action === 'again') return done(await runner.start(repository, run));
  if (!runner.decide(run, action === 'approve'))
    return json({ message: 'This run does not wait for a decision.' }, 409);
  done(run);
}

const server = createServer((request, response) =>
  route(request, response).catch((error) => {
    console.error(error);
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${error.message}\n`);
  }),
);

server.listen(port, async () => {
  console.log(`Pipeline on port ${port}. Push to http://localhost:${port}/git/NAME.git`);
  const { message } = await health();
  if (message) console.error(message);
});

process.on('SIGTERM', () => {
  runner.stop();
  process.exit(0);
});
