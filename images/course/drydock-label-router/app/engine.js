// Asks the Docker Engine through its socket, and hears of every change.
import { get } from 'node:http';

const socketPath = '/var/run/docker.sock';

function ask(path, answered) {
  return new Promise((resolve, reject) => {
    const request = get({ socketPath, path, headers: { host: 'docker' } }, (response) =>
      answered(response, resolve, reject),
    );
    request.on('error', reject);
  });
}

/** All running containers, as GET /containers/json describes them. */
export function runningContainers() {
  return ask('/containers/json', async (response, resolve, reject) => {
    try {
      const body = await Array.fromAsync(response).then((chunks) => JSON.parse(Buffer.concat(chunks)));
      if (response.statusCode === 200) resolve(body);
      else reject(new Error(body.message));
    } catch (error) {
      reject(error);
    }
  });
}

/** Calls `changed` after each event of a container or network; resolves when the engine ends the conversation. */
export function followEvents(changed) {
  const filters = encodeURIComponent(JSON.stringify({ type: ['container', 'network'] }));
  return ask(`/events?filters=${filters}`, (response, resolve) => {
    changed();
    response.on('data', changed);
    response.on('close', resolve);
  });
}
