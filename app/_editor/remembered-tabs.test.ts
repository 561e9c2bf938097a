import { describe, expect, it } from 'vitest';
import { readTabs, rememberTabs } from './remembered-tabs.ts';

/** A storage in memory. */
function memory(): () => Storage {
  const items = new Map<string, string>();
  const storage: Storage = {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => void items.set(key, value),
  };
  return () => storage;
}

describe('remembered tabs', () => {
  it('come back per lesson', () => {
    const storage = memory();
    rememberTabs('ch01/a', { paths: ['x', 'y/z'], current: 'y/z' }, storage);
    expect(readTabs('ch01/a', storage)).toEqual({ paths: ['x', 'y/z'], current: 'y/z' });
    expect(readTabs('ch01/b', storage)).toEqual({ paths: [], current: null });
  });

  it('are forgotten when they lead out of the home or are not understood', () => {
    const storage = memory();
    storage().setItem('drydock.files.ch01/a', JSON.stringify({ paths: ['../secret'], current: null }));
    expect(readTabs('ch01/a', storage).paths).toEqual([]);
    storage().setItem('drydock.files.ch01/a', '{');
    expect(readTabs('ch01/a', storage).paths).toEqual([]);
  });

  it('are none when the browser forbids storage', () => {
    const forbidden = () => {
      throw new Error('forbidden');
    };
    rememberTabs('ch01/a', { paths: ['x'], current: 'x' }, forbidden);
    expect(readTabs('ch01/a', forbidden).paths).toEqual([]);
  });

  it('keep the last ones when there are too many', () => {
    const storage = memory();
    const paths = Array.from({ length: 25 }, (_, index) => `file-${String(index)}`);
    rememberTabs('ch01/a', { paths, current: 'file-0' }, storage);
    expect(readTabs('ch01/a', storage)).toEqual({ paths: paths.slice(-20), current: null });
  });
});
