import { describe, expect, it } from 'vitest';
import type { Diagnosis } from './diagnosis.ts';
import { explanationPage } from './explanation-page.ts';
import { explanationOf, notAdmitted } from './preview-sentences.ts';

const hostile = '<script>alert(1)</script>"\'&';
const published = { port: 8080, container: hostile, containerPort: 80 };
const diagnoses: readonly Diagnosis[] = [
  { kind: 'unpublished', port: 9090, published: [published] },
  { kind: 'unpublished', port: 9090, published: [] },
  { kind: 'exited', port: 8080, container: hostile, exitCode: 137 },
  { kind: 'not-started', port: 8080, container: hostile },
  { kind: 'paused', ...published },
  { kind: 'not-listening', ...published, listening: [] },
  { kind: 'not-listening', ...published, listening: [3000, 9229] },
  { kind: 'loopback-only', ...published },
  { kind: 'not-http', ...published },
  { kind: 'silent', ...published },
  { kind: 'closed', ...published },
  { kind: 'engine-silent', port: 8080 },
];

describe('the page in place of a page', () => {
  it.each(diagnoses)('shows hostile names as text: $kind', (diagnosis) => {
    for (const language of ['ko', 'en'] as const) {
      const page = explanationPage(explanationOf(diagnosis), language);
      expect(page).not.toContain('<script');
      expect(page).not.toContain('undefined');
      expect(page.match(/<h1>/g)).toHaveLength(1);
    }
  });

  it('speaks the language of the lesson page, and both to a stranger', () => {
    expect(explanationPage(notAdmitted, 'en')).not.toContain('실습');
    const both = explanationPage(notAdmitted, null);
    expect(both).toContain('실습 화면');
    expect(both).toContain('lesson page');
  });

  it('offers the port on which the server does listen', () => {
    const page = explanationPage(explanationOf({ ...published, kind: 'not-listening', listening: [3000] }), 'en');
    expect(page).toContain('<code>-p 8080:3000</code>');
  });

  it('offers commands for real names only', () => {
    expect(explanationOf({ kind: 'exited', port: 80, container: 'web', exitCode: 1 }).commands).toEqual([
      'docker container logs web',
      'docker container start web',
    ]);
    expect(explanationOf({ kind: 'exited', port: 80, container: 'web; rm -rf ~', exitCode: 1 }).commands).toEqual([]);
  });
});
