import { describe, expect, it } from 'vitest';
import { headersForPage, headersFromPage, shownLocation } from './passed-headers.ts';

const origins = { shown: 'http://8080--abc.preview.localhost:3001', own: 'http://localhost:8080' };
const app = 'http://localhost:3000';
const rules = { shownAt: (port: number) => (port === 8080 ? origins.shown : null), framedBy: [app] };
const framing = ['Content-Security-Policy', `frame-ancestors 'self' ${app}`];

describe('headers towards a page', () => {
  it('name the page as it knows itself, whatever the client claims', () => {
    const sent = [
      ...['Host', '8080--abc.preview.localhost:3001', 'X-Forwarded-Host', 'evil', 'x-forwarded-for', '127.0.0.1'],
      ...['Forwarded', 'host=evil', 'X-Real-IP', '127.0.0.1', 'Accept', '*/*'],
    ];
    expect(headersForPage(sent, origins)).toEqual(['Host', 'localhost:8080', 'Accept', '*/*']);
  });

  it('leave out what is between neighbours, also what Connection declares to be', () => {
    const sent = [
      ...['Connection', 'close, X-Secret', 'Keep-Alive', 'x', 'TE', 'trailers', 'X-Secret', '1'],
      ...['Upgrade', 'h2c', 'Proxy-Authorization', 'x', 'Expect', '100-continue', 'X-Kept', '1'],
    ];
    expect(headersForPage(sent, origins)).toEqual(['Host', 'localhost:8080', 'X-Kept', '1']);
  });

  it('keep the frame of a body', () => {
    const sent = ['Connection', 'Content-Length', 'Content-Length', '5'];
    expect(headersForPage(sent, origins)).toEqual(['Host', 'localhost:8080', 'Content-Length', '5']);
    expect(headersForPage(['Transfer-Encoding', 'chunked'], origins)).toContain('Transfer-Encoding');
  });

  it('keep our cookie from the page', () => {
    const sent = ['Cookie', 'a=1; drydock-preview=secret', 'Cookie', 'b=2'];
    expect(headersForPage(sent, origins)).toEqual(['Host', 'localhost:8080', 'Cookie', 'a=1; b=2']);
  });

  it("translate the page's own origin and leave others", () => {
    const sent = ['Origin', origins.shown, 'Referer', `${origins.shown}/a?b`];
    const passed = ['Host', 'localhost:8080', 'Origin', origins.own, 'Referer', `${origins.own}/a?b`];
    expect(headersForPage(sent, origins)).toEqual(passed);
    const foreign = ['Origin', 'http://evil', 'Referer', `${origins.shown}.evil/a`];
    expect(headersForPage(foreign, origins).slice(2)).toEqual(foreign);
  });

  it('ask for a WebSocket when they are a handshake', () => {
    const sent = ['Connection', 'keep-alive, Upgrade', 'Upgrade', 'websocket', 'Sec-WebSocket-Key', 'k'];
    const handshake = ['Sec-WebSocket-Key', 'k', 'Connection', 'Upgrade', 'Upgrade', 'websocket'];
    expect(headersForPage(sent, origins, true).slice(2)).toEqual(handshake);
  });
});

describe('headers towards the browser', () => {
  it('let nobody but the lesson page frame a preview, and keep the rest of a policy', () => {
    const said = [
      ...['X-Frame-Options', 'DENY', 'Content-Security-Policy', "default-src 'self'; FRAME-ANCESTORS *"],
      ...[
        'content-security-policy',
        'frame-ancestors *',
        'Clear-Site-Data',
        '"*"',
        'Connection',
        'Content-Security-Policy',
      ],
    ];
    expect(headersFromPage(said, rules)).toEqual(['Content-Security-Policy', "default-src 'self'", ...framing]);
  });

  it('refuse a cookie that looks like ours and keep others with their origin', () => {
    const said = ['Set-Cookie', 'drydock-preview=x', 'Set-Cookie', 'a=1; Domain=localhost'];
    const kept = ['Set-Cookie', 'a=1; SameSite=None; Secure; Partitioned'];
    expect(headersFromPage(said, rules)).toEqual([...kept, ...framing]);
  });

  it('keep values with commas and repeated headers apart', () => {
    const said = ['Link', '<a>, <b>', 'Vary', 'x', 'Vary', 'y'];
    expect(headersFromPage(said, rules)).toEqual([...said, ...framing]);
  });
});

describe('a redirect', () => {
  it.each([
    ['http://localhost:8080/next?a=b#c', `${origins.shown}/next?a=b#c`],
    ['http://127.0.0.1:8080', `${origins.shown}/`],
    ['HTTP://LOCALHOST:8080/', `${origins.shown}/`],
    ['http://localhost:8080?a', `${origins.shown}?a`],
  ])('to %s leads to a preview', (location, shown) => {
    expect(shownLocation(location, rules.shownAt)).toBe(shown);
  });

  it.each([
    '/login',
    'http://localhost:3000/api/sessions',
    'http://localhost/',
    'http://localhost:8080@evil/',
    'http://localhost:8080.evil/',
    'http://169.254.169.254/latest/meta-data',
    'https://localhost:8080/',
    '//localhost:8080/',
    'http://localhost:080800/',
    '',
  ])('to %j stays as it is', (location) => {
    expect(shownLocation(location, rules.shownAt)).toBe(location);
  });
});
