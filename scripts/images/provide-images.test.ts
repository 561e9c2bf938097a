/** What the operator is told about images that could not be had. */
import { describe, expect, it } from 'vitest';
import { readSettings } from '../start/settings.mjs';
import { describeFailures } from './provide-images.mjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function told(failed: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-failures-'));
  try {
    return describeFailures(new Map(Object.entries(failed)), readSettings({ DRYDOCK_STATE_DIR: folder }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('what is told about images that could not be built', () => {
  it('names each with its reason, where the logs are, and that the next run goes on', () => {
    const text = told({ nginx: 'the mirror does not answer', redis: 'it is built on nginx, which failed' });
    expect(text).toContain('2 course images could not be built');
    expect(text).toContain('nginx: the mirror does not answer');
    expect(text).toContain('redis: it is built on nginx');
    expect(text).toMatch(/logs\/images/);
    expect(text).toContain('Run again');
  });

  it('says that the disk is full when that is why', () => {
    const text = told({ golang: 'write /var/lib/docker/tmp/x: no space left on device' });
    expect(text).toContain('The disk is full');
    expect(text).not.toContain('Nothing unfinished is served');
  });
});
