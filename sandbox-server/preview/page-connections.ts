/**
 * Asks a published port inside a sandbox, as a browser's request or as a WebSocket handshake.
 *
 * Where it leads is the caller's word, taken from the session's record; nothing here reads an address out of a request.
 * Knows nothing about who may ask, nor about how headers are changed.
 */
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { DialingAgent } from '../driver/dialing-agent.ts';
import { SandboxNotRunning, type SandboxDriver } from '../driver/driver.ts';
import type { Failure } from './diagnosis.ts';

/** Milliseconds that a page may think before its answer begins. */
const ANSWER_TIMEOUT_MS = 30_000;

/** Connections to one port, each a process inside the sandbox. A browser opens six to one origin. */
const CONNECTIONS = { maxSockets: 12, maxFreeSockets: 2 };

/** How often a kept connection may turn out to have been closed before a request without a body is given up. */
const MOST_ATTEMPTS = 3;

/** What is asked of a page. */
export interface PageRequest {
  readonly sandboxId: string;
  readonly port: number;
  readonly method: string;
  /** Path and query, beginning with "/". */
  readonly path: string;
  /** Names and values by turns. */
  readonly headers: readonly string[];
  /** null when there is none. */
  readonly body: IncomingMessage | null;
  /** Ends the request, also while its answer is being read. */
  readonly signal: AbortSignal;
}

/** An answer that has begun. `upgraded` is the connection when the page agreed to another protocol. */
export interface PageAnswer {
  readonly answer: IncomingMessage;
  readonly upgraded: { readonly stream: Duplex; readonly head: Buffer } | null;
}

/** The page did not answer. */
export class PageFailure extends Error {
  override readonly name = 'PageFailure';

  constructor(
    readonly failure: Failure | 'sandbox-not-running',
    options?: ErrorOptions,
  ) {
    super(`the page did not answer: ${failure}`, options);
  }
}

/** Connections to the published ports of all sandboxes. */
export class PageConnections {
  readonly #driver: Pick<SandboxDriver, 'dial'>;
  readonly #agents = new Map<string, DialingAgent>();

  constructor(driver: Pick<SandboxDriver, 'dial'>) {
    this.#driver = driver;
  }

  /** The beginning of the page's answer. Rejects with PageFailure, or TypeError when no HTTP request can be made of it. */
  async ask(page: PageRequest): Promise<PageAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const request = httpRequest({
        agent: this.#agent(page.sandboxId, page.port),
        method: page.method,
        path: page.path,
        headers: [...page.headers],
        setHost: false,
        signal: page.signal,
      });
      try {
        return await begun(request, page.body);
      } catch (error) {
        // A kept connection that was closed meanwhile says nothing about the page.
        if (page.body === null && request.reusedSocket && !page.signal.aborted && attempt < MOST_ATTEMPTS) continue;
        throw asPageFailure(error);
      }
    }
  }

  /** Ends all connections. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    this.#agents.clear();
  }

  #agent(sandboxId: string, port: number): DialingAgent {
    const key = `${sandboxId}:${String(port)}`;
    const known = this.#agents.get(key);
    if (known) return known;
    for (const [other, agent] of this.#agents) if (isUnused(agent)) this.#agents.delete(other);
    const agent = new DialingAgent(async () => this.#driver.dial(sandboxId, { kind: 'tcp', port }), CONNECTIONS);
    this.#agents.set(key, agent);
    return agent;
  }
}

async function begun(request: ClientRequest, body: IncomingMessage | null): Promise<PageAnswer> {
  const silence = setTimeout(() => request.destroy(new PageFailure('silent')), ANSWER_TIMEOUT_MS);
  try {
    return await new Promise((resolve, reject) => {
      request.on('response', (answer) => resolve({ answer, upgraded: null }));
      request.on('upgrade', (answer, stream: Duplex, head) => resolve({ answer, upgraded: { stream, head } }));
      // Stays for what comes after the answer has begun; whoever reads it is told by its stream.
      request.on('error', reject);
      if (body === null) {
        request.end();
        return;
      }
      // The page has its time from the last piece of the request on.
      body.on('data', () => silence.refresh());
      body.on('error', reject);
      body.pipe(request);
    });
  } finally {
    clearTimeout(silence);
  }
}

function asPageFailure(error: unknown): Error {
  if (error instanceof PageFailure || error instanceof TypeError) return error;
  if (error instanceof SandboxNotRunning) return new PageFailure('sandbox-not-running', { cause: error });
  // Node's name for "this is not HTTP".
  const isNonsense = error instanceof Error && 'code' in error && String(error.code).startsWith('HPE_');
  return new PageFailure(isNonsense ? 'not-http' : 'closed', { cause: error });
}

function isUnused(agent: DialingAgent): boolean {
  return [agent.sockets, agent.freeSockets, agent.requests].every((all) => Object.keys(all).length === 0);
}
