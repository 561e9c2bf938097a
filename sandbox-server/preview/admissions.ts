/**
 * Who has been let in: cookies given out for a port of a session, until they expire or the session is gone.
 *
 * Knows nothing about HTTP.
 */
import { randomBytes } from 'node:crypto';
import type { Language } from '#protocol/localized.ts';
import type { PreviewTarget } from './preview-host.ts';

/** What a ticket to a preview is good for. */
export interface PreviewAdmission extends PreviewTarget {
  readonly accountId: string;
}

/** Somebody who was let in. */
export interface Visitor extends PreviewTarget {
  /** The language of the lesson page; null when it did not say. */
  readonly language: Language | null;
}

/** Milliseconds until a browser has to come through the door again; the lesson page does so by itself. */
const LIFETIME_MS = 12 * 3_600_000;

/** More are not kept; the oldest is forgotten. */
const MOST_ADMISSIONS = 10_000;

/** Admissions that count at the moment. */
export class Admissions {
  readonly #now: () => number;
  readonly #admitted = new Map<string, Visitor & { readonly until: number }>();

  /** @param now milliseconds that only move forward */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Lets somebody in. Returns the token that proves it. */
  admit(visitor: Visitor): string {
    for (const [token, { until }] of this.#admitted) {
      if (until >= this.#now() && this.#admitted.size < MOST_ADMISSIONS) break;
      this.#admitted.delete(token);
    }
    const token = randomBytes(32).toString('base64url');
    this.#admitted.set(token, { ...visitor, until: this.#now() + LIFETIME_MS });
    return token;
  }

  /** Who has one of the tokens, if it is good for this very port of this very session; null otherwise. */
  find(tokens: readonly string[], { port, sessionId }: PreviewTarget): Visitor | null {
    for (const token of tokens) {
      const visitor = this.#admitted.get(token);
      if (visitor?.port === port && visitor.sessionId === sessionId && visitor.until >= this.#now()) return visitor;
    }
    return null;
  }

  /** The session is gone, and all admissions to it. */
  forget(sessionId: string): void {
    for (const [token, admission] of this.#admitted) {
      if (admission.sessionId === sessionId) this.#admitted.delete(token);
    }
  }
}
