// Serves git over HTTP by running git's own CGI program, and makes a repository when somebody first pushes to it.
import { spawn } from 'node:child_process';
import { namePattern } from './repositories.js';

const backend = '/usr/lib/git-core/git-http-backend';
const gitPath = new RegExp(`^/git/(${namePattern})(?:\\.git)?(/.*)$`);

/** Answers a request below /git/; false when it is none of git's. */
export async function answerGit(request, response, repositories) {
  const url = new URL(request.url, 'http://pipeline');
  const [, name, rest] = url.pathname.match(gitPath) ?? [];
  if (!name) return false;

  if (!repositories.has(name)) {
    if (url.searchParams.get('service') !== 'git-receive-pack') return false;
    await repositories.create(name);
  }

  const program = spawn(backend, {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: repositories.folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${name}.git${rest}`,
      REQUEST_METHOD: request.method,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      CONTENT_LENGTH: request.headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
      REMOTE_ADDR: request.socket.remoteAddress,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // The program may end before it has read everything; the answer it gave by then is what counts.
  program.stdin.on('error', () => {});
  request.pipe(program.stdin);
  passOn(program.stdout, response);
  return true;
}

// A CGI program first writes headers, among them "Status", then an empty line, then the body.
function passOn(output, response) {
  let head = Buffer.alloc(0);
  const readHead = (chunk) => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    output.off('data', readHead);
    for (const line of head.subarray(0, end).toString('latin1').split('\r\n')) {
      const [, name, value] = line.match(/^([^:]+):\s*(.*)$/) ?? [];
      if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
      else if (name) response.setHeader(name, value);
    }
    response.write(head.subarray(end + 4));
    output.pipe(response);
  };
  output.on('data', readHead);
  output.on('end', () => response.end());
}
