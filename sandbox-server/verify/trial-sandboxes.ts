/**
 * The sandboxes in which one lesson is tried: one that goes back to the beginning of any step by snapshots, or, on a host
 * without them, a new one for each trial, in which the solutions of the steps before are done again.
 *
 * A sandbox that comes back to a snapshot has a new engine, which knows no events or requests of earlier steps. A learner who
 * comes back the next day has the same, so checks must do without.
 *
 * Knows nothing about what is tried.
 */
import { randomBytes } from 'node:crypto';
import type { SandboxDriver, SandboxLimits } from '../driver/driver.ts';
import { typeSolutions, type ReplayOptions, type Solution } from '../sessions/replay.ts';
import type { TrialPlace } from './run-trial.ts';

/** Where the sandboxes of one lesson come from. */
export interface TrialSandboxesOptions {
  readonly driver: SandboxDriver;
  readonly limits: SandboxLimits;
  /** Brings a new sandbox into the state that the lesson begins with; answers with the moment by the sandbox's clock. */
  readonly prepare: (sandboxId: string) => Promise<number>;
  /** What prepares the beginning of a step where there are no snapshots; nothing at the first. */
  readonly solutionsBefore: (stepId: string) => readonly Solution[];
  readonly judgedBy: Pick<ReplayOptions, 'checks' | 'variables'>;
}

/** Sandboxes at the beginning of a step. Disposing of it removes them. */
export interface TrialSandboxes extends AsyncDisposable {
  /**
   * A sandbox at the beginning of a step; null is the untouched start. Whoever asks will change it, unless they say so.
   * Rejects when there is no way there.
   */
  at(begin: string | null, willChange: boolean): Promise<TrialPlace>;
  /** Keeps the sandbox as it is now as the beginning of a step. */
  keep(stepId: string): Promise<void>;
  /** Milliseconds that went into making, keeping and bringing back sandboxes. */
  readonly spentMs: number;
}

const UNTOUCHED = 'untouched';

/** One sandbox with snapshots. */
export class OneSandbox implements TrialSandboxes {
  readonly #options: TrialSandboxesOptions;
  #place: TrialPlace | undefined;
  /** The snapshot that the sandbox is as; null when it has been changed since. */
  #isAt: string | null = null;
  spentMs = 0;

  constructor(options: TrialSandboxesOptions) {
    this.#options = options;
  }

  async at(begin: string | null, willChange: boolean): Promise<TrialPlace> {
    const began = Date.now();
    const { driver } = this.#options;
    const place = (this.#place ??= await this.#make());
    const name = begin === null ? UNTOUCHED : nameOf(begin);
    if (this.#isAt !== name) await driver.restore(place.sandboxId, name, { keepFiles: false, keepBefore: null });
    this.#isAt = willChange ? null : name;
    this.spentMs += Date.now() - began;
    return place;
  }

  async keep(stepId: string): Promise<void> {
    const began = Date.now();
    if (this.#place) await this.#options.driver.snapshot(this.#place.sandboxId, nameOf(stepId));
    this.spentMs += Date.now() - began;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#place) await this.#options.driver.destroy(this.#place.sandboxId);
  }

  async #make(): Promise<TrialPlace> {
    const place = await makeSandbox(this.#options);
    await this.#options.driver.snapshot(place.sandboxId, UNTOUCHED);
    this.#isAt = UNTOUCHED;
    return place;
  }
}

/** A new sandbox each time. */
export class FreshSandboxes implements TrialSandboxes {
  readonly #options: TrialSandboxesOptions;
  #place: TrialPlace | undefined;
  #isUntouched = false;
  spentMs = 0;

  constructor(options: TrialSandboxesOptions) {
    this.#options = options;
  }

  async at(begin: string | null, willChange: boolean): Promise<TrialPlace> {
    const began = Date.now();
    if (!this.#isUntouched) {
      await this[Symbol.asyncDispose]();
      this.#place = await makeSandbox(this.#options);
    }
    const place = this.#place;
    if (!place) throw new Error('the sandbox is gone');
    const solutions = begin === null ? [] : this.#options.solutionsBefore(begin);
    this.#isUntouched = solutions.length === 0 && !willChange;
    if (solutions.length > 0) await typeSolutions({ ...place, ...this.#options.judgedBy }, solutions);
    this.spentMs += Date.now() - began;
    return place;
  }

  /** The way there is known anyway. */
  async keep(): Promise<void> {
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const place = this.#place;
    this.#place = undefined;
    if (place) await this.#options.driver.destroy(place.sandboxId);
  }
}

async function makeSandbox({ driver, limits, prepare }: TrialSandboxesOptions): Promise<TrialPlace> {
  const sandboxId = randomBytes(16).toString('hex');
  await driver.create({ id: sandboxId, limits });
  try {
    return { driver, sandboxId, since: await prepare(sandboxId) };
  } catch (error) {
    await driver.destroy(sandboxId);
    throw error;
  }
}

/** Snapshots have names of at most 80 letters, step ids at most 64. */
function nameOf(stepId: string): string {
  return `step-${stepId}`;
}
