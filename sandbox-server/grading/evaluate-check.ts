/**
 * Runs one check and turns whatever happens into a verdict.
 *
 * Knows nothing about when checks are run or who is told.
 */
import type { Check } from '#lessons/_schema/check.ts';
import type { Evidence } from '#lessons/_schema/evidence.ts';
import { verdictSchema, type Verdict } from '#protocol/verdict.ts';

/** Milliseconds a check may take, evidence included. */
export const CHECK_TIMEOUT_MS = 5_000;

/** What is known about the engine when a check fails to run. */
export interface EngineState {
  readonly isUp: boolean;
}

/** Evaluates a check. Never rejects: what is not the learner's doing becomes `ungradable`. */
export async function evaluateCheck(
  check: Check,
  evidence: Evidence,
  engine: EngineState,
  onMistake: (error: unknown) => void,
): Promise<Verdict> {
  if (!engine.isUp) return { outcome: 'ungradable', cause: 'engine-down' };
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), CHECK_TIMEOUT_MS);
  });
  try {
    const outcome = await Promise.race([check.evaluate(evidence), timeout]);
    if (outcome === 'timeout') return { outcome: 'ungradable', cause: 'timeout' };
    return verdictSchema.parse(outcome);
  } catch (error) {
    if (!engine.isUp) return { outcome: 'ungradable', cause: 'engine-down' };
    onMistake(error);
    return { outcome: 'ungradable', cause: 'check-broken' };
  } finally {
    clearTimeout(timer);
  }
}
