/**
 * Cookies of previewed pages: ours is kept from them, and theirs are made to work inside a frame of another site and to stay
 * with their own origin.
 *
 * Knows nothing about what our cookie means.
 */

/** Our cookie on the origin of a preview. */
export const PREVIEW_COOKIE = 'drydock-preview';

/** What a frame of another site needs for a cookie to be kept, and kept apart per site around it (CHIPS). */
const IN_FRAME = 'SameSite=None; Secure; Partitioned';

/** Attributes that a page does not decide: `Domain` would reach other previews, the others keep a frame's cookie from working. */
const droppedAttributes = new Set(['domain', 'samesite', 'secure', 'partitioned']);

/** More of our cookies than this in one request are not looked at. */
const MOST_TOKENS = 8;

/** The `Set-Cookie` that gives a browser our cookie. No expiry: the server keeps that. */
export function admissionCookie(token: string): string {
  return `${PREVIEW_COOKIE}=${token}; Path=/; HttpOnly; ${IN_FRAME}`;
}

/** Values of our cookie. A neighbouring preview may have planted more of the same name, so all count as claims. */
export function admissionTokens(cookieHeader: string | undefined): readonly string[] {
  return pairs(cookieHeader)
    .filter(({ name }) => name === PREVIEW_COOKIE)
    .slice(0, MOST_TOKENS)
    .map(({ value }) => value);
}

/** A request's cookies as the page may see them; null when none is left. */
export function cookiesForPage(cookieHeader: string | undefined): string | null {
  const kept = pairs(cookieHeader).filter(({ name }) => name.toLowerCase() !== PREVIEW_COOKIE);
  return kept.length === 0 ? null : kept.map(({ text }) => text).join('; ');
}

/** A page's `Set-Cookie` as a browser may see it; null when it is refused. */
export function cookieFromPage(setCookie: string): string | null {
  const [pair = '', ...attributes] = setCookie.split(';').map((part) => part.trim());
  // A cookie without a name is sent as its value alone, which then reads as a name (RFC 6265bis §5.7).
  const name = pair.replace(/^=/, '').split('=', 1)[0]?.trim().toLowerCase();
  if (name === PREVIEW_COOKIE) return null;
  const kept = attributes.filter((attribute) => {
    const key = attribute.split('=', 1)[0]?.trim().toLowerCase() ?? '';
    return key !== '' && !droppedAttributes.has(key);
  });
  return [pair, ...kept, IN_FRAME].join('; ');
}

function pairs(cookieHeader: string | undefined) {
  return (cookieHeader ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((text) => text !== '')
    .map((text) => {
      const at = text.indexOf('=');
      return at < 0
        ? { text, name: text, value: '' }
        : { text, name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
    });
}
