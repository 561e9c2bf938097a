/**
 * The REST API of an Incus server, as far as the driver uses it: requests, operations that go on in the background, and
 * web sockets. See https://linuxcontainers.org/incus/docs/main/rest-api/.
 *
 * Knows nothing about sandboxes.
 */
import { request as httpRequest } from 'node:http';
import { WebSocket } from 'ws';
import { z } from 'zod';

/** Where the server of this machine listens unless INCUS_SOCKET says otherwise. */
export const DEFAULT_SOCKET = '/var/lib/incus/unix.socket';

/** Characters of an answer that are believed. A list of a thousand instances has half a million. */
const LONGEST_ANSWER = 64 * 1024 ** 2;

/** Characters after which no reason for a refusal gets clearer. */
const LONGEST_REASON = 1_000;

const errorSchema = z.object({ type: z.literal('error'), error: z.string(), error_code: z.number() });
const syncSchema = z.object({ type: z.literal('sync'), metadata: z.unknown() });
const asyncSchema = z.object({ type: z.literal('async'), operation: z.string(), metadata: z.unknown() });
const answerSchema = z.discriminatedUnion('type', [errorSchema, syncSchema, asyncSchema]);

const operationSchema = z.object({
  id: z.string(),
  status_code: z.number(),
  err: z.string(),
  metadata: z.unknown().optional(),
});

/** Status code of an operation that has ended well; from 400 on it has not. */
const SUCCESS = 200;

/** The server refused, or an operation failed. */
export class IncusError extends Error {
  override readonly name = 'IncusError';
  /** As in HTTP; 0 for an operation that failed after it had begun. */
  readonly status: number;

  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** A background operation that has begun. */
export interface IncusOperation {
  readonly id: string;
  /** What the server says about it at its begin, for example the secrets of its web sockets. */
  readonly metadata: unknown;
}

type Method = 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';

/** Where the server is, and the project as which it is seen. */
export interface IncusApiOptions {
  readonly socketPath: string;
  readonly project: string;
}

/** The API seen from one project. Makes a connection for each request. */
export class IncusApi {
  readonly #socketPath: string;
  readonly #project: string;

  constructor({ socketPath, project }: IncusApiOptions) {
    this.#socketPath = socketPath;
    this.#project = project;
  }

  /** What is at a path, e.g. "instances/one". Throws IncusError, or the system's error when the server is not there. */
  async get(path: string, query: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const answer = await this.#ask('GET', path, query);
    if (answer.type !== 'sync') throw new IncusError(`GET ${path} was answered with an operation`, 0);
    return answer.metadata;
  }

  /** What is at a path that holds text and no JSON, such as a log. Throws IncusError as well. */
  async text(path: string): Promise<string> {
    const text = await this.#send('GET', addressOf(path, this.#query({})), undefined);
    const refusal = errorSchema.safeParse(parsedJson(text));
    if (refusal.success) throw new IncusError(refusal.data.error, refusal.data.error_code);
    return text;
  }

  /** Changes something and resolves when that is done, operations included. Answers with the operation's metadata. */
  async do(
    method: Exclude<Method, 'GET'>,
    path: string,
    body: unknown = {},
    query: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const answer = await this.#ask(method, path, query, body);
    return answer.type === 'sync' ? answer.metadata : this.waitFor(answer.operation);
  }

  /** Begins an operation that goes on while its web sockets are used. */
  async begin(path: string, body: unknown): Promise<IncusOperation> {
    const answer = await this.#ask('POST', path, {}, body);
    if (answer.type !== 'async') throw new IncusError(`POST ${path} began no operation`, 0);
    const operation = operationSchema.parse(answer.metadata);
    return { id: operation.id, metadata: operation.metadata };
  }

  /** Resolves with an operation's metadata when it has ended well. Throws IncusError otherwise. */
  async waitFor(operation: string): Promise<unknown> {
    const id = operation.replace(/^.*\//, '').replace(/\?.*$/, '');
    const { status_code, err, metadata } = operationSchema.parse(await this.get(`operations/${id}/wait`));
    if (status_code !== SUCCESS) throw new IncusError(err === '' ? `operation ${id} was ended` : err, 0);
    return metadata;
  }

  /**
   * One of an operation's web sockets, paused: what it says at once would otherwise be over before anybody listens. Rejects when
   * it cannot be opened.
   */
  async openSocket(operationId: string, secret: string): Promise<WebSocket> {
    return this.#open(`operations/${operationId}/websocket`, { secret }, (socket) => socket.pause());
  }

  /** What happens from now on, a JSON text a message. Rejects when it cannot be opened. */
  async openEvents(type: 'lifecycle'): Promise<WebSocket> {
    return this.#open('events', { type });
  }

  async #open(
    path: string,
    query: Readonly<Record<string, string>>,
    onOpen: (socket: WebSocket) => void = () => undefined,
  ): Promise<WebSocket> {
    const address = `ws+unix:${this.#socketPath}:${addressOf(path, this.#query(query))}`;
    const socket = new WebSocket(address, { perMessageDeflate: false });
    return new Promise((resolve, reject) => {
      socket.once('open', () => {
        socket.off('error', reject);
        onOpen(socket);
        resolve(socket);
      });
      socket.once('error', reject);
      socket.once('unexpected-response', (_request, response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          if (text.length < LONGEST_REASON) text += piece;
        });
        response.once('close', () => reject(new IncusError(`${path}: ${text.trim()}`, response.statusCode ?? 0)));
      });
    });
  }

  async #ask(
    method: Method,
    path: string,
    query: Readonly<Record<string, string>>,
    body?: unknown,
  ): Promise<z.infer<typeof syncSchema> | z.infer<typeof asyncSchema>> {
    const text = await this.#send(method, addressOf(path, this.#query(query)), body);
    const answer = answerSchema.parse(JSON.parse(text));
    if (answer.type === 'error') throw new IncusError(answer.error, answer.error_code);
    return answer;
  }

  #query(query: Readonly<Record<string, string>>): string {
    return new URLSearchParams({ ...query, project: this.#project }).toString();
  }

  async #send(method: Method, path: string, body: unknown): Promise<string> {
    return new Promise((resolve, reject) => {
      const request = httpRequest({ socketPath: this.#socketPath, method, path, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          text += piece;
          if (text.length > LONGEST_ANSWER) response.destroy(new Error(`${method} ${path} is answered without end`));
        });
        response.once('error', reject);
        response.once('end', () => resolve(text));
      });
      request.once('error', reject);
      if (body === undefined) request.end();
      else {
        request.setHeader('content-type', 'application/json');
        request.end(JSON.stringify(body));
      }
    });
  }
}

/** Whether the server says that there is no such thing. */
export function isMissing(error: unknown): boolean {
  return error instanceof IncusError && error.status === 404;
}

/** The empty path is the server itself. */
function addressOf(path: string, query: string): string {
  return `/1.0${path === '' ? '' : '/'}${path}?${query}`;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
