import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FileChange } from '#protocol/workspace.ts';
import { Drafts } from './drafts.ts';
import { SAVE_PAUSE_MS, type TextBuffers } from './edited-file.ts';
import type { Home } from './home-requests.ts';
import { OpenFiles } from './open-files.ts';

/** A home in memory that can be away. */
class HomeInMemory implements Home {
  readonly files = new Map<string, { text: string; version: string }>();
  readonly changes: FileChange[] = [];
  isAway = false;
  #versions = 0;

  put(path: string, text: string): string {
    const version = String((this.#versions += 1));
    this.files.set(path, { text, version });
    return version;
  }

  async list(path: string) {
    if (this.isAway) return away;
    const entries = [...this.files].map(
      ([file, { version }]) => ({ path: file, kind: 'file', bytes: 0, version }) as const,
    );
    return { ok: true, value: { path, entries, left: 0 } } as const;
  }

  async read(path: string) {
    if (this.isAway) return away;
    const file = this.files.get(path);
    if (file === undefined) return { ok: false, code: 'file-unknown' } as const;
    return { ok: true, value: { kind: 'text', path, ...file } } as const;
  }

  async change(change: FileChange) {
    if (this.isAway) return away;
    this.changes.push(change);
    if (change.kind !== 'write') return { ok: true, value: { entry: null } } as const;
    if ((this.files.get(change.path)?.version ?? null) !== change.seen)
      return { ok: false, code: 'file-changed' } as const;
    const version = this.put(change.path, change.text);
    return { ok: true, value: { entry: { path: change.path, kind: 'file', bytes: 0, version } } } as const;
  }
}

const away = { ok: false, code: 'sandbox-server-unreachable' } as const;

class BuffersInMemory implements TextBuffers {
  readonly texts = new Map<string, string>();
  create(path: string, text: string) {
    this.texts.set(path, text);
  }
  read(path: string) {
    return this.texts.get(path) ?? '';
  }
  replace(path: string, text: string) {
    this.texts.set(path, text);
  }
  dispose(path: string) {
    this.texts.delete(path);
  }
}

class DraftsInMemory extends Drafts {
  readonly kept = new Map<string, { text: string; seen: string | null }>();
  override read = (path: string) => this.kept.get(path) ?? null;
  override keep = (path: string, draft: { text: string; seen: string | null }) => void this.kept.set(path, draft);
  override drop = (path: string) => void this.kept.delete(path);
}

function begin() {
  const home = new HomeInMemory();
  const buffers = new BuffersInMemory();
  const drafts = new DraftsInMemory('ch01/a');
  const files = new OpenFiles({ home, buffers, drafts });
  const type = (path: string, text: string) => {
    buffers.texts.set(path, text);
    files.file(path)?.edited();
  };
  const saveOf = (path: string) => {
    const file = files.file(path)?.state;
    return file?.kind === 'text' ? file.save : null;
  };
  return { home, buffers, drafts, files, type, saveOf };
}

describe('open files', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are saved by themselves after a pause, with the version that was seen', async () => {
    const { home, files, type, saveOf } = begin();
    const seen = home.put('a', 'one');
    await files.open('a');
    type('a', 'two');
    expect(saveOf('a')?.kind).toBe('edited');
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS);
    expect(home.changes).toEqual([{ kind: 'write', path: 'a', text: 'two', seen }]);
    expect(saveOf('a')?.kind).toBe('saved');
  });

  it('follow a change made elsewhere while nothing is edited', async () => {
    const { home, buffers, files, saveOf } = begin();
    home.put('a', 'one');
    await files.open('a');
    home.put('a', 'two');
    await files.changedIn(['']);
    await vi.advanceTimersByTimeAsync(0);
    expect(buffers.read('a')).toBe('two');
    expect(saveOf('a')?.kind).toBe('saved');
  });

  it('overwrite nothing when both sides have changed, until the learner keeps theirs', async () => {
    const { home, files, type, saveOf } = begin();
    home.put('a', 'one');
    await files.open('a');
    type('a', 'mine');
    home.put('a', 'theirs');
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS);
    expect(home.files.get('a')?.text).toBe('theirs');
    expect(saveOf('a')).toMatchObject({ kind: 'conflict', theirs: { text: 'theirs' } });
    await files.file('a')?.keepMine();
    expect(home.files.get('a')?.text).toBe('mine');
    expect(saveOf('a')?.kind).toBe('saved');
  });

  it('take what stands in the sandbox when the learner wants it', async () => {
    const { home, buffers, files, type, saveOf } = begin();
    home.put('a', 'one');
    await files.open('a');
    type('a', 'mine');
    home.put('a', 'theirs');
    await files.file('a')?.save();
    files.file('a')?.takeTheirs();
    expect(buffers.read('a')).toBe('theirs');
    expect(saveOf('a')?.kind).toBe('saved');
  });

  it('are no conflict when both sides have become the same', async () => {
    const { home, files, type, saveOf } = begin();
    home.put('a', 'one');
    await files.open('a');
    type('a', 'same');
    home.put('a', 'same');
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS);
    expect(saveOf('a')?.kind).toBe('saved');
  });

  it('keep the text of a file that was removed, and make it again only on request', async () => {
    const { home, buffers, files, type, saveOf } = begin();
    home.put('a', 'one');
    await files.open('a');
    home.files.delete('a');
    await files.changedIn(['']);
    await vi.advanceTimersByTimeAsync(0);
    expect(saveOf('a')?.kind).toBe('gone');
    type('a', 'two');
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS);
    expect(home.files.has('a')).toBe(false);
    expect(buffers.read('a')).toBe('two');
    await files.file('a')?.save();
    expect(home.files.get('a')?.text).toBe('two');
  });

  it('keep an edit while the sandbox is away, also over a reload, and save it on return', async () => {
    const { home, files, type, saveOf, drafts } = begin();
    const seen = home.put('a', 'one');
    await files.open('a');
    home.isAway = true;
    type('a', 'two');
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS);
    expect(saveOf('a')).toEqual({ kind: 'unsaved', code: 'sandbox-server-unreachable' });
    expect(drafts.kept.get('a')).toEqual({ text: 'two', seen });
    home.isAway = false;
    await files.reconnected();
    expect(home.files.get('a')?.text).toBe('two');
    expect(drafts.kept.size).toBe(0);
  });

  it('save the draft of an earlier visit when nobody has changed the file since', async () => {
    const { home, files, drafts } = begin();
    const seen = home.put('a', 'one');
    drafts.keep('a', { text: 'two', seen });
    await files.open('a');
    expect(home.files.get('a')?.text).toBe('two');
  });

  it('show a conflict when the file has changed since the draft of an earlier visit', async () => {
    const { home, buffers, files, drafts, saveOf } = begin();
    const seen = home.put('a', 'one');
    drafts.keep('a', { text: 'mine', seen });
    home.put('a', 'theirs');
    await files.open('a');
    expect(saveOf('a')?.kind).toBe('conflict');
    expect(buffers.read('a')).toBe('mine');
    expect(home.files.get('a')?.text).toBe('theirs');
  });

  it('save what is typed while an earlier text is on its way', async () => {
    const { home, files, type, saveOf } = begin();
    home.put('a', 'one');
    await files.open('a');
    type('a', 'two');
    const saving = files.file('a')?.save();
    await Promise.resolve();
    type('a', 'three');
    await saving;
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS);
    expect(home.files.get('a')?.text).toBe('three');
    expect(saveOf('a')?.kind).toBe('saved');
  });

  it('that are no longer there are left out when the last visit comes back', async () => {
    const { home, files } = begin();
    home.put('a', 'one');
    await files.restore(['a', 'b'], 'b');
    expect(files.view.files.map(({ path }) => path)).toEqual(['a']);
    expect(files.view.current).toBe('a');
  });

  it('go on under their new name after a move, in the same place', async () => {
    const { home, files } = begin();
    for (const path of ['x/a', 'b']) {
      home.put(path, path);
      await files.open(path);
    }
    files.show('x/a');
    home.put('y/a', 'x/a');
    files.moved('x', 'y');
    expect(files.view.files.map(({ path }) => path)).toEqual(['y/a', 'b']);
    expect(files.view.current).toBe('y/a');
  });

  it('show a neighbour when one is closed', async () => {
    const { home, files } = begin();
    for (const path of ['a', 'b', 'c']) {
      home.put(path, path);
      await files.open(path);
    }
    files.show('b');
    files.close('b');
    expect(files.view.current).toBe('c');
  });
});
