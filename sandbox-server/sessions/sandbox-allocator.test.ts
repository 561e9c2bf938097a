import { setImmediate as nextTurn } from 'node:timers/promises';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { smallLimits } from '../testing/limits.ts';
import { SandboxAllocator, type AllocatorDriver, type SandboxRequest } from './sandbox-allocator.ts';

/** Remembers what it was asked for; a sandbox is made when the test says so. */
class SlowDriver implements AllocatorDriver {
  readonly making = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  readonly running = new Set<string>();
  readonly destroyed: string[] = [];
  readonly snapshots: string[] = [];
  warmed = 0;
  warmth: Promise<void> = Promise.resolve();
  readonly #ends = new Map<string, () => void>();

  async warm(): Promise<void> {
    this.warmed += 1;
    await this.warmth;
  }

  async create({ id }: { readonly id: string }): Promise<void> {
    await new Promise<void>((resolve, reject) => this.making.set(id, { resolve, reject }));
    this.running.add(id);
  }

  async destroy(id: string): Promise<void> {
    this.running.delete(id);
    this.destroyed.push(id);
    this.#ends.get(id)?.();
  }

  async snapshot(id: string, name: string): Promise<void> {
    this.snapshots.push(`${id} ${name}`);
  }

  async waitForEnd(id: string): Promise<void> {
    await new Promise<void>((resolve) => this.#ends.set(id, resolve));
  }

  /** Finishes everything that is being made. */
  async finish(error?: Error): Promise<void> {
    const making = [...this.making.values()];
    this.making.clear();
    for (const { resolve, reject } of making) {
      if (error) reject(error);
      else resolve();
    }
    await settle();
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
}

/** Someone who writes down what they are told. */
function asker(sandboxId: string | null = null) {
  const news: string[] = [];
  let given = '';
  const request: SandboxRequest = {
    sandboxId,
    onPlace: (place) => news.push(`place ${String(place)}`),
    onStarting: () => news.push('starting'),
    onReady: (id) => {
      given = id;
      news.push('ready');
    },
    onFailed: () => news.push('failed'),
  };
  return { request, news, given: () => given };
}

describe('the allocator of sandboxes', () => {
  const driver = { current: new SlowDriver() };
  const unclaimed = new Set<string>();
  let makeRoom = vi.fn<() => Promise<void>>();

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    driver.current = new SlowDriver();
    unclaimed.clear();
    makeRoom = vi.fn<() => Promise<void>>().mockResolvedValue();
  });
  afterEach(() => vi.useRealTimers());

  const allocator = (options: { capacity?: number; startsAtOnce?: number; pool?: number } = {}) =>
    new SandboxAllocator({
      driver: driver.current,
      limits: smallLimits,
      capacity: options.capacity ?? 10,
      startsAtOnce: options.startsAtOnce ?? 1,
      pool: () => options.pool ?? 0,
      hasSnapshots: true,
      unclaimed: {
        add: async (id) => void unclaimed.add(id),
        remove: async (id) => void unclaimed.delete(id),
      },
      makeRoom,
      log: pino({ level: 'silent' }),
    });

  it('starts a sandbox for the first, and tells the others their places as they move up', async () => {
    const sandboxes = allocator();
    const [first, second, third] = [asker(), asker(), asker()];
    for (const { request } of [first, second, third]) sandboxes.request(request);
    expect(first.news).toEqual(['starting']);
    expect(second.news).toEqual(['place 1']);
    expect(third.news).toEqual(['place 2']);
    await settle();
    await driver.current.finish();
    expect(first.news).toEqual(['starting', 'ready']);
    expect(second.news).toEqual(['place 1', 'starting']);
    expect(third.news).toEqual(['place 2', 'place 1']);
  });

  it('has the driver made warm once, before the pool is filled', async () => {
    const sandboxes = allocator({ pool: 2, startsAtOnce: 2 });
    let isWarm = (): void => undefined;
    driver.current.warmth = new Promise((resolve) => (isWarm = resolve));
    sandboxes.serve();
    await settle();
    expect(driver.current.making.size).toBe(0);
    isWarm();
    await settle();
    expect(driver.current.making.size).toBe(2);
    expect(driver.current.warmed).toBe(1);
    await driver.current.finish();
  });

  it('fills the pool all the same when the driver cannot be made warm, and nobody who asks waits for it', async () => {
    const sandboxes = allocator({ pool: 1 });
    driver.current.warmth = Promise.reject(new Error('no room'));
    sandboxes.serve();
    await settle();
    expect(driver.current.making.size).toBe(1);
    await driver.current.finish();

    const busy = allocator({ pool: 1, startsAtOnce: 2 });
    driver.current.warmth = new Promise(() => undefined);
    busy.serve();
    const { request, news } = asker();
    busy.request(request);
    await settle();
    await driver.current.finish();
    expect(news).toEqual(['starting', 'ready']);
  });

  it('gives a sandbox of the pool at once, without asking the driver for anything', async () => {
    const sandboxes = allocator({ pool: 1 });
    sandboxes.serve();
    await settle();
    await driver.current.finish();
    expect(sandboxes.pooled).toBe(1);
    const learner = asker();
    sandboxes.request(learner.request);
    expect(learner.news).toEqual(['ready']);
    expect(driver.current.making.size).toBe(0);
    expect(driver.current.snapshots).toEqual([`${learner.given()} pristine`]);
  });

  it('fills the pool again when a while has passed, never with what was given', async () => {
    const sandboxes = allocator({ pool: 1 });
    sandboxes.serve();
    await settle();
    await driver.current.finish();
    const learner = asker();
    sandboxes.request(learner.request);
    await settle();
    expect(driver.current.making.size).toBe(0);
    await vi.advanceTimersByTimeAsync(3_000);
    await settle();
    const [next] = driver.current.making.keys();
    expect(next).toBeDefined();
    expect(next).not.toBe(learner.given());
  });

  it('asks for room when all sandboxes are in use, and goes on when one is released', async () => {
    const sandboxes = allocator({ capacity: 1 });
    const [first, second] = [asker(), asker()];
    sandboxes.request(first.request);
    await settle();
    await driver.current.finish();
    sandboxes.request(second.request);
    expect(makeRoom).toHaveBeenCalledTimes(1);
    expect(second.news).toEqual(['place 1']);
    sandboxes.release(first.given());
    expect(second.news).toEqual(['place 1', 'starting']);
  });

  it('asks for as much room as there are who wait, however often it looks', async () => {
    const sandboxes = allocator({ capacity: 1 });
    const [first, second] = [asker(), asker()];
    sandboxes.request(first.request);
    await settle();
    await driver.current.finish();
    let stopped: () => void = () => undefined;
    makeRoom.mockImplementation(async () => new Promise((resolve) => (stopped = resolve)));
    sandboxes.request(second.request);
    sandboxes.serve();
    sandboxes.serve();
    expect(makeRoom).toHaveBeenCalledTimes(1);
    stopped();
    await settle();
    sandboxes.serve();
    expect(makeRoom).toHaveBeenCalledTimes(2);
  });

  it('lets a sandbox of the pool make room for one that somebody wants back', async () => {
    const sandboxes = allocator({ capacity: 1, pool: 1 });
    sandboxes.serve();
    await settle();
    await driver.current.finish();
    const learner = asker('a'.repeat(32));
    sandboxes.request(learner.request);
    await settle();
    expect(driver.current.destroyed).toHaveLength(1);
    expect(learner.news).toEqual(['place 1', 'starting']);
  });

  it('forgets who withdrew, and moves the others up', () => {
    const sandboxes = allocator();
    const [first, second, third] = [asker(), asker(), asker()];
    sandboxes.request(first.request);
    const withdraw = sandboxes.request(second.request);
    sandboxes.request(third.request);
    withdraw();
    expect(third.news).toEqual(['place 2', 'place 1']);
  });

  it('keeps what comes back unused for the next', async () => {
    const sandboxes = allocator({ pool: 1 });
    const [first, second] = [asker(), asker()];
    sandboxes.request(first.request);
    await settle();
    await driver.current.finish();
    sandboxes.giveBack(first.given());
    sandboxes.request(second.request);
    expect(second.given()).toBe(first.given());
  });

  it('tells a failure, leaves nothing behind, and goes on with the next', async () => {
    const sandboxes = allocator();
    const [first, second] = [asker(), asker()];
    sandboxes.request(first.request);
    sandboxes.request(second.request);
    await settle();
    await driver.current.finish(new Error('no'));
    expect(first.news).toEqual(['starting', 'failed']);
    expect(driver.current.destroyed).toHaveLength(1);
    expect(second.news).toEqual(['place 1', 'starting']);
  });

  it('remembers every sandbox that belongs to nobody, from before it is made until its owner is written down', async () => {
    const sandboxes = allocator();
    const learner = asker();
    sandboxes.request(learner.request);
    await settle();
    const [id] = driver.current.making.keys();
    expect([...unclaimed]).toEqual([id]);
    await driver.current.finish();
    expect([...unclaimed]).toEqual([id]);
    await sandboxes.claimed(learner.given());
    expect([...unclaimed]).toEqual([]);
  });

  it('removes the pool when it closes, and what was being made for it', async () => {
    const sandboxes = allocator({ pool: 2 });
    sandboxes.serve();
    await settle();
    await driver.current.finish();
    const closing = sandboxes.close();
    await settle();
    await driver.current.finish();
    await closing;
    expect(driver.current.running.size).toBe(0);
    expect(driver.current.destroyed).toHaveLength(2);
    expect([...unclaimed]).toEqual([]);
  });
});
