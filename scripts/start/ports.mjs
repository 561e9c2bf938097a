/**
 * Whether the ports of the servers are free. Knows nothing about the servers.
 */
import { createServer } from 'node:net';
import { StageFailure } from './failure.mjs';

/**
 * @param {import('./settings.mjs').Settings} settings
 * @throws {StageFailure} naming the port and what to do
 */
export async function checkPorts(settings) {
  await checkPort(settings.webPort, 'the web app', 'DRYDOCK_PORT', settings.webPort + 100);
  await checkPort(settings.sandboxPort, 'the sandbox server', 'DRYDOCK_SANDBOX_PORT', settings.sandboxPort + 100);
}

/**
 * @param {number} port
 * @param {string} user
 * @param {string} variable
 * @param {number} example
 */
async function checkPort(port, user, variable, example) {
  const probe = createServer();
  try {
    await new Promise((resolve, reject) => {
      probe.once('error', reject);
      probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(undefined));
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why =
      code === 'EADDRINUSE'
        ? `Port ${port} on 127.0.0.1, which ${user} needs, is taken by another program.`
        : `Port ${port} on 127.0.0.1, which ${user} needs, cannot be used (${code || String(error)}).`;
    throw new StageFailure(
      `${why} Stop that program, or choose another port:\n    ${variable}=${example % 65536} npm start`,
    );
  } finally {
    await new Promise((resolve) => probe.close(resolve));
  }
}
