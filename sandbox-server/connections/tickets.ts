/**
 * One-time tickets: the right to open one WebSocket, or one preview, of one session, given to the web app for a learner it
 * knows.
 *
 * Knows nothing about HTTP or sockets.
 */
import { randomBytes } from 'node:crypto';
import { DrydockError } from '#protocol/errors.ts';

/** Seconds until an unused ticket is worthless. */
export const TICKET_LIFETIME_SECONDS = 30;

/** More are not kept; the oldest is forgotten. */
const MOST_TICKETS = 10_000;

/** What a ticket to the WebSocket is good for. */
export interface Admission {
  readonly sessionId: string;
  readonly accountId: string;
}

/** Tickets that were given out and not used yet. `Right` is what each is good for. */
export class Tickets<Right = Admission> {
  readonly #now: () => number;
  readonly #tickets = new Map<string, { readonly right: Right; readonly until: number }>();

  /** @param now milliseconds that only move forward, so that a changed wall clock makes no ticket live longer */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A new ticket. */
  issue(right: Right): string {
    this.#forgetExpired();
    const ticket = randomBytes(32).toString('base64url');
    this.#tickets.set(ticket, { right, until: this.#now() + TICKET_LIFETIME_SECONDS * 1000 });
    return ticket;
  }

  /** What the ticket is good for; it is worthless afterwards. Throws `ticket-invalid`. */
  redeem(ticket: string): Right {
    const issued = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (!issued || issued.until < this.#now()) throw new DrydockError('ticket-invalid');
    return issued.right;
  }

  #forgetExpired(): void {
    for (const [ticket, { until }] of this.#tickets) {
      if (until >= this.#now() && this.#tickets.size < MOST_TICKETS) break;
      this.#tickets.delete(ticket);
    }
  }
}
