import { describe, expect, it } from 'vitest';
import { evidenceOf, imageDetails } from '#lessons/_checks/hand-made-evidence.ts';
import { onlyTheTopLayerIsNew } from './changed-layers.ts';

const check = onlyTheTopLayerIsNew({ before: 'web:v1', after: 'web:v2', todo: { ko: '빌드', en: 'build' } });

async function hintFor(before: readonly string[] | null, after: readonly string[] | null): Promise<string | null> {
  const evidence = evidenceOf({
    imageDetails: {
      ...(before === null ? {} : { 'web:v1': imageDetails({ id: 'one', layers: before }) }),
      ...(after === null ? {} : { 'web:v2': imageDetails({ id: 'two', layers: after }) }),
    },
  });
  const outcome = await check.evaluate(evidence);
  return outcome.outcome === 'passed' ? null : outcome.hint.code;
}

describe('only the top layer is new', () => {
  it.each([
    ['nothing was built', null, null, 'not-started'],
    ['only one was built', ['a', 'b'], null, 'not-built-yet'],
    ['both are the same', ['a', 'b'], ['a', 'b'], 'unchanged'],
    ['a layer below is new, too', ['a', 'b', 'c'], ['a', 'B', 'C'], 'more-than-one-layer'],
    ['there is one more layer', ['a', 'b'], ['a', 'b', 'c'], 'other-number-of-layers'],
    ['there is one layer less', ['a', 'b', 'c'], ['a', 'b'], 'other-number-of-layers'],
    ['a layer in the middle is new', ['a', 'b', 'c'], ['a', 'B', 'c'], 'not-the-last-layer'],
    ['only the last one is new', ['a', 'b', 'c'], ['a', 'b', 'C'], null],
  ])('%s', async (_, before, after, hint) => {
    expect(await hintFor(before, after)).toBe(hint);
  });
});
