/**
 * Everything that is kept about a learner's way through the course, as the catalogue shows it.
 *
 * Knows nothing about how it came to be.
 */
import 'server-only';
import type { AskedHints } from '#lessons/_scoring/score.ts';
import { askedHints } from './hints.ts';
import { passedSteps, type PassedSteps } from './progress.ts';

/** What is kept about one learner. */
export interface KeptProgress {
  readonly passed: PassedSteps;
  /** Hints of labs that were asked for, by lesson id. */
  readonly asked: ReadonlyMap<string, AskedHints>;
}

/**
 * What is kept about an account.
 *
 * @throws DrydockError `progress-unavailable`
 */
export async function keptProgress(accountId: string): Promise<KeptProgress> {
  return { passed: await passedSteps(accountId), asked: await askedHints(accountId) };
}
