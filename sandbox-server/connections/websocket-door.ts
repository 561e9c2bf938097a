/**
 * The WebSocket's door: takes upgrades at one path from allowed hosts and origins, refuses all others before a socket
 * exists.
 *
 * Knows nothing about what connections carry.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { errorBody, errorTable, type ErrorCode } from '#protocol/errors.ts';
import { MOST_INPUT_BYTES } from '#protocol/frames.ts';
import { refuseHandshake, type AllowList } from './admission.ts';
import { Connection, type Admit } from './connection.ts';

/** The only path that is upgraded. */
export const CONNECTION_PATH = '/connection';

/** An open door. */
export interface WebSocketDoor {
  /** Tells every browser why and ends its connection. */
  closeAll(code: ErrorCode): void;
}

/**
 * Opens the door on a server.
 *
 * @param isForAnother whether an upgrade is for another door on the same server
 */
export function openWebSocketDoor(
  server: Server,
  allowed: AllowList,
  admit: Admit,
  log: Logger,
  isForAnother: (request: IncomingMessage) => boolean = () => false,
): WebSocketDoor {
  const sockets = new WebSocketServer({
    noServer: true,
    // Terminal output is latency, not volume; and compression of many small frames costs memory per connection.
    perMessageDeflate: false,
    maxPayload: MOST_INPUT_BYTES + 1_024,
  });
  const connections = new Set<Connection>();
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isForAnother(request)) return;
    socket.on('error', () => socket.destroy());
    const refusal = request.url === CONNECTION_PATH ? refuseHandshake(request.headers, allowed) : 'not-found';
    if (refusal !== null) {
      log.warn({ refusal, host: request.headers.host, origin: request.headers.origin }, 'a handshake was refused');
      refuse(socket, refusal);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection(webSocket, admit, log);
      connections.add(connection);
      webSocket.on('close', () => connections.delete(connection));
    });
  });
  return {
    closeAll: (code) => {
      for (const connection of connections) connection.fail(code);
    },
  };
}

function refuse(socket: Duplex, code: ErrorCode): void {
  const body = JSON.stringify(errorBody(code));
  socket.end(
    [
      `HTTP/1.1 ${String(errorTable[code].status)} Refused`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${String(Buffer.byteLength(body))}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
