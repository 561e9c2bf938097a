import { describe, expect, it } from 'vitest';
import { DrydockError } from '#protocol/errors.ts';
import { Tickets } from './tickets.ts';

const admission = { sessionId: 'a'.repeat(32), accountId: 'local' };

function refusal(redeem: () => unknown): string {
  try {
    redeem();
  } catch (error) {
    if (error instanceof DrydockError) return error.code;
    throw error;
  }
  return 'admitted';
}

describe('a ticket', () => {
  it('admits once', () => {
    const tickets = new Tickets(() => 0);
    const ticket = tickets.issue(admission);
    expect(tickets.redeem(ticket)).toEqual(admission);
    expect(refusal(() => tickets.redeem(ticket))).toBe('ticket-invalid');
  });

  it('is worthless after 30 seconds', () => {
    let now = 0;
    const tickets = new Tickets(() => now);
    const early = tickets.issue(admission);
    const late = tickets.issue(admission);
    now = 30_000;
    expect(tickets.redeem(early)).toEqual(admission);
    now = 30_001;
    expect(refusal(() => tickets.redeem(late))).toBe('ticket-invalid');
  });

  it('cannot be made up', () => {
    const tickets = new Tickets(() => 0);
    tickets.issue(admission);
    expect(refusal(() => tickets.redeem(''))).toBe('ticket-invalid');
    expect(refusal(() => tickets.redeem('a'.repeat(43)))).toBe('ticket-invalid');
  });
});
