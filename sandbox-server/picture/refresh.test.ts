import { expect, it } from 'vitest';
import { Refresh } from './refresh.ts';

/** Work that goes on until it is let go, and counts how often it was begun. */
function heldWork() {
  let letGo: (outcome: 'done' | 'failed') => void = () => undefined;
  let begin: () => void = () => undefined;
  let begun = 0;
  const nextBegin = () => new Promise<void>((resolve) => (begin = resolve));
  const work = async () => {
    begun += 1;
    const outcome = new Promise<'done' | 'failed'>((resolve) => (letGo = resolve));
    begin();
    if ((await outcome) === 'failed') throw new Error('failed');
    return 0;
  };
  return { work, nextBegin, letGo: (outcome: 'done' | 'failed') => letGo(outcome), begun: () => begun };
}

it('does the work once for many askings, and again for one that came meanwhile', async () => {
  const held = heldWork();
  const refresh = new Refresh(held.work, () => undefined);
  const first = held.nextBegin();
  refresh.ask();
  refresh.ask();
  await first;
  refresh.ask();
  refresh.ask();
  expect(held.begun()).toBe(1);
  const second = held.nextBegin();
  held.letGo('done');
  await second;
  expect(held.begun()).toBe(2);
  refresh.close();
});

it('tries again by itself what has failed', async () => {
  const held = heldWork();
  const errors: unknown[] = [];
  const refresh = new Refresh(held.work, (error) => errors.push(error));
  const first = held.nextBegin();
  refresh.ask();
  await first;
  const second = held.nextBegin();
  held.letGo('failed');
  await second;
  expect(errors).toEqual([new Error('failed')]);
  refresh.close();
});

it('begins nothing once it is closed', async () => {
  const held = heldWork();
  const refresh = new Refresh(held.work, () => undefined);
  refresh.close();
  refresh.ask();
  const closedLater = new Refresh(held.work, () => undefined);
  closedLater.ask();
  closedLater.close();
  const witness = heldWork();
  const begun = witness.nextBegin();
  new Refresh(witness.work, () => undefined).ask();
  await begun;
  expect(held.begun()).toBe(0);
});
