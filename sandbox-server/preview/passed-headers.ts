/**
 * Which headers pass a preview's door, and how they are changed on the way: towards the page as if a browser had asked
 * `localhost:<port>`, towards the browser so that only the lesson page may frame it and no cookie leaves its origin.
 *
 * Pure; knows nothing about sockets.
 */
import { cookieFromPage, cookiesForPage } from './page-cookies.ts';

/** A header as Node gives it: names and values by turns. */
type RawHeaders = readonly string[];

/** Headers between two neighbours only (RFC 9110 §7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What a client may claim about itself to a proxy; the page would believe it. `Expect` was answered already. */
const droppedFromRequest = /^(?:host|cookie|origin|referer|expect|forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip)$/;

/** What a page does not decide here. `Alt-Svc` and HSTS would lead the browser to addresses where no page is. */
const droppedFromAnswer = /^(?:clear-site-data|x-frame-options|strict-transport-security|alt-svc)$/;

/** Origins as a request's headers are translated. */
export interface PageOrigins {
  /** Under which the browser shows the page. */
  readonly shown: string;
  /** As the page knows itself, e.g. `http://localhost:8080`. */
  readonly own: string;
}

/** A request's headers as the page gets them, names and values by turns. `isUpgrade`: for a WebSocket handshake. */
export function headersForPage(raw: RawHeaders, origins: PageOrigins, isUpgrade = false): string[] {
  const dropped = connectionNames(raw);
  const passed: string[] = ['Host', new URL(origins.own).host];
  const cookies: string[] = [];
  for (const [name, value] of pairs(raw)) {
    const key = name.toLowerCase();
    if (key === 'cookie') cookies.push(value);
    // Node frames the body anew; without this a body of unknown length would go out without a frame for some methods.
    if (key === 'transfer-encoding') passed.push('Transfer-Encoding', 'chunked');
    if (key === 'origin') passed.push(name, value === origins.shown ? origins.own : value);
    if (key === 'referer') {
      passed.push(name, isBelow(value, origins.shown) ? origins.own + value.slice(origins.shown.length) : value);
    }
    if (hopByHop.has(key) || dropped.has(key) || droppedFromRequest.test(key)) continue;
    passed.push(name, value);
  }
  const cookie = cookiesForPage(cookies.join('; '));
  if (cookie !== null) passed.push('Cookie', cookie);
  if (isUpgrade) passed.push('Connection', 'Upgrade', 'Upgrade', 'websocket');
  return passed;
}

/** What answers are translated by. */
export interface AnswerRules {
  /** Where a published port is shown, null when the port is not published. */
  readonly shownAt: (port: number) => string | null;
  /** Origins whose pages may frame a preview. */
  readonly framedBy: readonly string[];
}

/** An answer's headers as the browser gets them, names and values by turns. */
export function headersFromPage(raw: RawHeaders, { shownAt, framedBy }: AnswerRules): string[] {
  const dropped = connectionNames(raw);
  const passed: string[] = [];
  for (const [name, value] of pairs(raw)) {
    const key = name.toLowerCase();
    if (hopByHop.has(key) || dropped.has(key) || droppedFromAnswer.test(key)) continue;
    const changed = changedAnswer(key, value, shownAt);
    if (changed !== null) passed.push(name, changed);
  }
  // A frame within a page of the same origin has that page among its ancestors.
  passed.push('Content-Security-Policy', `frame-ancestors 'self' ${framedBy.join(' ')}`);
  return passed;
}

function changedAnswer(key: string, value: string, shownAt: (port: number) => string | null): string | null {
  switch (key) {
    case 'set-cookie':
      return cookieFromPage(value);
    case 'location':
      return shownLocation(value, shownAt);
    case 'content-security-policy':
      return withoutFrameAncestors(value);
    default:
      return value;
  }
}

/**
 * Where a redirect leads the browser: `http://localhost:<published port>/…` is what the page takes for itself or a neighbour
 * and is shown as a preview; any other address is none of ours and stays.
 */
export function shownLocation(location: string, shownAt: (port: number) => string | null): string {
  const match = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::(?<port>[0-9]{1,5}))?(?<rest>[/?#].*)?$/i.exec(
    location,
  )?.groups;
  if (!match) return location;
  const origin = shownAt(Number(match['port'] ?? 80));
  return origin === null ? location : origin + (match['rest'] ?? '/');
}

function withoutFrameAncestors(policies: string): string | null {
  const kept = policies
    .split(',')
    .map((policy) =>
      policy
        .split(';')
        .map((directive) => directive.trim())
        .filter((directive) => directive !== '' && !/^frame-ancestors(?:\s|$)/i.test(directive))
        .join('; '),
    )
    .filter((policy) => policy !== '');
  return kept.length === 0 ? null : kept.join(', ');
}

/** Names that `Connection` declares to be between neighbours only. */
function connectionNames(raw: RawHeaders): ReadonlySet<string> {
  return new Set(
    pairs(raw)
      .filter(([name]) => name.toLowerCase() === 'connection')
      // Framing is ours to decide: `Connection: content-length` must not take the frame off a body.
      .flatMap(([, value]) =>
        value
          .toLowerCase()
          .split(',')
          .map((part) => part.trim()),
      )
      .filter((name) => name !== 'content-length' && name !== 'content-security-policy'),
  );
}

function isBelow(address: string, origin: string): boolean {
  return address === origin || address.startsWith(`${origin}/`);
}

function pairs(raw: RawHeaders): [string, string][] {
  const found: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) found.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return found;
}
