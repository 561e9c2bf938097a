import { describe, expect, it } from 'vitest';
import { Admissions } from './admissions.ts';

const mine = { sessionId: 'aa'.repeat(16), port: 8080, language: null };
const yours = { sessionId: 'bb'.repeat(16), port: 8080, language: null };

describe('an admission to a preview', () => {
  it('counts for its own port and session only', () => {
    const admissions = new Admissions(() => 0);
    const token = admissions.admit(mine);
    expect(admissions.find([token], mine)).toMatchObject(mine);
    expect(admissions.find(['planted', token], mine)).toMatchObject(mine);
    expect(admissions.find([token], yours)).toBeNull();
    expect(admissions.find([token], { ...mine, port: 80 })).toBeNull();
    expect(admissions.find([], mine)).toBeNull();
  });

  it('ends after hours, and with the session', () => {
    let now = 0;
    const admissions = new Admissions(() => now);
    const token = admissions.admit(mine);
    const other = admissions.admit(yours);
    admissions.forget(mine.sessionId);
    expect(admissions.find([token], mine)).toBeNull();
    expect(admissions.find([other], yours)).toMatchObject(yours);
    now = 12 * 3_600_000 + 1;
    expect(admissions.find([other], yours)).toBeNull();
  });
});
