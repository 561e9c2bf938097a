import { describe, expect, it } from 'vitest';
import { admissionCookie, admissionTokens, cookieFromPage, cookiesForPage } from './page-cookies.ts';

describe('our cookie', () => {
  it('works in a frame, stays with one origin and is out of reach for scripts', () => {
    const cookie = admissionCookie('token');
    expect(cookie).toBe('drydock-preview=token; Path=/; HttpOnly; SameSite=None; Secure; Partitioned');
  });

  it('is kept from the page', () => {
    expect(cookiesForPage('a=1; drydock-preview=secret; b=2')).toBe('a=1; b=2');
    expect(cookiesForPage('a=1;drydock-preview=secret')).toBe('a=1');
    expect(cookiesForPage('Drydock-Preview=secret')).toBeNull();
    expect(cookiesForPage('drydock-preview =secret')).toBeNull();
    expect(cookiesForPage('drydock-preview')).toBeNull();
    expect(cookiesForPage(undefined)).toBeNull();
  });

  it('is found among others, also when a neighbour has planted one of the same name before it', () => {
    expect(admissionTokens('drydock-preview=planted; a=1; drydock-preview=true')).toEqual(['planted', 'true']);
    expect(admissionTokens('xdrydock-preview=no; drydock-previewx=no')).toEqual([]);
    expect(admissionTokens(Array.from({ length: 500 }, () => 'drydock-preview=x').join(';'))).toHaveLength(8);
  });
});

describe('a cookie of a page', () => {
  it('loses its domain and is made to work in a frame', () => {
    expect(cookieFromPage('id=7; Path=/app; Domain=localhost; SameSite=Strict; HttpOnly; Max-Age=60')).toBe(
      'id=7; Path=/app; HttpOnly; Max-Age=60; SameSite=None; Secure; Partitioned',
    );
    expect(cookieFromPage('id=7; DOMAIN = .preview.localhost ;secure')).toBe(
      'id=7; SameSite=None; Secure; Partitioned',
    );
  });

  it.each([
    'drydock-preview=x',
    'DRYDOCK-PREVIEW=x; Path=/',
    ' drydock-preview = x',
    '=drydock-preview=x',
    'drydock-preview',
  ])('is refused when it would look like ours: %j', (cookie) => {
    expect(cookieFromPage(cookie)).toBeNull();
  });
});
