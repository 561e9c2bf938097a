/**
 * BuildKit's control API inside a learner's engine: which builds there are and how far each is. Listens only.
 *
 * The engine offers it as gRPC on its own socket (`POST /grpc`, upgraded to HTTP/2 without TLS). A client of our own,
 * because general ones trust who they talk to: here every message is limited in size, and there are few at a time.
 *
 * Knows nothing about what is done with the reports.
 */
import { connect, constants, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';
import {
  buildHistoryRequest,
  readBuildEvent,
  readBuildSteps,
  statusRequest,
  type BuildEvent,
  type BuildStepReport,
} from './buildkit-messages.ts';
import { grpcFrame, grpcMessages } from './grpc-frames.ts';

/** Bytes of one message. BuildKit itself splits what is larger than one MiB. */
const LARGEST_MESSAGE_BYTES = 4 * 1024 * 1024;

/** Megabytes that HTTP/2 may keep for one engine. */
const MOST_SESSION_MEGABYTES = 8;

/** The code by which a gRPC server says that it has no such method. */
const UNIMPLEMENTED = '12';

/** The engine keeps no record of builds; asking again is of no use. */
export class NoBuildHistory extends Error {
  override readonly name = 'NoBuildHistory';
}

/** Talks to one engine's BuildKit over one connection. */
export class BuildkitClient {
  readonly #session: ClientHttp2Session;

  /** Takes over `connection`, which speaks HTTP/2 already. */
  constructor(connection: Duplex) {
    this.#session = connect('http://engine', {
      createConnection: () => connection,
      maxSessionMemory: MOST_SESSION_MEGABYTES,
      settings: { enablePush: false },
    });
    // Each stream ends with the session's error, too; without a listener it would end the process.
    this.#session.on('error', () => undefined);
    connection.on('error', () => undefined);
  }

  /**
   * What happens to builds: first those that BuildKit remembers, then news until `signal` or the engine ends it. Throws
   * NoBuildHistory, or when the connection breaks or what comes is nonsense.
   */
  async *builds(signal: AbortSignal): AsyncGenerator<BuildEvent> {
    for await (const message of this.#call('ListenBuildHistory', buildHistoryRequest(), signal)) {
      const event = readBuildEvent(message);
      if (event) yield event;
    }
  }

  /** The steps of a build as they change, until it has ended. Throws as `builds` does. */
  async *steps(ref: string, signal: AbortSignal): AsyncGenerator<readonly BuildStepReport[]> {
    for await (const message of this.#call('Status', statusRequest(ref), signal)) {
      const steps = readBuildSteps(message);
      if (steps.length > 0) yield steps;
    }
  }

  /** Lets go of the connection. */
  close(): void {
    this.#session.destroy();
  }

  async *#call(method: string, request: Uint8Array, signal: AbortSignal): AsyncGenerator<Buffer> {
    const stream = this.#session.request(
      {
        [constants.HTTP2_HEADER_METHOD]: 'POST',
        [constants.HTTP2_HEADER_PATH]: `/moby.buildkit.v1.Control/${method}`,
        [constants.HTTP2_HEADER_CONTENT_TYPE]: 'application/grpc',
        [constants.HTTP2_HEADER_TE]: 'trailers',
      },
      { signal },
    );
    // Whoever reads is told of an error, too; one that comes when nobody reads any more is of no interest.
    stream.on('error', () => undefined);
    const status = grpcStatusOf(stream);
    try {
      stream.end(grpcFrame(request));
      yield* grpcMessages(stream, LARGEST_MESSAGE_BYTES);
      if (status() === UNIMPLEMENTED) throw new NoBuildHistory();
      if (status() !== '0') throw new Error(`BuildKit ended ${method} with status ${status().slice(0, 20)}`);
    } finally {
      stream.destroy();
    }
  }
}

/** Listens for a call's status, which comes after the messages, or at once when there are none. */
function grpcStatusOf(stream: ClientHttp2Stream): () => string {
  let status = '';
  const note = (headers: Record<string, unknown>) => {
    const value = headers['grpc-status'];
    if (typeof value === 'string') status = value;
  };
  stream.on('response', note);
  stream.on('trailers', note);
  return () => status;
}
