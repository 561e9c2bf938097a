// Listens for the forward protocol and gives each line to the first rule that fits.
import { createServer } from 'node:net';
import { readRules } from './configuration.js';
import { lineOf, readMessage } from './forward-protocol.js';
import { decodeAll, encodeAck } from './message-pack.js';

const port = 24224;
const configurationFile = '/etc/log-collector/config.json';

let rules;
try {
  rules = readRules(configurationFile);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const connections = new Set();

const server = createServer((connection) => {
  connections.add(connection);
  connection.on('close', () => connections.delete(connection));
  connection.on('error', (error) => console.error(`Connection: ${error.message}`));

  let bytes = Buffer.alloc(0);
  connection.on('data', (chunk) => {
    try {
      const { values, rest } = decodeAll(Buffer.concat([bytes, chunk]));
      bytes = rest;
      for (const value of values) receive(value, connection);
    } catch (error) {
      console.error(`Connection from ${connection.remoteAddress} closed: ${error.message}`);
      connection.destroy();
    }
  });
});

function receive(message, connection) {
  const { entries, acknowledge } = readMessage(message);
  for (const line of entries.map(lineOf)) {
    const rule = rules.find((candidate) => candidate.fits(line));
    for (const sink of rule?.sinks ?? []) sink.write(line);
  }
  if (acknowledge) connection.write(encodeAck(acknowledge));
}

server.listen(port, () =>
  console.error(`Collecting logs on port ${port} with ${rules.length} rules of ${configurationFile}`),
);

process.on('SIGTERM', async () => {
  server.close();
  for (const connection of connections) connection.destroy();
  // Lines on their way get a moment, not more: somebody waits for the container to stop.
  const sinks = rules.flatMap((rule) => rule.sinks);
  const moment = new Promise((resolve) => setTimeout(resolve, 2000));
  await Promise.race([Promise.all(sinks.map((sink) => sink.end())), moment]);
  process.exit(0);
});
