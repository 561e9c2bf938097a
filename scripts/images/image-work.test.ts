/** When which image is made, with images that are made at a word of the test and clocks that it moves. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Interrupted } from '../start/failure.mjs';
import { Workbench } from './testing/workbench.ts';

// Vitest moves the timers of the global scope only.
vi.mock('node:timers/promises', () => ({
  setTimeout: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
}));

let bench: Workbench;

beforeEach(() => {
  vi.useFakeTimers();
  bench = new Workbench();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('making images', () => {
  it('makes as many at once as it may, in the order of need', async () => {
    bench.order = { a: [], b: [], c: [], d: [] };
    const { work } = await bench.begin();
    expect(bench.begun()).toEqual(['a', 'b']);
    await bench.end('b');
    expect(bench.begun()).toEqual(['a', 'b', 'c']);
    await bench.end('a');
    await bench.end('c');
    await bench.end('d');
    expect(await work).toEqual(new Map());
    expect(bench.begun()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('waits for what an image is built on, and makes others meanwhile', async () => {
    bench.order = { top: ['base'], base: [], other: [] };
    const { work } = await bench.begin();
    expect(bench.begun()).toEqual(['base', 'other']);
    await bench.end('other');
    expect(bench.begun()).toEqual(['base', 'other']);
    await bench.end('base');
    expect(bench.begun()).toEqual(['base', 'other', 'top']);
    await bench.end('top');
    expect(await work).toEqual(new Map());
  });

  it('makes only what is to be made, and takes what it is built on as being there', async () => {
    bench.order = { base: [], top: ['base'], other: [] };
    const { work } = await bench.begin({ todo: new Set(['top']) });
    expect(bench.begun()).toEqual(['top']);
    await bench.end('top');
    expect(await work).toEqual(new Map());
    expect(bench.begun()).toEqual(['top']);
  });

  it('has nothing to do when there is nothing to make', async () => {
    bench.order = { a: [] };
    const { work } = await bench.begin({ todo: new Set() });
    expect(await work).toEqual(new Map());
    expect(bench.begun()).toEqual([]);
  });

  it('makes next what a learner has begun to wait for', async () => {
    bench.order = { a: [], b: [], c: [] };
    await bench.begin({ atOnce: 1 });
    bench.order = { c: [], a: [], b: [] };
    await bench.end('a');
    expect(bench.begun()).toEqual(['a', 'c']);
  });

  it('tells what happens to each', async () => {
    bench.order = { a: [] };
    await bench.begin();
    expect(bench.changes).toEqual(['a building']);
    await bench.end('a');
    expect(bench.changes).toEqual(['a building', 'a served']);
  });
});

describe('an image that fails', () => {
  it('does not stop the others', async () => {
    bench.order = { a: [], b: [], c: [] };
    const { work } = await bench.begin({ atOnce: 1 });
    await bench.end('a', new Error('no space'));
    await bench.end('b');
    await bench.end('c');
    expect(await work).toEqual(new Map([['a', 'no space']]));
  });

  it('takes with it what is built on it, and says so', async () => {
    bench.order = { base: [], middle: ['base'], top: ['middle'], other: [] };
    const { work } = await bench.begin({ atOnce: 1 });
    await bench.end('base', new Error('no space'));
    await bench.end('other');
    expect(await work).toEqual(
      new Map([
        ['base', 'no space'],
        ['middle', 'it is built on base, which failed'],
        ['top', 'it is built on middle, which failed'],
      ]),
    );
    expect(bench.changes).toContain('top failed it is built on middle, which failed');
    expect(bench.begun()).toEqual(['base', 'other']);
  });

  it('is tried again no sooner than it should be, and then counts as made', async () => {
    bench.order = { base: [], top: ['base'] };
    const { work } = await bench.begin({ retryMilliseconds: [60_000] });
    await bench.end('base', new Error('no network'));
    expect(bench.changes).toEqual(['base building', 'base waiting no network']);
    await vi.advanceTimersByTimeAsync(58_000);
    expect(bench.begun()).toEqual(['base']);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(bench.begun()).toEqual(['base', 'base']);
    await bench.end('base');
    await bench.end('top');
    expect(await work).toEqual(new Map());
  });

  it('lets others go first while it waits to be tried again', async () => {
    bench.order = { a: [], b: [] };
    await bench.begin({ atOnce: 1, retryMilliseconds: [60_000] });
    await bench.end('a', new Error('no network'));
    expect(bench.begun()).toEqual(['a', 'b']);
  });

  it('is given up after the last try, for the last reason', async () => {
    bench.order = { a: [] };
    const { work } = await bench.begin({ retryMilliseconds: [5_000, 10_000] });
    await bench.end('a', new Error('first'));
    await vi.advanceTimersByTimeAsync(5_000);
    await bench.end('a', new Error('second'));
    await vi.advanceTimersByTimeAsync(10_000);
    await bench.end('a', new Error('third'));
    expect(await work).toEqual(new Map([['a', 'third']]));
    expect(bench.begun()).toEqual(['a', 'a', 'a']);
    expect(bench.changes.at(-1)).toBe('a failed third');
  });

  it('does not keep the work waiting for ever when telling of it fails, too', async () => {
    bench.order = { a: [], b: [], c: [] };
    const changed = (folder: string) => {
      if (folder === 'a') throw new Error('the report cannot be written');
    };
    const { work } = await bench.begin({ changed, retryMilliseconds: [] });
    await bench.end('b');
    await bench.end('c');
    await expect(work).rejects.toThrow('the report cannot be written');
  });
});

describe('an interruption', () => {
  it('ends the work once everything that runs has been stopped, and begins nothing new', async () => {
    bench.order = { a: [], b: [], c: [] };
    const { work } = await bench.begin();
    let isOver = false;
    const over = expect(work)
      .rejects.toThrow(Interrupted)
      .then(() => (isOver = true));
    bench.controller.abort();
    await bench.end('a', new Interrupted());
    expect(isOver).toBe(false);
    // What a stopped build says of itself is no failure.
    await bench.end('b', new Error('killed'));
    await over;
    expect(bench.begun()).toEqual(['a', 'b']);
    expect(bench.changes.filter((change) => change.includes('failed'))).toEqual([]);
  });

  it('does not wait until a failure has aged', async () => {
    bench.order = { a: [] };
    const { work } = await bench.begin({ retryMilliseconds: [900_000] });
    await bench.end('a', new Error('no network'));
    bench.controller.abort();
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(work).rejects.toThrow(Interrupted);
  });
});
