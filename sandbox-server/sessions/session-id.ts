/**
 * Ids of sessions: 128 bits that look random to everybody without the installation's secret, which is itself 256 bits of the
 * system's random source. Ownership is checked all the same.
 *
 * Knows nothing about what a session is.
 */
import { createHmac } from 'node:crypto';
import type { SessionOwner } from './session-record.ts';

/** The same for the same account and lesson, so that a session is found again after any restart. */
export function sessionIdOf({ accountId, lessonId }: SessionOwner, secret: string): string {
  return createHmac('sha256', secret).update(`session\0${accountId}\0${lessonId}`).digest('hex').slice(0, 32);
}
