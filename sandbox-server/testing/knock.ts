/**
 * Requests that no browser lets a page send, and how they are answered: headers of one's choice, bodies without an end, bytes
 * that are hardly HTTP. For tests only.
 *
 * Knows nothing about what is behind a door.
 */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import WebSocket from 'ws';
import { errorBodySchema } from '#protocol/errors.ts';

/** Milliseconds after which nobody will answer a handshake any more. */
const UNANSWERED_MS = 3_000;

/** How a request was answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Of the error table; null when the body is none of ours. */
  readonly code: string | null;
}

/** A request. `Host` is `localhost` and the port unless it is given. */
export interface Knock {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Uint8Array | string | null;
  /** Whether the request never comes to its end: whoever answers has not waited for it. */
  readonly isLeftOpen?: boolean;
  /** Sent again and again after the body until there is an answer, or so many bytes of it were sent. */
  readonly endless?: { readonly piece: Uint8Array; readonly mostBytes: number };
}

/** Sends a request to a port of this machine. A server may answer before it has read everything. */
export async function knock(
  port: number,
  { method = 'GET', target, headers, body, isLeftOpen = false, endless }: Knock,
): Promise<Answer> {
  const host = `localhost:${String(port)}`;
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      method,
      path: target,
      agent: false,
      headers: {
        host,
        ...Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, mutable(value)])),
      },
    });
    // Who answered and hung up is no failure; who hung up without an answer is.
    request.on('error', (error) => {
      if (!isAnswered) reject(error);
    });
    request.on('response', (response) => {
      isAnswered = true;
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, code: codeOf(text) });
        request.destroy();
      });
    });
    if (endless === undefined && !isLeftOpen) {
      request.end(body ?? undefined);
      return;
    }
    request.flushHeaders();
    if (body !== undefined && body !== null) request.write(body);
    if (endless === undefined) return;
    let sent = 0;
    const pour = () => {
      while (!isAnswered && !request.destroyed && sent < endless.mostBytes) {
        sent += endless.piece.length;
        if (!request.write(endless.piece)) {
          request.once('drain', pour);
          return;
        }
      }
      if (!request.destroyed) request.end();
    };
    pour();
  });
}

/**
 * Asks for a WebSocket. Answers with the status: 101 when it was opened. It is ended at once. Rejects when nobody answers or the
 * connection is ended without an answer.
 */
export async function handshake(
  port: number,
  target: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const socket = new WebSocket(`ws://localhost:${String(port)}${target}`, { headers, handshakeTimeout: UNANSWERED_MS });
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.on('error', reject);
  });
}

/** Sends bytes as they are and answers with all that comes back. */
export async function sendBytes(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(bytes, 'latin1');
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

/** Headers of handshakes that must not be taken, by what is tried: all of them on behalf of a page that is not `own`. */
export function hostileHandshakes(own: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const { host, hostname, port } = new URL(own);
  return {
    'a page without an origin': {},
    'a page of another origin': { origin: 'https://evil.example' },
    'a page in a sandboxed frame': { origin: 'null' },
    'a page of a sub-domain': { origin: `http://other.${host}` },
    'a page whose name begins like ours': { origin: `http://${hostname}.evil.example` },
    'a page whose name begins like ours, with our port': { origin: `http://${host}.evil.example` },
    'a page whose name ends like ours': { origin: `http://evil${host}` },
    'a page of another port': { origin: `http://${hostname}:1` },
    'a page of another scheme': { origin: `https://${host}` },
    'an origin without a scheme': { origin: host },
    'an origin with a path': { origin: `${own}/` },
    'a page under a name that was pointed here': {
      origin: `http://evil.example:${port}`,
      host: `evil.example:${port}`,
    },
    'a page that claims to be behind a proxy': { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  };
}

/** Values of `Host` under which nothing is answered. */
export function hostileHosts(port: number): readonly string[] {
  const suffix = `:${String(port)}`;
  return [
    `evil.example${suffix}`,
    'evil.example',
    'localhost',
    'localhost:1',
    `localhost${suffix}.evil.example`,
    `localhost.evil.example${suffix}`,
    `127.0.0.1.nip.io${suffix}`,
    `169.254.169.254${suffix}`,
    `[::1]${suffix}`,
    `0.0.0.0${suffix}`,
    `user@localhost${suffix}`,
    `LOCALHOST${suffix}`,
  ];
}

function mutable(value: string | readonly string[]): string | string[] {
  return typeof value === 'string' ? value : [...value];
}

function codeOf(text: string): string | null {
  try {
    return errorBodySchema.parse(JSON.parse(text)).error.code;
  } catch {
    return null;
  }
}
