import { describe, expect, it } from 'vitest';
import type { FolderEntry } from '#protocol/workspace.ts';
import { emptyTree, pathIn, targetFolder, treeRows, withFolderState, withListing, withOpen } from './tree-rows.ts';

function entry(path: string, kind: FolderEntry['kind'] = 'file'): FolderEntry {
  return { path, kind, bytes: 0, version: '1' };
}

const home = withListing(emptyTree, {
  path: '',
  entries: [entry('step-10'), entry('step-2'), entry('.env'), entry('app', 'folder')],
  left: 0,
});
const open = withListing(withOpen(home, 'app', true), { path: 'app', entries: [entry('app/src', 'folder')], left: 0 });

function paths(tree: typeof home, showsHidden = true): readonly string[] {
  return treeRows(tree, showsHidden).map((row) => (row.kind === 'entry' ? row.entry.path : `note:${row.folder}`));
}

describe('the tree', () => {
  it('has folders first and counts as people do', () => {
    expect(paths(home)).toEqual(['app', '.env', 'step-2', 'step-10']);
  });

  it('leaves hidden files out on request, and counts what it shows', () => {
    expect(paths(home, false)).toEqual(['app', 'step-2', 'step-10']);
    expect(treeRows(home, false)[1]).toMatchObject({ position: 2, siblings: 3 });
  });

  it('shows what lies in open folders one level further in', () => {
    expect(treeRows(open, true)[1]).toMatchObject({ entry: { path: 'app/src' }, level: 2 });
  });

  it('says of an open folder that it is empty or not yet known', () => {
    expect(paths(withOpen(open, 'app/src', true))).toContain('note:app/src');
  });

  it('forgets a folder that is gone with all below it', () => {
    const deep = withListing(withOpen(open, 'app/src', true), { path: 'app/src', entries: [], left: 0 });
    const gone = withListing(deep, { path: '', entries: [entry('app2', 'folder')], left: 0 });
    expect([...gone.folders.keys()]).toEqual(['']);
    expect([...gone.open]).toEqual(['']);
  });

  it('keeps what it knows of a folder while that is listed again', () => {
    expect(withFolderState(home, '', { kind: 'loading' })).toBe(home);
  });

  it('puts something new into the selected folder, or beside the selected file', () => {
    expect(targetFolder(open, 'app/src')).toBe('app/src');
    expect(targetFolder(open, 'step-2')).toBe('');
    expect(pathIn('app', 'other/file')).toBe('app/file');
  });
});
