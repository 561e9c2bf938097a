import { beforeEach, describe, expect, it } from 'vitest';
import { Countdown } from './time-left.ts';

const MINUTE = 60_000;

describe('the time a sandbox has left', () => {
  let now = 0;
  beforeEach(() => {
    now = 1_000;
  });
  const countdown = (idleMinutes: number, runMinutes: number | null = null) =>
    new Countdown({ idleMs: idleMinutes * MINUTE, runMs: runMinutes === null ? null : runMinutes * MINUTE }, () => now);

  it('begins anew with every activity', () => {
    const time = countdown(60);
    now += 59 * MINUTE;
    expect(time.timeLeft).toEqual({ endsInSeconds: 60, because: 'idle' });
    time.active();
    expect(time.timeLeft).toEqual({ endsInSeconds: 3_600, because: 'idle' });
    now += 60 * MINUTE;
    expect(time.left).toBe(0);
  });

  it('ends at the operator’s limit whatever is typed, until someone extends it', () => {
    const time = countdown(60, 90);
    now += 50 * MINUTE;
    time.active();
    expect(time.timeLeft).toEqual({ endsInSeconds: 40 * 60, because: 'time-limit' });
    time.extend();
    expect(time.timeLeft).toEqual({ endsInSeconds: 60 * 60, because: 'idle' });
  });

  it('warns 15 and 5 minutes before, once each', () => {
    const time = countdown(60);
    const warnings: number[] = [];
    for (let minute = 1; minute <= 60; minute += 1) {
      now += MINUTE;
      if (time.takeWarning()) warnings.push(60 - minute);
    }
    expect(warnings).toEqual([15, 5]);
  });

  it('warns again after the end has moved away', () => {
    const time = countdown(60);
    now += 46 * MINUTE;
    expect(time.takeWarning()).toBe(true);
    time.active();
    expect(time.takeWarning()).toBe(false);
    now += 46 * MINUTE;
    expect(time.takeWarning()).toBe(true);
  });

  it('does not warn at the very beginning when the whole time is shorter than a warning', () => {
    const time = countdown(10);
    expect(time.takeWarning()).toBe(false);
    now += 5 * MINUTE;
    expect(time.takeWarning()).toBe(true);
  });
});
