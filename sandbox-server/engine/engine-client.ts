/**
 * HTTP to the engine inside a sandbox. Reads only.
 *
 * A client of our own, because this engine belongs to a learner and may lie: answers are limited in size and time, which
 * general Docker clients do not do. Every request carries `drydock=1` in its query, which engines ignore; by that mark
 * the sandbox leaves it out of its request log, so that the product's questions are not taken for the learner's.
 *
 * Knows nothing about what the answers mean.
 */
import { Agent, get, type ClientRequestArgs, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** Bytes of one answer; a list of a thousand containers takes about one million. */
const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;

/** Milliseconds for a whole answer. */
const ANSWER_TIMEOUT_MS = 5_000;

/** Opens a connection to the engine. */
export type DialEngine = () => Promise<Duplex>;

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

/** Keeps a few connections, each of which is a process inside the sandbox, and uses them again. */
class DialingAgent extends Agent {
  readonly #dial: DialEngine;

  constructor(dial: DialEngine) {
    super({ keepAlive: true, maxSockets: 4, maxFreeSockets: 2 });
    this.#dial = dial;
  }

  override createConnection(_options: ClientRequestArgs, connected?: (error: Error | null, stream: Duplex) => void) {
    this.#dial().then(
      (stream) => connected?.(null, asSocket(stream)),
      // Node passes only the error on when there is one.
      (error: unknown) => (connected as ((error: unknown) => void) | undefined)?.(error),
    );
    return undefined;
  }
}

/** Node's HTTP client sets a TCP socket's options on its connections; on a stream they mean nothing. */
function asSocket(stream: Duplex): Duplex {
  const nothing = () => stream;
  const options = { setKeepAlive: nothing, setNoDelay: nothing, setTimeout: nothing, ref: nothing, unref: nothing };
  return Object.assign(stream, options);
}

/** Asks one sandbox's engine. */
export class EngineClient {
  readonly #agent: Agent;

  constructor(dial: DialEngine) {
    this.#agent = new DialingAgent(dial);
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

  /** An answer without an end of its own; `signal` ends it. */
  async stream(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<IncomingMessage> {
    const target = `${path}?${new URLSearchParams({ ...query, drydock: '1' }).toString()}`;
    return new Promise((resolve, reject) => {
      const request = get({ agent: this.#agent, host: 'engine', path: target, signal }, (answer) => {
        if (answer.statusCode === 200) {
          resolve(answer);
        } else {
          answer.resume();
          reject(new EngineRefusal(answer.statusCode ?? 0, path));
        }
      });
      request.on('error', reject);
    });
  }

  /** Lets go of all connections. */
  close(): void {
    this.#agent.destroy();
  }
}
