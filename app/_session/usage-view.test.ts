import { describe, expect, it } from 'vitest';
import type { SandboxUsageView } from '#protocol/messages.ts';
import { formatBytes, fullerDiskShare, isDiskFull, level, minutesLeft, usedPart, usedPercent } from './usage-view.ts';

function usage(changes: Partial<SandboxUsageView>): SandboxUsageView {
  const share = { used: 10, limit: 100 };
  return { memoryBytes: share, diskBytes: share, files: share, processes: share, ...changes };
}

describe('a meter', () => {
  it.each([
    [0, 'fine'],
    [79.9, 'fine'],
    [80, 'caution'],
    [94.9, 'caution'],
    [95, 'danger'],
    [120, 'danger'],
  ])('at %d %% is %s', (used, expected) => {
    expect(level({ used, limit: 100 })).toBe(expected);
  });

  it('never shows more than all, and says 100 % only when nothing is left', () => {
    expect(usedPart({ used: 300, limit: 100 })).toBe(1);
    expect(usedPercent({ used: 99.99, limit: 100 })).toBe(99);
    expect(usedPercent({ used: 100, limit: 100 })).toBe(100);
  });

  it('without a limit is empty', () => {
    expect(usedPart({ used: 5, limit: 0 })).toBe(0);
  });
});

describe('a disk', () => {
  it('is as full as whatever of it runs out first', () => {
    const bytes = { used: 50, limit: 100 };
    const files = { used: 970, limit: 1000 };
    expect(fullerDiskShare(usage({ diskBytes: bytes, files }))).toBe(files);
    expect(fullerDiskShare(usage({ diskBytes: bytes, files: { used: 1, limit: 1000 } }))).toBe(bytes);
    expect(fullerDiskShare(usage({ diskBytes: bytes, files: null }))).toBe(bytes);
  });

  it('is called full from 98 % of its bytes or files on', () => {
    expect(isDiskFull(usage({ diskBytes: { used: 97.9, limit: 100 } }))).toBe(false);
    expect(isDiskFull(usage({ diskBytes: { used: 98, limit: 100 } }))).toBe(true);
    expect(isDiskFull(usage({ files: { used: 980, limit: 1000 } }))).toBe(true);
  });
});

describe('the time left', () => {
  it('is counted in minutes that have begun, and ends at none', () => {
    expect(minutesLeft(300_000, 0)).toBe(5);
    expect(minutesLeft(300_000, 1)).toBe(5);
    expect(minutesLeft(300_000, 240_001)).toBe(1);
    expect(minutesLeft(300_000, 300_000)).toBe(0);
    expect(minutesLeft(300_000, 900_000)).toBe(0);
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '0.977 KiB'],
    [1536, '1.5 KiB'],
    [512 * 1024 ** 2, '512 MiB'],
    [1000 * 1024 ** 2, '0.977 GiB'],
    [10 * 1024 ** 3, '10 GiB'],
  ])('%d are written as %s', (bytes, expected) => {
    expect(formatBytes(bytes)).toBe(expected);
  });
});
