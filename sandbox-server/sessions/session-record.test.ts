import { describe, expect, it } from 'vitest';
import { newSessionRecord, sessionRecordSchema } from './session-record.ts';

const owner = { accountId: 'anna', lessonId: 'ch02/first-container' };

describe('the record of a session', () => {
  it('is read as it was written', () => {
    const record = newSessionRecord(owner, {
      sandboxId: 'a'.repeat(32),
      isPristineKept: true,
      begunAt: 1_800_000_000_000,
    });
    expect(sessionRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
  });

  it('from before lessons had a start says that everything was the learner’s doing', () => {
    const { begunAt: _, ...older } = newSessionRecord(owner, {
      sandboxId: 'a'.repeat(32),
      isPristineKept: true,
      begunAt: 5,
    });
    expect(sessionRecordSchema.parse(older).begunAt).toBe(0);
  });

  it('is refused with a moment that is none', () => {
    const record = newSessionRecord(owner, { sandboxId: 'a'.repeat(32), isPristineKept: true, begunAt: 0 });
    for (const begunAt of [-1, 0.5, '2026-01-01']) {
      expect(sessionRecordSchema.safeParse({ ...record, begunAt }).success).toBe(false);
    }
  });
});
