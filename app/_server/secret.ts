/**
 * Compares secrets without telling by the time it takes how much of them was right.
 *
 * Knows nothing about where the secret comes from.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether an Authorization header carries the secret as a bearer token (RFC 6750). */
export function carriesSecret(authorization: string | null, secret: string): boolean {
  // Digests have one length, which timingSafeEqual demands and which keeps the secret's own length unknown.
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${secret}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
