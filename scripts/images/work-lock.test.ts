/** One process at a time works on the course images. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Interrupted } from '../start/failure.mjs';
import { identify } from '../start/process-identity.mjs';
import { workingOnImages } from './work-lock.mjs';

// Vitest moves the timers of the global scope only.
vi.mock('node:timers/promises', () => ({
  setTimeout: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
}));

/** Longer than it takes to look again whether the lock is free. */
const aWhile = 1_000;

let folder: string;
let lockPath: string;
let controller: AbortController;
/** Processes that were waited for, in the order in which that was told. */
let told: number[];

beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), 'drydock-work-lock-'));
  lockPath = join(folder, 'images-work.lock');
  controller = new AbortController();
  told = [];
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function working<T>(work: () => Promise<T>): Promise<T> {
  return workingOnImages(folder, { signal: controller.signal, waiting: (pid) => told.push(pid) }, work);
}

/** Work that ends at a word of the test. */
function openWork() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, work: vi.fn(() => ended) };
}

describe('work on the course images', () => {
  it('begins at once when nobody else is at it, and answers what it found', async () => {
    expect(await working(async () => JSON.parse(readFileSync(lockPath, 'utf8')) as unknown)).toEqual(
      identify(process.pid),
    );
    expect(existsSync(lockPath)).toBe(false);
    expect(told).toEqual([]);
  });

  it('waits until the one before has ended, and tells once for whom', async () => {
    const first = openWork();
    const second = openWork();
    const both = [working(first.work), working(second.work)];
    await vi.advanceTimersByTimeAsync(aWhile);
    expect(first.work).toHaveBeenCalledOnce();
    expect(second.work).not.toHaveBeenCalled();
    expect(told).toEqual([process.pid]);
    first.end();
    await vi.advanceTimersByTimeAsync(aWhile);
    expect(second.work).toHaveBeenCalledOnce();
    second.end();
    await Promise.all(both);
    expect(existsSync(lockPath)).toBe(false);
  });

  it('waits for another process while it runs, and takes over when that was killed', async () => {
    const holder = spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 1000)']);
    const ended = once(holder, 'exit');
    try {
      await once(holder, 'spawn');
      const { pid = 0 } = holder;
      writeFileSync(lockPath, JSON.stringify(identify(pid)));
      const next = openWork();
      const over = working(next.work);
      await vi.advanceTimersByTimeAsync(aWhile);
      expect(next.work).not.toHaveBeenCalled();
      expect(told).toEqual([pid]);
      holder.kill('SIGKILL');
      await ended;
      await vi.advanceTimersByTimeAsync(aWhile);
      expect(next.work).toHaveBeenCalledOnce();
      next.end();
      await over;
    } finally {
      holder.kill('SIGKILL');
      await ended;
    }
  });

  it.each([
    ['a process that has ended', '{"pid":2147483646,"startedAt":"1"}'],
    ['another process with the number of one that has ended', `{"pid":${process.pid},"startedAt":"1"}`],
  ])('takes over from %s without waiting', async (_, text) => {
    writeFileSync(lockPath, text);
    expect(await working(async () => 'done')).toBe('done');
    expect(told).toEqual([]);
    expect(existsSync(lockPath)).toBe(false);
  });

  it.each([
    ['half a file', '{"pid":12'],
    ['an empty file', ''],
  ])('takes over from %s only when it is old', async (_, text) => {
    writeFileSync(lockPath, text);
    const { work, end } = openWork();
    const over = working(work);
    await vi.advanceTimersByTimeAsync(aWhile);
    // Somebody may just be writing it.
    expect(work).not.toHaveBeenCalled();
    expect(readFileSync(lockPath, 'utf8')).toBe(text);
    await vi.advanceTimersByTimeAsync(2 * aWhile);
    expect(work).toHaveBeenCalledOnce();
    end();
    await over;
    expect(told).toEqual([]);
  });

  it('lets others begin after it failed', async () => {
    await expect(
      working(async () => {
        throw new Error('no space');
      }),
    ).rejects.toThrow('no space');
    expect(await working(async () => 'done')).toBe('done');
  });

  it('can be interrupted while it waits, and leaves the lock to whom it belongs', async () => {
    const held = JSON.stringify(identify(process.pid));
    writeFileSync(lockPath, held);
    const { work } = openWork();
    const interrupted = expect(working(work)).rejects.toThrow(Interrupted);
    await vi.advanceTimersByTimeAsync(aWhile);
    controller.abort();
    await vi.advanceTimersByTimeAsync(aWhile);
    await interrupted;
    expect(work).not.toHaveBeenCalled();
    expect(readFileSync(lockPath, 'utf8')).toBe(held);
  });
});
