/**
 * The door to previews: requests whose `Host` is a preview's name go through here to a published port of that session's
 * sandbox, and nowhere else. See protocol/preview.ts for the names, preview-entry.ts for who is let in.
 *
 * The target is the port in the host's name, if the session's record has it as published now; no other part of a request
 * has a say. Redirects are never followed.
 *
 * Knows nothing about lessons or accounts.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { pipeline, type Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { Language } from '#protocol/localized.ts';
import { PREVIEW_DOOR_PATH, type PublishedPort } from '#protocol/preview.ts';
import type { Tickets } from '../connections/tickets.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { Admissions, type PreviewAdmission } from './admissions.ts';
import { Diagnostician, type Diagnosis } from './diagnosis.ts';
import { explanationPage } from './explanation-page.ts';
import { PageConnections, PageFailure, type PageAnswer } from './page-connections.ts';
import { admissionCookie, admissionTokens } from './page-cookies.ts';
import { headersForPage, headersFromPage } from './passed-headers.ts';
import { readEntry } from './preview-entry.ts';
import { previewOrigin, previewTarget, type PreviewTarget } from './preview-host.ts';
import { explanationOf, notAdmitted, notUnderstood, type Explanation } from './preview-sentences.ts';

/** WebSockets of one sandbox, each a process inside. */
const MOST_WEB_SOCKETS = 32;

/** A session as far as its previews are concerned. */
export interface PreviewSession {
  readonly sandboxId: string;
  /** Published now. */
  readonly ports: readonly PublishedPort[];
  /** Somebody has opened a page. */
  onActivity(): void;
}

/** What the door stands on. */
export interface PreviewDoorOptions {
  /** The session of an id; null when there is none or its sandbox is not running. */
  readonly find: (sessionId: string) => PreviewSession | null;
  readonly driver: Pick<SandboxDriver, 'dial' | 'exec'>;
  readonly tickets: Tickets<PreviewAdmission>;
  /** The port on which this server listens. */
  readonly port: number;
  /** Origins of the lesson pages. */
  readonly origins: ReadonlySet<string>;
  /** Milliseconds that only move forward. */
  readonly now: () => number;
  readonly log: Logger;
}

/** Somebody who was let in, before a port that is published. */
interface Passage {
  readonly target: PreviewTarget;
  readonly session: PreviewSession;
  readonly published: PublishedPort;
  readonly language: Language | null;
}

/** Why somebody does not get through. */
interface Refusal {
  readonly explanation: Explanation;
  readonly language: Language | null;
}

/** The door. */
export class PreviewDoor {
  readonly #options: PreviewDoorOptions;
  readonly #admissions: Admissions;
  readonly #connections: PageConnections;
  readonly #diagnostician: Diagnostician;
  readonly #diagnoses = new Map<string, Promise<Diagnosis>>();
  readonly #webSockets = new Map<string, Set<Duplex>>();

  constructor(options: PreviewDoorOptions) {
    this.#options = options;
    this.#admissions = new Admissions(options.now);
    this.#connections = new PageConnections(options.driver);
    this.#diagnostician = new Diagnostician(options.driver);
  }

  /** Whether a request is for a preview; all others are for somebody else. */
  handles(request: IncomingMessage): boolean {
    return previewTarget(request.headers.host, this.#options.port) !== null;
  }

  /** Answers a request that the door handles. */
  request(request: IncomingMessage, response: ServerResponse): void {
    this.#answer(request, response).catch((error: unknown) => {
      // A browser that went away mid-way is no news.
      if (!response.destroyed) this.#options.log.warn({ error }, 'a preview failed');
      response.destroy();
    });
  }

  /** Answers an upgrade that the door handles. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    this.#answerUpgrade(request, socket, head).catch((error: unknown) => {
      if (!socket.destroyed) this.#options.log.warn({ error }, 'a WebSocket of a preview failed');
      socket.destroy();
    });
  }

  /** Ends all connections into sandboxes. */
  close(): void {
    for (const sockets of this.#webSockets.values()) for (const socket of sockets) socket.destroy();
    this.#connections.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = previewTarget(request.headers.host, this.#options.port);
    // Absolute and asterisk form name a target of their own (RFC 9112 §3.2).
    if (target === null || request.url?.startsWith('/') !== true) {
      explain(response, this.#options.origins, { explanation: notUnderstood, language: null });
      return;
    }
    if (request.url.split('?', 1)[0] === PREVIEW_DOOR_PATH) {
      await this.#enter(request, response, target);
      return;
    }
    const passage = await this.#passage(request, target);
    if ('explanation' in passage) {
      explain(response, this.#options.origins, passage);
      return;
    }
    if (request.headers['sec-fetch-mode'] === 'navigate') passage.session.onActivity();
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const asked = await this.#ask(request, passage, gone.signal, false);
    if ('explanation' in asked) {
      explain(response, this.#options.origins, asked);
      return;
    }
    const { answer, upgraded } = asked;
    // Nobody asked for another protocol.
    upgraded?.stream.destroy();
    response.writeHead(answer.statusCode ?? 502, this.#headersFrom(answer, passage));
    // Server-sent events begin before their first word.
    response.flushHeaders();
    pipeline(answer, response, () => undefined);
  }

  async #answerUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const target = previewTarget(request.headers.host, this.#options.port);
    const isWebSocket = request.headers.upgrade?.toLowerCase() === 'websocket' && request.url?.startsWith('/') === true;
    if (target === null || !isWebSocket || !this.#isNeighbour(request.headers.origin, target)) {
      refuse(socket, notUnderstood.status);
      return;
    }
    const passage = await this.#passage(request, target);
    if ('explanation' in passage) {
      refuse(socket, passage.explanation.status);
      return;
    }
    const { sandboxId } = passage.session;
    const open = this.#webSockets.get(sandboxId) ?? new Set<Duplex>();
    if (open.size >= MOST_WEB_SOCKETS) {
      refuse(socket, 503);
      return;
    }
    this.#webSockets.set(sandboxId, open.add(socket));
    const gone = new AbortController();
    socket.on('close', () => {
      gone.abort();
      open.delete(socket);
      if (open.size === 0) this.#webSockets.delete(sandboxId);
    });
    const asked = await this.#ask(request, passage, gone.signal, true);
    if ('explanation' in asked) refuse(socket, asked.explanation.status);
    else join(socket, head, asked, this.#headersFrom(asked.answer, passage));
  }

  async #enter(request: IncomingMessage, response: ServerResponse, target: PreviewTarget): Promise<void> {
    const { tickets, origins, log } = this.#options;
    const entry = await readEntry(request, target, tickets, origins);
    if (entry === null) {
      log.warn({ ...target, origin: request.headers.origin }, 'nobody was let into a preview');
      explain(response, origins, { explanation: notAdmitted, language: null });
      return;
    }
    response.writeHead(303, {
      'Set-Cookie': admissionCookie(this.#admissions.admit(entry.visitor)),
      Location: entry.path,
      ...ownHeaders(origins),
    });
    response.end();
  }

  /** The way to a page, or why there is none. */
  async #passage(request: IncomingMessage, target: PreviewTarget): Promise<Passage | Refusal> {
    const session = this.#options.find(target.sessionId);
    if (session === null) this.#admissions.forget(target.sessionId);
    const visitor = this.#admissions.find(admissionTokens(request.headers.cookie), target);
    if (session === null || visitor === null) return { explanation: notAdmitted, language: null };
    const published = session.ports.find(({ port }) => port === target.port);
    const { language } = visitor;
    if (published) return { target, session, published, language };
    const { sandboxId, ports } = session;
    const diagnosis = await this.#once(`${sandboxId}:${String(target.port)}`, async () =>
      this.#diagnostician.ofUnpublished(sandboxId, target.port, ports),
    );
    return { explanation: explanationOf(diagnosis), language };
  }

  /** The page's answer, or why it does not answer. */
  async #ask(
    request: IncomingMessage,
    { target, session, published, language }: Passage,
    signal: AbortSignal,
    isUpgrade: boolean,
  ): Promise<PageAnswer | Refusal> {
    const { sandboxId } = session;
    const origins = {
      shown: previewOrigin(target, this.#options.port),
      own: `http://localhost:${String(published.port)}`,
    };
    const hasBody = 'content-length' in request.headers || 'transfer-encoding' in request.headers;
    const headers = headersForPage(request.rawHeaders, origins, isUpgrade);
    // Node would announce a body of unknown length.
    if (!hasBody && ['POST', 'PUT', 'PATCH'].includes(request.method ?? '')) headers.push('Content-Length', '0');
    try {
      return await this.#connections.ask({
        sandboxId,
        port: published.port,
        method: request.method ?? 'GET',
        path: request.url ?? '/',
        headers,
        body: hasBody && !isUpgrade ? request : null,
        signal,
      });
    } catch (error) {
      if (error instanceof TypeError) return { explanation: notUnderstood, language };
      if (!(error instanceof PageFailure) || signal.aborted) throw error;
      const { failure } = error;
      const diagnosis: Diagnosis =
        failure === 'sandbox-not-running'
          ? { kind: 'engine-silent', port: published.port }
          : await this.#once(`${sandboxId}:${String(published.port)}:${failure}`, async () =>
              this.#diagnostician.ofFailure(sandboxId, published, failure),
            );
      return { explanation: explanationOf(diagnosis), language };
    }
  }

  #headersFrom(answer: IncomingMessage, { target, session }: Passage): string[] {
    const isPublished = (port: number) => session.ports.some((published) => published.port === port);
    return headersFromPage(answer.rawHeaders, {
      framedBy: [...this.#options.origins],
      shownAt: (port) => (isPublished(port) ? previewOrigin({ ...target, port }, this.#options.port) : null),
    });
  }

  /** A page that asks for many things at once that fail is looked into once. */
  async #once(key: string, diagnose: () => Promise<Diagnosis>): Promise<Diagnosis> {
    const running = this.#diagnoses.get(key) ?? diagnose().finally(() => this.#diagnoses.delete(key));
    this.#diagnoses.set(key, running);
    return running;
  }

  /** WebSockets know no same-origin policy, so only pages of the same session may open them; browsers always name one. */
  #isNeighbour(origin: string | undefined, { sessionId }: PreviewTarget): boolean {
    const host = /^http:\/\/(?<host>.+)$/.exec(origin ?? '')?.groups?.['host'];
    return previewTarget(host, this.#options.port)?.sessionId === sessionId;
  }
}

/** Gives requests for previews to the door and all others to Fastify: the value of its option `serverFactory`. */
export function withPreview(door: PreviewDoor): (handler: RequestListener) => Server {
  return (handler) => {
    const server = createServer((request, response) => {
      if (door.handles(request)) door.request(request, response);
      else handler(request, response);
    });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (door.handles(request)) door.upgrade(request, socket, head);
    });
    return server;
  };
}

function ownHeaders(origins: ReadonlySet<string>): Record<string, string> {
  return {
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self' ${[...origins].join(' ')}`,
  };
}

function explain(response: ServerResponse, origins: ReadonlySet<string>, { explanation, language }: Refusal): void {
  // What is left of the request's body is of no interest, so the connection is not used again.
  response.writeHead(explanation.status, {
    ...ownHeaders(origins),
    'Content-Type': 'text/html; charset=utf-8',
    Connection: 'close',
  });
  response.end(explanationPage(explanation, language));
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${String(status)} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}

/** Passes a page's answer to a handshake on, and, when it agrees, everything after it both ways. */
function join(socket: Duplex, head: Buffer, { answer, upgraded }: PageAnswer, headers: readonly string[]): void {
  const lines = [`HTTP/1.1 ${String(answer.statusCode)} ${upgraded === null ? 'Refused' : 'Switching Protocols'}`];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    lines.push(`${headers[index] ?? ''}: ${headers[index + 1] ?? ''}`);
  }
  lines.push(...(upgraded === null ? ['Connection: close'] : ['Connection: Upgrade', 'Upgrade: websocket']), '', '');
  socket.write(lines.join('\r\n'), 'latin1');
  if (upgraded === null) {
    pipeline(answer, socket, () => undefined);
    return;
  }
  const { stream } = upgraded;
  stream.unshift(upgraded.head);
  socket.unshift(head);
  pipeline(stream, socket, () => stream.destroy());
  pipeline(socket, stream, () => socket.destroy());
}
