import { describe, expect, it } from 'vitest';
import { parseView } from './remembered-view.ts';

describe('a remembered view', () => {
  it('is what was stored', () => {
    expect(parseView('{"section":"images","form":"table"}')).toEqual({ section: 'images', form: 'table' });
  });

  it.each(['', 'no JSON', '{"section":"images"}', '{"section":"pods","form":"table"}', 'null'])(
    'is the first one instead of %j',
    (stored) => {
      expect(parseView(stored)).toEqual({ section: 'containers', form: 'picture' });
    },
  );
});
