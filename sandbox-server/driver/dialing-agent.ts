/**
 * Connections into a sandbox for Node's HTTP client. Each is a process inside the sandbox, so a few are kept and used again.
 *
 * Knows nothing about what is asked over them.
 */
import { Agent, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';

/** Opens one connection. */
export type Dial = () => Promise<Duplex>;

/** An agent whose connections are dialled; requests beyond `maxSockets` wait. */
export class DialingAgent extends Agent {
  readonly #dial: Dial;

  constructor(dial: Dial, limits: { readonly maxSockets: number; readonly maxFreeSockets: number }) {
    super({ keepAlive: true, ...limits });
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

/**
 * Node's HTTP client sets a TCP socket's options on its connections; on a stream they mean nothing. As with a TCP socket, a
 * connection is over when its other side has closed; otherwise it would be used again, and what is written to it be lost.
 */
function asSocket(stream: Duplex): Duplex {
  stream.allowHalfOpen = false;
  const nothing = () => stream;
  const options = { setKeepAlive: nothing, setNoDelay: nothing, setTimeout: nothing, ref: nothing, unref: nothing };
  return Object.assign(stream, options);
}
