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
  /** Sandboxes whose disk is there. */
  disks: string[] = ['new-1', 'new-2'];
  /** How putting saved files back ends. */
  putBack: 'all' | 'none' | Error = 'all';
  /** What the sandbox that is to be stopped waits for. */
  saving: Promise<void> = Promise.resolve();
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
      disks: async () => this.disks,
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
    discardAfterCrash: async (id) => void this.deeds.push(`discard ${id} after a crash`),
    putFilesBack: async (lost, id) => {
      this.deeds.push(`put the files of ${lost} into ${id}`);
      if (this.putBack instanceof Error) throw this.putBack;
      return this.putBack;
    },
    beforeStop: async (id) => {
      this.deeds.push(`save ${id} before its end`);
      await this.saving;
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
        onReplaced: (files) => this.news.push(`replaced, files: ${files}`),
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

describe('a sandbox whose disk is gone', () => {
  const lost: SessionRecord = {
    owner,
    sandboxId: 'old',
    begunAt: 5,
    terminals: [{ number: 3, name: 'logs' }],
    skipped: ['typed'],
    isPristineKept: true,
    reached: [{ stepId: 'second', skipped: [] }],
    undo: { skipped: [] },
  };
  const ask = async (hasPreparation: boolean) => {
    const scene = new Scene(hasPreparation, lost);
    scene.sandbox.ask();
    await settle();
    return scene;
  };

  it('is replaced by a new one with the lesson’s start and the saved files, and its owner is told', async () => {
    const scene = await ask(true);
    scene.preparing.get('new-1')?.resolve(9);
    await settle();
    expect(scene.deeds).toEqual([
      'snapshot new-1 pristine',
      'put the files of old into new-1',
      'discard old after a crash',
      'save new-1',
      'claimed new-1',
      'discard old',
    ]);
    expect(scene.news).toEqual(['starting', 'replaced, files: all', 'ready']);
    expect(scene.saved).toEqual({
      ...lost,
      sandboxId: 'new-1',
      begunAt: 9,
      isPristineKept: true,
      reached: [],
      undo: null,
    });
  });

  it('is replaced in lessons that need nothing, too', async () => {
    const scene = await ask(false);
    expect(scene.deeds).toContain('put the files of old into new-1');
    expect(scene.news).toEqual(['starting', 'replaced, files: all', 'ready']);
  });

  it('is still remembered, with what was saved of it, when the files cannot be put back', async () => {
    const scene = new Scene(false, lost);
    scene.putBack = new Error('no room');
    scene.sandbox.ask();
    await settle();
    expect(scene.news.at(-1)).toBe('failed: Error: no room');
    expect(scene.deeds).not.toContain('discard old');
    expect(scene.sandbox.record).toEqual(lost);
    scene.putBack = 'all';
    scene.sandbox.ask();
    await settle();
    expect(scene.saved?.sandboxId).toBe('new-2');
  });

  it('brings nothing back after everything was thrown away', async () => {
    const scene = new Scene(false, lost);
    scene.sandbox.startOver();
    await settle();
    expect(scene.deeds).toEqual(['forget', 'discard old', 'save new-1', 'claimed new-1']);
    expect(scene.news).toEqual(['ready']);
  });
});

describe('a sandbox that is stopped', () => {
  it('has its files saved first, and is not started again before it has stopped', async () => {
    const scene = new Scene(false);
    scene.sandbox.ask();
    await settle();
    let saved = (): void => undefined;
    scene.saving = new Promise((resolve) => (saved = resolve));
    scene.deeds.length = 0;
    const stopped = scene.sandbox.stop();
    scene.sandbox.ask();
    await settle();
    expect(scene.deeds).toEqual(['save new-1 before its end']);
    saved();
    await stopped;
    await settle();
    expect(scene.deeds).toEqual(['save new-1 before its end', 'stop new-1', 'release new-1']);
    expect(scene.news).toEqual(['ready', 'ready']);
  });

  it('does not take the one along that somebody gets by starting over while its files are saved', async () => {
    const scene = new Scene(false);
    scene.sandbox.ask();
    await settle();
    let saved = (): void => undefined;
    scene.saving = new Promise((resolve) => (saved = resolve));
    const stopped = scene.sandbox.stop();
    scene.sandbox.startOver();
    await settle();
    saved();
    await stopped;
    await settle();
    scene.saving = Promise.resolve();
    scene.deeds.length = 0;
    await scene.sandbox.stop();
    expect(scene.deeds).toEqual(['save new-2 before its end', 'stop new-2', 'release new-2']);
  });
});
