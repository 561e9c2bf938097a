import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { ExecStream } from './exec-stream.ts';
import { IncusApi } from './incus-api.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-incus-api-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('what a process says before anybody listens is not lost', async () => {
  const socketPath = path.join(folder, 'socket');
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer();
  server.on('upgrade', (request, socket: Duplex, head) => {
    // Handshake and output arrive in one piece.
    socket.cork();
    sockets.handleUpgrade(request, socket, head, (connection) => {
      connection.send(Buffer.from('early'));
      connection.send('');
      process.nextTick(() => socket.uncork());
    });
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  const api = new IncusApi({ socketPath, project: 'drydock' });
  const opened = await api.openSocket('operation', 'secret');
  // Whoever asked is busy with something else.
  await nextTurn();
  let output = '';
  for await (const piece of new ExecStream(opened, opened)) output += String(piece);
  expect(output).toBe('early');
  server.close();
});
