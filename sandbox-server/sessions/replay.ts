/**
 * Types the solutions of steps into a sandbox, for a learner who wants to begin at a later one, and makes sure that each did
 * what it should. What is done this way is never counted as progress.
 *
 * Knows nothing about sessions or snapshots.
 */
import { EventEmitter, on } from 'node:events';
import type { Variables } from '#lessons/_loader/variables.ts';
import type { Checks } from '#lessons/_schema/check.ts';
import type { Action } from '#lessons/_schema/proof.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { SandboxGrading } from '../grading/sandbox-grading.ts';
import { privateTerminal } from '../terminals/private-terminal.ts';
import { Typist } from '../terminals/typist.ts';
import { performAction } from './perform-action.ts';

/** Milliseconds until a solution that was typed must have done its work. */
const PATIENCE_MS = 20_000;

/** What does a step. */
export interface Solution {
  readonly stepId: string;
  readonly actions: readonly Action[];
}

/** Where solutions are typed, and by what they are judged. */
export interface ReplayOptions {
  readonly driver: SandboxDriver;
  readonly sandboxId: string;
  readonly checks: Checks;
  /** What `{{name}}` stands for. */
  readonly variables: Variables;
  /** Milliseconds since the epoch by the sandbox's clock; what happened before proves nothing. */
  readonly since: number;
}

/** Does solutions in order. Rejects when one does not do what its step asks for. */
export async function typeSolutions(
  { driver, sandboxId, checks, variables, since }: ReplayOptions,
  solutions: readonly Solution[],
): Promise<void> {
  const changes = new EventEmitter<{ changed: [] }>();
  const grading = new SandboxGrading({
    driver,
    sandboxId,
    checks: Object.fromEntries(Object.entries(checks).filter(([id]) => solutions.some(({ stepId }) => stepId === id))),
    variables,
    since,
    passed: new Set(),
    onVerdict: () => changes.emit('changed'),
    onEngine: () => undefined,
    onMistake: () => undefined,
    onActivity: () => undefined,
  });
  const terminal = privateTerminal(driver, sandboxId);
  try {
    const typist = new Typist(terminal);
    await terminal.start();
    await typist.ready();
    for (const { stepId, actions } of solutions) {
      for (const action of actions) await performAction({ driver, sandboxId, typist, variables }, action);
      const patience = AbortSignal.timeout(PATIENCE_MS);
      while (grading.verdicts.get(stepId)?.outcome !== 'passed') {
        for await (const _ of on(changes, 'changed', { signal: patience })) break;
      }
    }
    await terminal.write(Buffer.from('exit\r'));
  } finally {
    terminal.close();
    grading.close();
  }
}
