/** When a home is saved: after something has happened, not too often, and before the end. */
import { PassThrough, Readable } from 'node:stream';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SandboxNotRunning } from '../driver/driver.ts';
import { HomeSaving } from './home-saving.ts';
import { TooMuchToSave } from './saved-files.ts';

const id = 'a'.repeat(32);

/** Packs and keeps without a sandbox, and writes down what the log was told. */
class Scene {
  readonly kept: string[] = [];
  readonly warnings: string[] = [];
  pack: () => Promise<Readable> = async () => Readable.from([]);
  refusal: Error | null = null;

  readonly saving = new HomeSaving({
    id: 'session',
    pack: async () => this.pack(),
    saved: {
      save: async (sandboxId, archive, signal) => {
        for await (const _ of archive) continue;
        signal.throwIfAborted();
        if (this.refusal) throw this.refusal;
        this.kept.push(sandboxId);
      },
    },
    log: pino(
      { level: 'warn', serializers: { error: pino.stdSerializers.err } },
      { write: (line: string) => void this.warnings.push(line) },
    ),
  });
}

let scene = new Scene();
beforeEach(() => {
  vi.useFakeTimers();
  scene = new Scene();
  scene.saving.begin(id);
});
afterEach(() => vi.useRealTimers());

const seconds = async (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);

describe('a home', () => {
  it('is saved a little after something has happened, and then not again before anything else does', async () => {
    scene.saving.changed();
    expect(scene.kept).toEqual([]);
    await seconds(5);
    expect(scene.kept).toEqual([id]);
    await seconds(600);
    expect(scene.kept).toHaveLength(1);
  });

  it('is saved once a minute while things keep happening, the last of them included', async () => {
    for (let second = 0; second < 100; second += 1) {
      scene.saving.changed();
      await seconds(1);
    }
    expect(scene.kept).toHaveLength(2);
    await seconds(60);
    expect(scene.kept).toHaveLength(3);
  });

  it('is saved again when something happened while it was being saved', async () => {
    const slow = new PassThrough();
    scene.pack = async () => slow;
    scene.saving.changed();
    await seconds(5);
    scene.saving.changed();
    scene.pack = async () => Readable.from([]);
    slow.end();
    await seconds(60);
    expect(scene.kept).toHaveLength(2);
  });

  it('is not saved while the sandbox is not the session’s, nor by what happened in the one before', async () => {
    scene.saving.changed();
    scene.saving.pause();
    scene.saving.changed();
    await seconds(600);
    scene.saving.begin('b'.repeat(32));
    await seconds(600);
    expect(scene.kept).toEqual([]);
  });

  it('is saved before its sandbox is stopped, whether or not anything has happened', async () => {
    await scene.saving.finish(id);
    expect(scene.kept).toEqual([id]);
  });
});

describe('saving that does not get on', () => {
  it('keeps a sandbox that is to stop for a few seconds only', async () => {
    scene.pack = async () => new PassThrough();
    const finished = vi.fn();
    void scene.saving.finish(id).then(finished);
    await seconds(4);
    expect(finished).not.toHaveBeenCalled();
    await seconds(1);
    expect(finished).toHaveBeenCalledOnce();
    expect(scene.kept).toEqual([]);
  });

  it('does so as well when packing does not even begin', async () => {
    scene.pack = async () => new Promise(() => undefined);
    const finished = vi.fn();
    void scene.saving.finish(id).then(finished);
    await seconds(5);
    expect(finished).toHaveBeenCalledOnce();
  });

  it('is given up when the sandbox is let go of, without a word', async () => {
    const slow = new PassThrough();
    scene.pack = async () => slow;
    scene.saving.changed();
    await seconds(5);
    scene.saving.pause();
    await seconds(1);
    expect(slow.destroyed).toBe(true);
    expect([scene.kept, scene.warnings]).toEqual([[], []]);
  });
});

describe('a home that cannot be saved', () => {
  it('is named in the log once, for example when it is too large, and tried again ten minutes later', async () => {
    scene.refusal = new TooMuchToSave('more than 10 bytes');
    for (let minute = 0; minute < 25; minute += 1) {
      scene.saving.changed();
      await seconds(60);
    }
    expect(scene.warnings).toHaveLength(1);
    expect(scene.warnings[0]).toContain('more than 10 bytes');
    scene.refusal = null;
    scene.saving.changed();
    await seconds(600);
    expect(scene.kept).toEqual([id]);
  });

  it('is nothing to write about when the sandbox has just ended, but is otherwise', async () => {
    scene.refusal = new SandboxNotRunning();
    await scene.saving.finish(id);
    expect(scene.warnings).toEqual([]);
    scene.refusal = new Error('no room');
    await scene.saving.finish(id);
    expect(scene.warnings).toHaveLength(1);
  });
});
