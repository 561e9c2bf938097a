import { describe, expect, it } from 'vitest';
import { unstable_doesMiddlewareMatch } from 'next/experimental/testing/server.js';
import { config } from '../../proxy.ts';

function passesTheDoor(url: string): boolean {
  return unstable_doesMiddlewareMatch({ config, nextConfig: {}, url });
}

describe('the door of the web app', () => {
  it.each([
    '/',
    '/lessons/ch02/first-container',
    '/api/sessions',
    '/api/sessions/0123/reset',
    '/api/sessions/0123/filesystem',
    '/api/sessions/0123/files/more',
    '/api/files',
    '/_next/static/chunk.js',
    '/x/api/sessions/0123/files',
  ])('stands before %s', (path) => {
    expect(passesTheDoor(path)).toBe(true);
  });

  it('lets uploads pass by, whose bodies it would copy', () => {
    expect(passesTheDoor('/api/sessions/0123/files?lesson=ch02/x')).toBe(false);
  });
});
