/**
 * That docs/containment.md says what the attempts and the last recorded runs say, and that claims are judged rightly.
 */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { claimOf, contradiction, driverNames, heldWithout, oneLine } from './attempt.ts';
import { attempts } from './attempts.ts';
import { containmentDocument, rowTitles } from './document.ts';
import { documentPath, recordedRuns, writtenDocument } from './record.ts';

describe('a claim', () => {
  it.each([
    ['holds', 'held', false],
    ['holds', 'not-held', true],
    ['open', 'not-held', false],
    ['open', 'held', true],
    ['depends', 'held', false],
    ['depends', 'not-held', false],
    ['holds', 'not-applicable', false],
    ['open', 'not-applicable', false],
  ] as const)('of "%s" after an attempt that was %s is wrong: %s', (claim, verdict, isWrong) => {
    expect(contradiction(claim, verdict) !== null).toBe(isWrong);
  });
});

describe('what is claimed', () => {
  const attempt = {
    id: 'E0a',
    says: { ko: '가', en: 'a' },
    expected: 'nothing',
    claims: { docker: 'open', incus: 'holds' },
    make: () => Promise.reject(new Error('never made')),
  } as const;

  it('is what the attempt says of the driver', () => {
    expect(claimOf(attempt, { driverName: 'docker', cgroupVersion: 2, runtime: null })).toBe('open');
    expect(claimOf(attempt, { driverName: 'incus', cgroupVersion: 2, runtime: null })).toBe('holds');
  });

  it('is nothing about cgroup v2 where only v1 is known', () => {
    const known = { ...attempt, onCgroup1: true } as const;
    expect(claimOf(known, { driverName: 'incus', cgroupVersion: 1, runtime: null })).toBe('holds');
    expect(claimOf(known, { driverName: 'incus', cgroupVersion: 2, runtime: null })).toBe('depends');
  });

  it('is not that another OCI runtime leaves open what the default one does', () => {
    expect(claimOf(attempt, { driverName: 'docker', cgroupVersion: 1, runtime: 'sysbox-runc' })).toBe('depends');
  });
});

describe('what was seen', () => {
  it('holds when nothing was found, and names each thing that was found once', () => {
    expect(heldWithout([], 'nothing')).toEqual({ verdict: 'held', seen: 'nothing' });
    expect(heldWithout(['a', 'b', 'a'], 'nothing')).toEqual({ verdict: 'not-held', seen: 'a; b' });
  });

  it('is one line of bounded length without control characters', () => {
    expect(oneLine('one\r\ntwo\u001b[31m three')).toBe('one two [31m three');
    expect(oneLine('x'.repeat(500))).toHaveLength(160);
  });
});

describe('the attempts', () => {
  it('have names of their own and cover every row of the threat model', () => {
    const ids = attempts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const rows = new Set(ids.map((id) => id.replace(/[a-z]$/, '')));
    expect([...rows].sort()).toEqual(Object.keys(rowTitles).sort());
  });

  it.each(driverNames)('were all recorded with the %s driver, and no claim about it is wrong', async (driver) => {
    const { outcomes, cgroupVersion } = (await recordedRuns())[driver];
    expect(Object.keys(outcomes)).toEqual(attempts.map(({ id }) => id));
    const wrong = attempts.flatMap((attempt) => {
      const outcome = outcomes[attempt.id];
      const claim = claimOf(attempt, { driverName: driver, cgroupVersion, runtime: null });
      return outcome && contradiction(claim, outcome.verdict) !== null ? [attempt.id] : [];
    });
    expect(wrong).toEqual([]);
  });
});

describe('docs/containment.md', () => {
  it('says what the attempts and the recorded runs say (otherwise: npm run containment -- --record)', async () => {
    expect(await readFile(documentPath, 'utf8')).toBe(await writtenDocument());
  });

  it('takes nothing that was seen for markup', async () => {
    const [attempt] = attempts;
    if (!attempt) throw new Error('there are no attempts');
    const seen = 'a | b <script> *c*';
    const recorded = { cgroupVersion: 1 as const, outcomes: { [attempt.id]: { verdict: 'held' as const, seen } } };
    const text = containmentDocument([attempt], { docker: recorded, incus: recorded });
    expect(text).toContain('a \\| b \\<script\\> \\*c\\*');
  });
});
