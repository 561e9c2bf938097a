import { describe, expect, it } from 'vitest';
import { ageOf, type FoundComponent, type Requirement } from './component-age.ts';

const requirement: Requirement = {
  name: 'runc',
  fixedIn: ['1.2.8', '1.3.3'],
  fixes: ['CVE-1', 'CVE-2'],
  source: '',
  packages: ['runc'],
};

const found = (version: string, changes: string | null = null): FoundComponent => ({
  name: 'runc',
  version,
  packageVersion: changes === null ? null : `${version}-1`,
  changes,
});

describe('a component', () => {
  it.each(['1.2.8', '1.2.9+ds1', '1.3.3', '1.3.10', '1.4.0-rc.1', '2.0.0'])(
    'of version %s is new enough',
    (version) => {
      const { isGood, words } = ageOf(found(version), requirement);
      expect(isGood).toBe(true);
      expect(words).toContain('new enough');
    },
  );

  it.each(['1.1.15+ds1', '1.2.7', '1.3.2', '0.9', ''])('of version %j is too old', (version) => {
    expect(ageOf(found(version), requirement).isGood).toBe(false);
  });

  it('is too old when nobody can say what its package has fixed', () => {
    const packed = { ...found('1.1.5'), packageVersion: '1.1.5-1' };
    expect(ageOf(packed, requirement)).toEqual({
      isGood: false,
      words: 'runc 1.1.5 is older than 1.2.8, 1.3.3; what its package 1.1.5-1 has fixed is not written there',
    });
  });

  it('is good when its package names every fix', () => {
    const age = ageOf(found('1.1.5', '* CVE-1: fixed\n* CVE-2: fixed'), requirement);
    expect(age).toEqual({ isGood: true, words: 'runc 1.1.5 is old, but its package 1.1.5-1 names the fixes' });
  });

  it('is too old when its package names some of the fixes, and says which are missing', () => {
    expect(ageOf(found('1.1.5', '* CVE-1: fixed'), requirement)).toEqual({
      isGood: false,
      words: 'runc 1.1.5 is older than 1.2.8, 1.3.3, and its package 1.1.5-1 does not name CVE-2',
    });
  });
});
