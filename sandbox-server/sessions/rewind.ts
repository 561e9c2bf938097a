/**
 * Going back, or ahead, to the beginning of a step: which snapshots a session has, taking them, and restoring them. Where
 * the beginning of a step was never reached, it is prepared by typing the solutions of the steps before it.
 *
 * A step that was prepared proves nothing about the learner, so the record says that it was skipped, and it says so before
 * the state it would pass in exists.
 *
 * On a host without snapshots, and in sandboxes from before there were any, there is no way back but starting over.
 *
 * Knows nothing about viewers or about the lifecycle.
 */
import type { Action } from '#lessons/_schema/proof.ts';
import type { RewindRequest } from '#protocol/control.ts';
import { DrydockError } from '#protocol/errors.ts';
import type { RewindPoints } from '#protocol/messages.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import type { Solution } from './replay.ts';
import { PRISTINE_SNAPSHOT } from './sandbox-allocator.ts';
import type { SessionRecord } from './session-record.ts';

/** Holds what a rewind left behind. */
const UNDO_SNAPSHOT = 'before-rewind';

/** A step of a lesson and what does it. */
export interface LessonStep {
  readonly id: string;
  /** Empty when the lesson gives none; the steps after it cannot be prepared. */
  readonly solution: readonly Action[];
}

/** The verbs of a driver that a rewind uses. */
export type RewindDriver = Pick<SandboxDriver, 'snapshot' | 'snapshots' | 'restore'>;

/** What is needed to rewind one session's sandbox. */
export interface RewindParts {
  readonly driver: RewindDriver;
  /** Types solutions into the sandbox; rejects when one does not do what its step asks for. */
  readonly typeSolutions: (sandboxId: string, solutions: readonly Solution[]) => Promise<void>;
  readonly steps: readonly LessonStep[];
  /** Keeps a record; resolves when it would survive a crash. */
  readonly save: (record: SessionRecord) => Promise<void>;
}

/** Takes and restores the snapshots of one session. */
export class Rewind {
  readonly #parts: RewindParts;

  constructor(parts: RewindParts) {
    this.#parts = parts;
  }

  /** Where the learner can go. */
  points(record: SessionRecord): RewindPoints {
    const { steps } = this.#parts;
    const reached = steps.filter(({ id }) => this.#snapshotOf(record, id) !== null).map(({ id }) => id);
    const firstWithout = steps.findIndex(({ solution }) => solution.length === 0);
    const preparable = firstWithout < 0 ? steps : steps.slice(0, firstWithout + 1);
    const prepared = record.isPristineKept ? preparable.map(({ id }) => id).filter((id) => !reached.includes(id)) : [];
    return { reached, prepared, canUndo: record.undo !== null };
  }

  /** The record without snapshots that the sandbox does not have, as after it was given to the session anew. */
  async reconciled(record: SessionRecord): Promise<SessionRecord> {
    const names = new Set(await this.#parts.driver.snapshots(record.sandboxId));
    return {
      ...record,
      isPristineKept: names.has(PRISTINE_SNAPSHOT),
      reached: record.reached.filter(({ stepId }) => names.has(this.#nameOf(stepId))),
      undo: names.has(UNDO_SNAPSHOT) ? record.undo : null,
    };
  }

  /** A step has just passed: keeps the beginning of the next one. Answers with the new record. */
  async stepPassed(record: SessionRecord, stepId: string): Promise<SessionRecord> {
    const { steps, driver, save } = this.#parts;
    const next = steps[steps.findIndex(({ id }) => id === stepId) + 1];
    if (!record.isPristineKept || !next || this.#snapshotOf(record, next.id) !== null) return record;
    await driver.snapshot(record.sandboxId, this.#nameOf(next.id));
    return this.#withReached(record, next.id, save);
  }

  /** Does what was asked for. Answers with the new record; throws `step-unknown` or `rewind-failed`. */
  async go(record: SessionRecord, to: RewindRequest['to']): Promise<SessionRecord> {
    if (to.kind === 'undo') return this.#undo(record);
    const points = this.points(record);
    const isReached = points.reached.includes(to.stepId);
    if (!isReached && !points.prepared.includes(to.stepId)) throw new DrydockError('step-unknown', to.stepId);
    const { driver, save } = this.#parts;
    const { sandboxId } = record;
    const undoable: SessionRecord = { ...record, undo: { skipped: record.skipped } };
    const skipped = isReached ? this.#skippedAt(record, to.stepId) : this.#before(to.stepId).map(({ id }) => id);
    const snapshot = isReached ? this.#snapshotOf(record, to.stepId) : null;
    try {
      await save({ ...undoable, skipped: union(record.skipped, skipped) });
      const options = { keepFiles: to.keepFiles, keepBefore: UNDO_SNAPSHOT };
      await driver.restore(sandboxId, snapshot ?? PRISTINE_SNAPSHOT, options);
    } catch (error) {
      // Whether the sandbox holds the one state or the other is not known, so the steps stay skipped.
      throw new DrydockError('rewind-failed', to.stepId, { cause: error });
    }
    if (!isReached) await this.#typeSolutions(record, to.stepId);
    const there = { ...undoable, skipped };
    await save(there);
    // Kept files are of another time; the beginning of a step has none.
    if (isReached || to.keepFiles) return there;
    await driver.snapshot(sandboxId, this.#nameOf(to.stepId)).catch(() => undefined);
    return this.#withReached(there, to.stepId, save);
  }

  async #typeSolutions(record: SessionRecord, stepId: string): Promise<void> {
    const solutions = this.#before(stepId).map(({ id, solution }) => ({ stepId: id, actions: solution }));
    try {
      await this.#parts.typeSolutions(record.sandboxId, solutions);
    } catch (error) {
      await this.#takeBack(record);
      throw new DrydockError('rewind-failed', stepId, { cause: error });
    }
  }

  async #undo(record: SessionRecord): Promise<SessionRecord> {
    const { driver, save } = this.#parts;
    if (record.undo === null) throw new DrydockError('rewind-failed', 'there is nothing to take back');
    const { skipped } = record.undo;
    try {
      await save({ ...record, skipped: union(record.skipped, skipped) });
      await driver.restore(record.sandboxId, UNDO_SNAPSHOT, { keepFiles: false, keepBefore: null });
    } catch (error) {
      throw new DrydockError('rewind-failed', 'undo', { cause: error });
    }
    const back = { ...record, skipped, undo: null };
    await save(back);
    return back;
  }

  /** After a failure: what was there before, if that can be had. */
  async #takeBack(record: SessionRecord): Promise<void> {
    try {
      await this.#parts.driver.restore(record.sandboxId, UNDO_SNAPSHOT, { keepFiles: false, keepBefore: null });
      await this.#parts.save(record);
    } catch {
      // The skipped steps stay skipped, and the learner is told that it failed.
    }
  }

  async #withReached(
    record: SessionRecord,
    stepId: string,
    save: (record: SessionRecord) => Promise<void>,
  ): Promise<SessionRecord> {
    const others = record.reached.filter((point) => point.stepId !== stepId);
    const next = { ...record, reached: [...others, { stepId, skipped: record.skipped }] };
    await save(next);
    return next;
  }

  #before(stepId: string): readonly LessonStep[] {
    const { steps } = this.#parts;
    return steps.slice(
      0,
      steps.findIndex(({ id }) => id === stepId),
    );
  }

  #skippedAt(record: SessionRecord, stepId: string): string[] {
    return record.reached.find((point) => point.stepId === stepId)?.skipped ?? [];
  }

  /** The beginning of the first step was kept before anybody used the sandbox. */
  #snapshotOf(record: SessionRecord, stepId: string): string | null {
    if (this.#parts.steps[0]?.id === stepId) return record.isPristineKept ? PRISTINE_SNAPSHOT : null;
    return record.reached.some((point) => point.stepId === stepId) ? this.#nameOf(stepId) : null;
  }

  #nameOf(stepId: string): string {
    return `step-${stepId}`;
  }
}

function union(some: readonly string[], others: readonly string[]): string[] {
  return [...new Set([...some, ...others])];
}
