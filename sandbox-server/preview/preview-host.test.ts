import { describe, expect, it } from 'vitest';
import { previewOrigin, previewTarget } from './preview-host.ts';

const sessionId = 'ab'.repeat(16);

describe('the host of a preview', () => {
  it('names a port and a session', () => {
    const target = { port: 8080, sessionId };
    expect(previewTarget(`8080--${sessionId}.preview.localhost:3001`, 3001)).toEqual(target);
    expect(previewOrigin(target, 3001)).toBe(`http://8080--${sessionId}.preview.localhost:3001`);
  });

  it.each([
    undefined,
    '',
    'localhost:3001',
    '127.0.0.1:3001',
    '[::1]:3001',
    'preview.localhost:3001',
    `${sessionId}.preview.localhost:3001`,
    `80@127.0.0.1--${sessionId}.preview.localhost:3001`,
    `80@host--${sessionId}.preview.localhost:3001`,
    `127.0.0.1--${sessionId}.preview.localhost:3001`,
    `[::1]--${sessionId}.preview.localhost:3001`,
    `0--${sessionId}.preview.localhost:3001`,
    `080--${sessionId}.preview.localhost:3001`,
    `-80--${sessionId}.preview.localhost:3001`,
    `65536--${sessionId}.preview.localhost:3001`,
    `99999--${sessionId}.preview.localhost:3001`,
    `4294967376--${sessionId}.preview.localhost:3001`,
    `0x50--${sessionId}.preview.localhost:3001`,
    `8e1--${sessionId}.preview.localhost:3001`,
    `８０--${sessionId}.preview.localhost:3001`,
    `8080--${sessionId.toUpperCase()}.preview.localhost:3001`,
    `8080--${sessionId}.PREVIEW.LOCALHOST:3001`,
    `8080--${sessionId}.preview.localhost.:3001`,
    `8080--${sessionId}.preview.localhost.example.com:3001`,
    `8080--${sessionId}.preview.localhost`,
    `8080--${sessionId}.preview.localhost:80`,
    `8080--${sessionId}.preview.localhost:3001:3001`,
    `8080--${sessionId}.preview.localhost:03001`,
    `8080--${sessionId}0.preview.localhost:3001`,
    `8080--${sessionId.slice(1)}.preview.localhost:3001`,
    `8080-${sessionId}.preview.localhost:3001`,
    `x.8080--${sessionId}.preview.localhost:3001`,
    `8080--${sessionId}.preview.localhost:3001\n`,
    ` 8080--${sessionId}.preview.localhost:3001`,
    `8080--${sessionId}.preview.localhost:3001, evil:3001`,
    `user:word@8080--${sessionId}.preview.localhost:3001`,
  ])('is not %j', (host) => {
    expect(previewTarget(host, 3001)).toBeNull();
  });
});
