import { describe, expect, it } from 'vitest';
import {
  existingLayout,
  initialPaneLayout,
  MOST_PANES,
  onlyCurrent,
  showing,
  splitFor,
  tabFrom,
  without,
  type PaneLayout,
} from './pane-layout.ts';

const split: PaneLayout = { panes: [1, 3], current: 3, direction: 'row' };

describe('a layout of panes', () => {
  it('that was remembered loses the terminals that are gone, and is never empty', () => {
    expect(existingLayout(split, [1, 2])).toEqual({ panes: [1], current: 1, direction: 'row' });
    expect(existingLayout(split, [5, 6])).toEqual({ panes: [5], current: 5, direction: 'row' });
    expect(existingLayout({ ...split, panes: [3, 3, 1] }, [1, 3]).panes).toEqual([3, 1]);
  });

  it('goes to the pane of a terminal that is shown, and puts another one in place of the current', () => {
    expect(showing(split, 1)).toEqual({ ...split, current: 1 });
    expect(showing(split, 2)).toEqual({ panes: [1, 2], current: 2, direction: 'row' });
  });

  it('is split behind the current pane', () => {
    expect(splitFor({ ...split, current: 1 }, 4, 'column')).toEqual({
      panes: [1, 4, 3],
      current: 4,
      direction: 'column',
    });
  });

  it('is never split into more panes than can be read', () => {
    const full: PaneLayout = { panes: [1, 2, 3, 4], current: 2, direction: 'row' };
    expect(full.panes).toHaveLength(MOST_PANES);
    expect(splitFor(full, 5, 'row')).toEqual({ panes: [1, 5, 3, 4], current: 5, direction: 'row' });
  });

  it('can be reduced to the current terminal', () => {
    expect(onlyCurrent(split)).toEqual({ panes: [3], current: 3, direction: 'row' });
  });

  it('closes up when a terminal is closed, and shows the next tab when that was the only pane', () => {
    expect(without(split, 3, [1, 2, 3])).toEqual({ panes: [1], current: 1, direction: 'row' });
    expect(without(split, 1, [1, 2, 3])).toEqual({ panes: [3], current: 3, direction: 'row' });
    expect(without(split, 2, [1, 2, 3])).toEqual(split);
    const single: PaneLayout = { panes: [2], current: 2, direction: 'row' };
    expect(without(single, 2, [1, 2, 3]).panes).toEqual([3]);
    expect(without({ ...single, panes: [3], current: 3 }, 3, [1, 2, 3]).panes).toEqual([2]);
  });

  it('keeps its only terminal', () => {
    expect(without(initialPaneLayout, 1, [1])).toEqual(initialPaneLayout);
  });
});

describe('going through the tabs', () => {
  it('leads from the last to the first and back', () => {
    expect(tabFrom(3, 1, [1, 2, 3])).toBe(1);
    expect(tabFrom(1, -1, [1, 2, 3])).toBe(3);
    expect(tabFrom(1, 1, [1, 2, 3])).toBe(2);
  });
});
