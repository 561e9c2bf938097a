// Counts who visited: other programs report a visit with POST /access-log, anybody reads the sum with GET /stats, and
// Prometheus collects GET /metrics.
import { isIP } from 'node:net';
import express from 'express';
import { collectDefaultMetrics, register } from 'prom-client';
import { record, stats } from './access-log.js';

const port = 80;
const app = express();
collectDefaultMetrics();
app.disable('x-powered-by');
app.use(express.json({ limit: '1kb' }));

app.post('/access-log', (request, response) => {
  const clientIp = request.body?.clientIp;
  if (typeof clientIp !== 'string' || isIP(clientIp) === 0) {
    response.status(400).json({ error: 'Send the visitor\'s address as JSON: {"clientIp": "172.18.0.1"}' });
    return;
  }
  record(clientIp);
  response.status(201).json(stats());
});

app.get('/stats', (_request, response) => {
  response.json(stats());
});

app.get('/metrics', async (_request, response) => {
  response.type(register.contentType).send(await register.metrics());
});

app.use((_request, response) => {
  response.status(404).json({ error: 'There are only GET /stats, GET /metrics and POST /access-log here' });
});

// What cannot be read as JSON ends here.
app.use((error, _request, response, next) => {
  if (response.headersSent) return next(error);
  response.status(error.status ?? 500).json({ error: error.message });
});

const server = app.listen(port, () => console.log(`access-log listens on port ${port}`));

// The first process of a container ignores signals that it does not handle.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
