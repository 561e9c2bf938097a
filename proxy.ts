/**
 * The door of the web app, before every file and every route but one (`config`): refuses names that are not ours (DNS
 * rebinding) and sets the security headers.
 *
 * Knows nothing about what is behind the door.
 */
import { NextResponse, type NextRequest } from 'next/server';
import { allowedHosts, portsSchema, previewOrigins, socketOrigins } from '#app/_server/ports.ts';
import { answerError } from '#app/_server/answers.ts';

const ports = portsSchema.parse(process.env);
const hosts = allowedHosts(ports.DRYDOCK_PORT);

/** Next.js reads the nonce from the policy in the request's headers and puts it on its own scripts. */
function contentSecurityPolicy(nonce: string): string {
  // React's development build evaluates strings to show server errors in the browser; the real one never does.
  const evaluation = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    // xterm and the resizable panels write styles into the page.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${socketOrigins(ports.DRYDOCK_SANDBOX_PORT).join(' ')}`,
    `frame-src ${previewOrigins(ports.DRYDOCK_SANDBOX_PORT)}`,
    "object-src 'none'",
    "base-uri 'none'",
    // The ticket to a preview is posted.
    `form-action 'self' ${previewOrigins(ports.DRYDOCK_SANDBOX_PORT)}`,
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Next.js keeps a copy of every body it shows to the proxy, and no more than 10 MB of it. Uploads pass by; their route looks at
 * the host itself.
 */
export const config = { matcher: ['/((?!api/sessions/[^/]+/files$).*)'] };

export function proxy(request: NextRequest): Response {
  const host = request.headers.get('host');
  if (host === null || !hosts.includes(host)) return answerError('wrong-host', 'host');

  const policy = contentSecurityPolicy(crypto.randomUUID());
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('referrer-policy', 'no-referrer');
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('cross-origin-resource-policy', 'same-origin');
  response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()');
  return response;
}
