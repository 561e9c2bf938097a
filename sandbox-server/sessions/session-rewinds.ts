/**
 * The ways back of one session: does what rewind.ts offers, one after the other, and tells where the learner can go whenever
 * that has changed.
 *
 * Knows nothing about the lifecycle or about who is told.
 */
import type { Logger } from 'pino';
import type { RewindRequest } from '#protocol/control.ts';
import { DrydockError } from '#protocol/errors.ts';
import type { RewindPoints } from '#protocol/messages.ts';
import { Rewind, type RewindParts } from './rewind.ts';
import type { SessionRecord } from './session-record.ts';
import type { SessionSandbox } from './session-sandbox.ts';

/** Whose ways back they are, and who is told. */
export interface SessionRewindsOptions extends Omit<RewindParts, 'save'> {
  readonly id: string;
  readonly sandbox: Pick<SessionSandbox, 'record' | 'change' | 'save'>;
  readonly onPoints: (points: RewindPoints) => void;
  readonly log: Logger;
}

/** The ways back of one session. */
export class SessionRewinds {
  readonly #options: SessionRewindsOptions;
  readonly #rewind: Rewind;

  constructor(options: SessionRewindsOptions) {
    this.#options = options;
    this.#rewind = new Rewind({ ...options, save: async (record) => options.sandbox.save(record) });
  }

  /** Where the learner can go; nowhere while there is no sandbox. */
  get points(): RewindPoints {
    const { record } = this.#options.sandbox;
    return record ? this.#rewind.points(record) : { reached: [], prepared: [], canUndo: false };
  }

  /** Throws `step-unknown` when there is no such way. */
  require(to: RewindRequest['to']): void {
    const { reached, prepared, canUndo } = this.points;
    const isPossible = to.kind === 'undo' ? canUndo : [...reached, ...prepared].includes(to.stepId);
    if (!isPossible) throw new DrydockError('step-unknown', to.kind === 'undo' ? 'undo' : to.stepId);
  }

  /** Goes there. Rejects with `step-unknown` or `rewind-failed`. */
  async go(to: RewindRequest['to']): Promise<void> {
    await this.#change(async (record) => this.#rewind.go(record, to));
  }

  /** A step has just passed: keeps the beginning of the next one. */
  stepPassed(stepId: string): void {
    const { id, log } = this.#options;
    this.#change(async (record) => this.#rewind.stepPassed(record, stepId)).catch((error: unknown) =>
      log.warn({ error, session: id, stepId }, 'the beginning of the next step could not be kept'),
    );
  }

  /** Forgets snapshots that the sandbox does not have any more. */
  reconcile(): void {
    const { id, log } = this.#options;
    this.#change(async (record) => this.#rewind.reconciled(record)).catch((error: unknown) =>
      log.warn({ error, session: id }, 'which snapshots there are is not known'),
    );
  }

  async #change(work: (record: SessionRecord) => Promise<SessionRecord>): Promise<void> {
    const { sandbox, onPoints } = this.#options;
    if (await sandbox.change(work)) onPoints(this.points);
  }
}
