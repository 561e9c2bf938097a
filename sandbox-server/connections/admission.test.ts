import { describe, expect, it } from 'vitest';
import { allowList, refuseHandshake } from './admission.ts';

const list = allowList(3001, 3000);
const host = 'localhost:3001';
const origin = 'http://localhost:3000';

describe('a WebSocket handshake', () => {
  it('is accepted from the product’s own pages', () => {
    expect(refuseHandshake({ host, origin }, list)).toBeNull();
    expect(refuseHandshake({ host: '127.0.0.1:3001', origin: 'http://127.0.0.1:3000' }, list)).toBeNull();
  });

  it.each([
    undefined,
    'null',
    'http://evil.example',
    'http://localhost:3001',
    'https://localhost:3000',
    'http://localhost:3000.evil.example',
    'http://localhost:3000/',
    'http://evil.localhost:3000',
  ])('is refused from origin %s', (hostile) => {
    const headers = hostile === undefined ? { host } : { host, origin: hostile };
    expect(refuseHandshake(headers, list)).toBe('wrong-origin');
  });

  it.each([undefined, 'evil.example', 'evil.example:3001', 'localhost', 'localhost:3000'])(
    'is refused for host %s, even from a good origin',
    (hostile) => {
      const headers = hostile === undefined ? { origin } : { host: hostile, origin };
      expect(refuseHandshake(headers, list)).toBe('wrong-host');
    },
  );

  it('does not believe forwarding headers', () => {
    const headers = { host: 'evil.example', origin, 'x-forwarded-host': host, forwarded: `host=${host}` };
    expect(refuseHandshake(headers, list)).toBe('wrong-host');
  });
});
