/** A sandbox that a lesson prepares is handed over prepared or not at all, whatever happens meanwhile. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import pino from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SandboxRequest } from './sandbox-allocator.ts';
import type { SessionRecord } from './session-record.ts';
import { SessionSandbox, type SessionSandboxOptions } from './session-sandbox.ts';

const owner = { accountId: 'anna', lessonId: 'ch02/first-container' };

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
}

/** Gives sandboxes at once; each is prepared when the test says so. */
class Scene {
  readonly deeds: string[] = [];
  readonly news: string[] = [];
  readonly preparing = new Map<string, { resolve: (begunAt: number) => void; reject: (error: Error) => void }>();
  saved: SessionRecord | null = null;
  canSnapshot = true;
  #given = 0;
  #sandbox: SessionSandbox | undefined;

  constructor(
    readonly hasPreparation = true,
    readonly record: SessionRecord | null = null,
  ) {}

  readonly #options: Omit<SessionSandboxOptions, 'prepare' | 'record'> = {
    id: 'f'.repeat(32),
    owner,
    hasSnapshots: true,
    log: pino({ level: 'silent' }),
    records: {
      save: async (_id, record) => {
        this.deeds.push(`save ${record.sandboxId}`);
        this.saved = record;
      },
      forget: async () => {
        this.deeds.push('forget');
        this.saved = null;
      },
    },
    driver: {
      snapshot: async (id, name) => {
        this.deeds.push(`snapshot ${id} ${name}`);
        if (!this.canSnapshot) throw new Error('no room');
      },
      stop: async (id) => void this.deeds.push(`stop ${id}`),
    },
    allocator: {
      request: ({ sandboxId, onReady }: SandboxRequest) => {
        this.#given += 1;
        onReady(sandboxId ?? `new-${String(this.#given)}`);
        return () => undefined;
      },
      claimed: async (id) => void this.deeds.push(`claimed ${id}`),
      giveBack: (id) => void this.deeds.push(`give back ${id}`),
      release: (id) => void this.deeds.push(`release ${id}`),
    },
    // Whatever runs in a sandbox breaks off when it is removed.
    discard: async (id) => {
      this.deeds.push(`discard ${id}`);
      this.preparing.get(id)?.reject(new Error('the sandbox has gone'));
    },
  };

  /** Made when it is first asked for, so that a test can say before what the session knows. */
  get sandbox(): SessionSandbox {
    this.#sandbox ??= new SessionSandbox(
      {
        ...this.#options,
        record: this.record,
        prepare: this.hasPreparation
          ? async (id) => new Promise<number>((resolve, reject) => this.preparing.set(id, { resolve, reject }))
          : null,
      },
      {
        onPlace: () => undefined,
        onStarting: () => this.news.push('starting'),
        onReady: () => this.news.push('ready'),
        onFailed: (error) => this.news.push(`failed: ${String(error)}`),
      },
    );
    return this.#sandbox;
  }
}

describe('a new sandbox of a lesson that prepares it', () => {
  let scene = new Scene();
  beforeEach(() => {
    scene = new Scene();
  });
  const begin = async () => {
    scene.sandbox.ask();
    await settle();
  };

  it('is written down and handed over only when it is prepared, with its beginning kept as it is then', async () => {
    await begin();
    expect(scene.news).toEqual(['starting']);
    expect(scene.saved).toBeNull();
    scene.preparing.get('new-1')?.resolve(1234);
    await settle();
    expect(scene.news).toEqual(['starting', 'ready']);
    expect(scene.deeds).toEqual(['snapshot new-1 pristine', 'save new-1', 'claimed new-1']);
    expect(scene.saved).toMatchObject({ sandboxId: 'new-1', begunAt: 1234, isPristineKept: true });
  });

  it('is thrown away when that fails, and asking again tries with another', async () => {
    await begin();
    scene.preparing.get('new-1')?.reject(new Error('no'));
    await settle();
    expect(scene.news).toEqual(['starting', 'failed: Error: no']);
    expect(scene.deeds).toEqual(['discard new-1', 'release new-1']);
    expect(scene.sandbox.record).toBeNull();
    await begin();
    scene.preparing.get('new-2')?.resolve(1);
    await settle();
    expect(scene.news.at(-1)).toBe('ready');
    expect(scene.saved?.sandboxId).toBe('new-2');
  });

  it('is thrown away when its beginning cannot be kept', async () => {
    scene.canSnapshot = false;
    await begin();
    scene.preparing.get('new-1')?.resolve(1);
    await settle();
    expect(scene.news).toEqual(['starting', 'failed: Error: no room']);
    expect(scene.deeds.slice(1)).toEqual(['discard new-1', 'release new-1']);
  });

  it('is thrown away when the session is stopped meanwhile, and nobody is told of a failure', async () => {
    await begin();
    await scene.sandbox.stop();
    expect(scene.deeds).toEqual(['discard new-1', 'release new-1']);
    expect(scene.news).toEqual(['starting']);
    expect(scene.sandbox.record).toBeNull();
  });

  it('makes way for another when everything is thrown away meanwhile', async () => {
    await begin();
    scene.sandbox.startOver();
    await settle();
    expect(scene.deeds).toEqual(['discard new-1', 'release new-1']);
    scene.preparing.get('new-2')?.resolve(1);
    await settle();
    expect(scene.news).toEqual(['starting', 'starting', 'ready']);
    expect(scene.sandbox.record?.sandboxId).toBe('new-2');
  });

  it('is prepared again after everything was thrown away', async () => {
    await begin();
    scene.preparing.get('new-1')?.resolve(1);
    await settle();
    scene.sandbox.startOver();
    await settle();
    scene.preparing.get('new-2')?.resolve(2);
    await settle();
    expect(scene.saved).toMatchObject({ sandboxId: 'new-2', begunAt: 2 });
  });
});

describe('other sandboxes', () => {
  it('are not prepared when the lesson needs nothing', async () => {
    const scene = new Scene(false);
    scene.sandbox.ask();
    await settle();
    expect(scene.news).toEqual(['ready']);
    expect(scene.deeds).toEqual(['save new-1', 'claimed new-1']);
    expect(scene.saved?.begunAt).toBe(0);
  });

  it('are not prepared again when they are started again', async () => {
    const first = new Scene();
    first.sandbox.ask();
    await settle();
    first.preparing.get('new-1')?.resolve(7);
    await settle();
    const later = new Scene(true, first.saved);
    later.sandbox.ask();
    await settle();
    expect(later.news).toEqual(['ready']);
    expect(later.preparing.size).toBe(0);
    expect(later.sandbox.record?.begunAt).toBe(7);
  });
});
