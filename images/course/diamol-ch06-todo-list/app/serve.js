/** Answers HTTP requests on port 80 until Docker asks the container to stop. */
import { createServer } from 'node:http';

/**
 * Is aborted when Docker asks the container to stop. As the first process of a container, a program that does not listen
 * for the signal would be killed only after ten seconds.
 */
export function stopSignal() {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => stopping.abort());
  return stopping.signal;
}

/**
 * @param {import('node:http').RequestListener} listener
 * @param {object} options
 * @param {ReturnType<import('./log.js').createLog>} options.log
 * @param {AbortSignal} options.stopping
 * @param {() => unknown} [options.stopped] Is called when no request is being answered any more.
 */
export function serve(listener, { log, stopping, stopped = () => {} }) {
  const server = createServer(listener);
  const stop = () => {
    log.information('Stopping');
    server.close(async () => {
      await stopped();
      process.exit(0);
    });
    server.closeAllConnections();
  };
  server.listen(80, () => {
    log.information('Listening on port 80');
    if (stopping.aborted) stop();
    else stopping.addEventListener('abort', stop);
  });
}
