/** Starts the to-do list with a page /metrics. Reading that page does not count as a request. */
import { createMetrics } from './metrics.js';
import { start } from './todo-list.js';

const metrics = createMetrics();

await start({
  itemAdded: metrics.taskCreated,
  around: (listener) => (request, response) => {
    if (request.url === '/metrics') {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(metrics.text());
      return;
    }
    const started = performance.now();
    metrics.requestStarted();
    // Also comes when the visitor has gone away before the answer.
    response.once('close', () => {
      const seconds = (performance.now() - started) / 1000;
      metrics.requestFinished({ method: request.method, code: response.statusCode, seconds });
    });
    listener(request, response);
  },
});
