/**
 * HTTP to the engine inside a sandbox. Reads only.
 *
 * A client of our own, because this engine belongs to a learner and may lie: answers are limited in size and time, which
 * general Docker clients do not do. Every request carries `drydock=1` in its query, which engines ignore; by that mark
 * the sandbox leaves it out of its request log, so that the product's questions are not taken for the learner's.
 *
 * Knows nothing about what the answers mean.
 */
import { request, type Agent, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { DialingAgent, type Dial } from '../driver/dialing-agent.ts';

/** Bytes of one answer; a list of a thousand containers takes about one million. */
const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;

/** Milliseconds for a whole answer. */
const ANSWER_TIMEOUT_MS = 5_000;

/** Opens a connection to the engine. */
export type DialEngine = Dial;

/** The engine answered with an error. */
export class EngineRefusal extends Error {
  override readonly name = 'EngineRefusal';

  constructor(
    readonly status: number,
    path: string,
  ) {
    super(`the engine answered ${String(status)} to ${path}`);
  }
}

/** Asks one sandbox's engine. */
export class EngineClient {
  readonly #agent: Agent;

  constructor(dial: DialEngine) {
    this.#agent = new DialingAgent(dial, { maxSockets: 4, maxFreeSockets: 2 });
  }

  /** The JSON of an answer. Rejects with EngineRefusal, or when the answer is too large, too slow or no JSON. */
  async json(path: string, query: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    const answer = await this.stream(path, query, signal);
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer) {
      const piece = chunk as Buffer;
      bytes += piece.length;
      if (bytes > LARGEST_ANSWER_BYTES) {
        answer.destroy();
        throw new Error(`the engine's answer to ${path} is larger than ${String(LARGEST_ANSWER_BYTES)} bytes`);
      }
      chunks.push(piece);
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  }

  /** The headers of an answer without its body. Rejects with EngineRefusal, or when it is too slow. */
  async headers(path: string, query: Readonly<Record<string, string>>): Promise<IncomingHttpHeaders> {
    const answer = await this.#ask('HEAD', path, query, AbortSignal.timeout(ANSWER_TIMEOUT_MS));
    answer.resume();
    return answer.headers;
  }

  /**
   * The bytes of an answer, read no faster than they are taken; whoever ends before they do closes the connection. Rejects
   * with EngineRefusal, and in the middle when all of it takes too long.
   */
  async bytes(path: string, query: Readonly<Record<string, string>>): Promise<IncomingMessage> {
    return this.#ask('GET', path, query, AbortSignal.timeout(ANSWER_TIMEOUT_MS));
  }

  /** An answer without an end of its own; `signal` ends it. */
  async stream(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<IncomingMessage> {
    return this.#ask('GET', path, query, signal);
  }

  async #ask(
    method: 'GET' | 'HEAD',
    path: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const target = `${path}?${new URLSearchParams({ ...query, drydock: '1' }).toString()}`;
    return new Promise((resolve, reject) => {
      const asked = request({ agent: this.#agent, host: 'engine', method, path: target, signal }, (answer) => {
        if (answer.statusCode === 200) {
          resolve(answer);
        } else {
          answer.resume();
          reject(new EngineRefusal(answer.statusCode ?? 0, path));
        }
      });
      asked.on('error', reject);
      // An engine that answers with another protocol is hung up on without an error.
      asked.on('close', () => reject(new Error(`the engine did not answer to ${path}`)));
      asked.end();
    });
  }

  /**
   * A connection on which the engine goes on in another protocol, e.g. "h2c" at "/grpc". Rejects with EngineRefusal when it
   * does not. Whoever gets it ends it.
   */
  async upgrade(path: string, protocol: string): Promise<Duplex> {
    return new Promise((resolve, reject) => {
      const asked = request({
        agent: this.#agent,
        host: 'engine',
        method: 'POST',
        path: `${path}?drydock=1`,
        headers: { connection: 'Upgrade', upgrade: protocol },
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      });
      asked.on('upgrade', (_answer, connection: Duplex, begun: Buffer) => {
        if (begun.length > 0) connection.unshift(begun);
        resolve(connection);
      });
      asked.on('response', (answer) => {
        answer.resume();
        reject(new EngineRefusal(answer.statusCode ?? 0, path));
      });
      asked.on('error', reject);
      asked.end();
    });
  }

  /** Lets go of all connections that answer requests; those that were upgraded stay. */
  close(): void {
    this.#agent.destroy();
  }
}
