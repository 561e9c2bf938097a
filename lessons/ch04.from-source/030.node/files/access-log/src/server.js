// Counts visits: POST /access-log reports one, GET /stats tells how many there were.
import express from 'express';

const app = express();
let logs = 0;

app.post('/access-log', express.json(), (request, response) => {
  logs += 1;
  console.log(`visit from ${String(request.body.clientIp)}`);
  response.status(201).json({ logs });
});

app.get('/stats', (request, response) => response.json({ logs }));

const server = app.listen(80, () => console.log('access-log listens on port 80'));

// The first process of a container has to handle the signal of "docker stop" itself.
process.on('SIGTERM', () => server.close(() => process.exit(0)));
