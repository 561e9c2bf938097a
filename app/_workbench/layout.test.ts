import { describe, expect, it } from 'vitest';
import {
  initialLayout,
  readLayout,
  shares,
  shownTools,
  withoutTool,
  withTool,
  writeLayout,
  type WorkbenchLayout,
} from './layout.ts';

const arranged: WorkbenchLayout = {
  open: ['picture', 'editor'],
  toolsHeight: 40.5,
  toolWidths: { editor: 60, preview: 20, picture: 20 },
  showsChecks: true,
};

describe('the layout in a cookie', () => {
  it('is read as it was written, and a cookie can hold it', () => {
    const written = writeLayout(arranged);
    expect(written).toMatch(/^[\w%.!~*'()-]+$/);
    expect(readLayout(decodeURIComponent(written))).toEqual(arranged);
  });

  it('is the initial one when the cookie is missing, damaged or of another version', () => {
    const damaged = [
      undefined,
      '',
      '{',
      'null',
      '[]',
      JSON.stringify({ ...arranged, open: ['desktop'] }),
      JSON.stringify({ ...arranged, toolsHeight: 99 }),
      JSON.stringify({ ...arranged, toolWidths: { editor: 0, preview: 50, picture: 50 } }),
      JSON.stringify({ ...arranged, colour: 'red' }),
    ];
    for (const value of damaged) expect({ value, layout: readLayout(value) }).toEqual({ value, layout: initialLayout });
  });

  it('opens a tool only once', () => {
    expect(readLayout(JSON.stringify({ ...arranged, open: ['editor', 'editor'] })).open).toEqual(['editor']);
  });
});

describe('the tools to be seen', () => {
  it('are all open ones in their fixed order where there is room', () => {
    expect(shownTools(['picture', 'editor'], 'several', 'text')).toEqual(['editor', 'picture']);
  });

  it('are only the last one opened where one fits', () => {
    expect(shownTools(['picture', 'editor'], 'single', 'text')).toEqual(['editor']);
    expect(shownTools([], 'single', 'text')).toEqual([]);
  });

  it('are the one looked at in a column, whatever is open', () => {
    expect(shownTools(['editor'], 'column', 'picture')).toEqual(['picture']);
    expect(shownTools(['editor'], 'column', 'terminal')).toEqual([]);
  });
});

describe('opening and closing', () => {
  it('brings a tool that is asked for again to light', () => {
    expect(withTool(['editor', 'picture'], 'editor')).toEqual(['picture', 'editor']);
  });

  it('leaves the others where several fit, and none where one fits', () => {
    expect(withoutTool(['editor', 'picture'], 'picture', 'several')).toEqual(['editor']);
    expect(withoutTool(['editor', 'picture'], 'picture', 'single')).toEqual([]);
  });
});

it('tools side by side share the whole width in proportion', () => {
  const { toolWidths } = arranged;
  expect([...shares(['editor', 'picture'], toolWidths)]).toEqual([
    ['editor', 75],
    ['picture', 25],
  ]);
  expect([...shares(['preview'], toolWidths)]).toEqual([['preview', 100]]);
});
