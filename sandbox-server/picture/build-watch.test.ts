/** Builds as told by engines that have none, break off, or say too much. */
import { createServer, type ServerHttp2Stream } from 'node:http2';
import { duplexPair, type Duplex } from 'node:stream';
import protobuf from 'protobufjs/minimal.js';
import { describe, expect, it } from 'vitest';
import { EngineRefusal } from '../engine/engine-client.ts';
import { BuildWatch } from './build-watch.ts';
import { grpcFrame } from './grpc-frames.ts';

const kinds = { started: 0, complete: 1 };

function history(kind: keyof typeof kinds, ref: string): Buffer {
  const event = protobuf.Writer.create().uint32(8).int32(kinds[kind]);
  event.uint32(18).fork().uint32(10).string(ref).ldelim();
  return grpcFrame(event.finish());
}

function status(...names: readonly string[]): Buffer {
  const message = protobuf.Writer.create();
  for (const name of names) message.uint32(10).fork().uint32(10).string(name).uint32(26).string(name).ldelim();
  return grpcFrame(message.finish());
}

/** A stand-in for BuildKit, whose answers are written by hand. */
class StandInBuildkit {
  /** Streams on which builds are listened for, one per connection. */
  readonly listeners: ServerHttp2Stream[] = [];
  statusRequests = 0;
  connections = 0;
  readonly #server = createServer();
  #connection: Duplex | null = null;

  constructor(answerStatus: (stream: ServerHttp2Stream) => void = (stream) => stream.end()) {
    this.#server.on('stream', (stream, headers) => {
      stream.on('error', () => undefined);
      if (headers[':path'] === '/moby.buildkit.v1.Control/ListenBuildHistory') {
        stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
        this.listeners.push(stream);
      } else {
        this.statusRequests += 1;
        stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
        answerStatus(stream);
      }
    });
    this.#server.on('sessionError', () => undefined);
  }

  readonly connect = async (): Promise<Duplex> => {
    const [ours, theirs] = duplexPair();
    theirs.on('error', () => undefined);
    this.#server.emit('connection', theirs);
    this.connections += 1;
    this.#connection = theirs;
    return ours;
  };

  breakOff(): void {
    this.#connection?.end();
  }
}

/** A watch and a way to wait for what it tells. */
function watching(connect: () => Promise<Duplex>) {
  let onChange: () => void = () => undefined;
  const watch = new BuildWatch({ connect, onChange: () => onChange() });
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise<void>((resolve) => (onChange = resolve));
  };
  return { watch, until, [Symbol.dispose]: () => watch.close() };
}

async function listener(buildkit: StandInBuildkit, place: number): Promise<ServerHttp2Stream> {
  return await expect
    .poll(() => buildkit.listeners[place])
    .toBeDefined()
    .then(() => {
      const stream = buildkit.listeners[place];
      if (!stream) throw new Error('nobody listens');
      return stream;
    });
}

describe('an engine that remembers no builds', () => {
  it('is not asked again when it does not know the way', async () => {
    let asked = 0;
    using it = watching(async () => {
      asked += 1;
      throw new EngineRefusal(404, '/grpc');
    });
    await it.watch.watch();
    expect(asked).toBe(1);
    expect(it.watch.builds).toEqual([]);
  });

  it('is not asked again when it does not know the method', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/grpc', 'grpc-status': '12' });
      response.end();
    });
    let asked = 0;
    using it = watching(async () => {
      const [ours, theirs] = duplexPair();
      server.emit('connection', theirs);
      asked += 1;
      return ours;
    });
    await it.watch.watch();
    expect(asked).toBe(1);
  });
});

describe('builds', () => {
  it('run, have steps, and end', async () => {
    const buildkit = new StandInBuildkit((stream) => stream.write(status('[1/2] FROM a', '[2/2] RUN b')));
    using it = watching(buildkit.connect);
    void it.watch.watch();
    const engine = await listener(buildkit, 0);
    engine.write(history('started', 'one'));
    await it.until(() => it.watch.builds[0]?.steps.length === 2);
    expect(it.watch.builds[0]).toMatchObject({ id: 'one', state: 'running' });
    engine.write(history('complete', 'one'));
    await it.until(() => it.watch.builds[0]?.state === 'done');
    expect(it.watch.builds[0]?.steps).toHaveLength(2);
    expect(buildkit.statusRequests).toBe(1);
  });

  it('that ran are forgotten when the connection breaks, and heard of again on the next', async () => {
    const buildkit = new StandInBuildkit();
    using it = watching(buildkit.connect);
    void it.watch.watch();
    (await listener(buildkit, 0)).write(history('started', 'one'));
    await it.until(() => it.watch.builds.length === 1);
    buildkit.breakOff();
    await it.until(() => it.watch.builds.length === 0);
    (await listener(buildkit, 1)).write(history('started', 'one'));
    await it.until(() => it.watch.builds.length === 1);
  });

  it('are few, and followed while they are there only, however many the engine tells of', async () => {
    const open = new Set<ServerHttp2Stream>();
    const buildkit = new StandInBuildkit((stream) => {
      open.add(stream);
      stream.on('close', () => open.delete(stream));
    });
    using it = watching(buildkit.connect);
    void it.watch.watch();
    const engine = await listener(buildkit, 0);
    for (let count = 0; count < 500; count += 1) {
      engine.write(history('complete', `ended ${String(count)}`));
      engine.write(history('started', `running ${String(count)}`));
    }
    engine.write(history('complete', 'running 0'));
    await it.until(() => it.watch.builds.some(({ id, state }) => id === 'running 0' && state === 'done'));
    expect(it.watch.builds.filter(({ state }) => state === 'running')).toHaveLength(7);
    expect(it.watch.builds.filter(({ state }) => state === 'done')).toHaveLength(5);
    await expect.poll(() => open.size).toBeLessThanOrEqual(12);
  });

  it('are listened for anew after nonsense', async () => {
    const buildkit = new StandInBuildkit();
    using it = watching(buildkit.connect);
    void it.watch.watch();
    (await listener(buildkit, 0)).write(Buffer.alloc(5, 0xff));
    await listener(buildkit, 1);
    expect(buildkit.connections).toBe(2);
  });

  it('are not listened for on a connection that comes after the end, which is let go of', async () => {
    const buildkit = new StandInBuildkit();
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    let connection: Duplex | null = null;
    using it = watching(async () => {
      await arrived;
      connection = await buildkit.connect();
      return connection;
    });
    const ended = it.watch.watch();
    it.watch.close();
    arrive();
    await ended;
    await expect.poll(() => connection?.destroyed).toBe(true);
    expect(buildkit.listeners).toEqual([]);
  });
});
