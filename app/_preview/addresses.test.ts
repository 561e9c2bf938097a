import { describe, expect, it } from 'vitest';
import {
  closed,
  loadedAgain,
  nothingOpen,
  pathOf,
  shown,
  stepped,
  typedPath,
  wentTo,
  type OpenPort,
} from './addresses.ts';

const page: OpenPort = { port: 8080, paths: ['/'], at: 0, visit: 0 };

describe('the ports that are open in the preview', () => {
  it('are shown as they were left', () => {
    const both = shown(shown(nothingOpen, 8080), 9090);
    expect(both.current).toBe(9090);
    const again = shown({ ...both, open: both.open.map((one) => wentTo(one, '/a')) }, 8080);
    expect(again.open).toHaveLength(2);
    expect(again.current).toBe(8080);
    expect(again.open.map(pathOf)).toEqual(['/a', '/a']);
  });

  it('leave their place to a neighbour when they are closed', () => {
    const three = [1, 2, 3].reduce(shown, nothingOpen);
    expect(closed(three, 3).current).toBe(2);
    expect(closed(shown(three, 1), 1).current).toBe(2);
    expect(closed(shown(three, 1), 3).current).toBe(1);
    expect([1, 2, 3].reduce(closed, three)).toEqual(nothingOpen);
  });
});

describe('the way back and forward', () => {
  it('ends at both ends and forgets what another turn leaves behind', () => {
    const there = wentTo(wentTo(page, '/a'), '/b');
    const back = stepped(there, -1);
    expect(pathOf(back)).toBe('/a');
    expect(pathOf(stepped(back, 1))).toBe('/b');
    expect(stepped(there, 1)).toBe(there);
    expect(stepped(page, -1)).toBe(page);
    expect(wentTo(back, '/c').paths).toEqual(['/', '/a', '/c']);
  });

  it('loads a page with every step, but keeps no path twice in a row', () => {
    expect(wentTo(page, '/')).toEqual({ ...page, visit: 1 });
    expect(loadedAgain(page).visit).toBe(1);
    expect(stepped(wentTo(page, '/a'), -1).visit).toBe(2);
  });

  it('is not endless', () => {
    const far = Array.from({ length: 200 }, (_, index) => `/${String(index)}`).reduce(wentTo, page);
    expect(far.paths).toHaveLength(50);
    expect(pathOf(far)).toBe('/199');
  });
});

describe('what is typed as an address', () => {
  it.each([
    ['', '/'],
    ['list?all=1#end', '/list?all=1#end'],
    ['/list', '/list'],
    [' /list ', '/list'],
    ['//evil.example/list', '/evil.example/list'],
    ['\\\\evil.example', '/evil.example'],
    ['http://localhost:8080/list?a', '/list?a'],
    ['http://localhost:8080', '/'],
  ])('%j is the path %j', (typed, path) => {
    expect(typedPath(typed)).toBe(path);
  });
});
