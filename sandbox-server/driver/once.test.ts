import { expect, it, vi } from 'vitest';
import { once } from './once.ts';

it('work is done once for everybody, and again only after it has failed', async () => {
  const work = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('not yet')).mockResolvedValue('done');
  const ask = once(work);
  const first = await Promise.allSettled([ask(), ask()]);
  expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(work).toHaveBeenCalledTimes(1);
  expect(await Promise.all([ask(), ask()])).toEqual(['done', 'done']);
  expect(await ask()).toBe('done');
  expect(work).toHaveBeenCalledTimes(2);
});
