/**
 * Which steps a learner has passed in one session, and which of them the database has. What is passed stays passed.
 *
 * Knows nothing about how steps are graded, nor about viewers.
 */
import type { ServerMessage } from '#protocol/messages.ts';
import type { Verdict } from '#protocol/verdict.ts';
import type { ProgressRecorder } from '../grading/progress-recorder.ts';
import type { SessionOwner } from './session-record.ts';

/** Whose progress it is, and who is told. */
export interface SessionProgressOptions {
  readonly id: string;
  readonly owner: SessionOwner;
  readonly recorder: ProgressRecorder;
  readonly tell: (message: ServerMessage) => void;
  /** A step has passed for the first time. */
  readonly onPassed: (stepId: string) => void;
}

/** The progress of one session. */
export class SessionProgress {
  readonly #options: SessionProgressOptions;
  readonly #passed = new Set<string>();
  readonly #recorded = new Set<string>();

  constructor(options: SessionProgressOptions) {
    this.#options = options;
  }

  /** Steps that need no grading any more. */
  get passed(): ReadonlySet<string> {
    return this.#passed;
  }

  /** What a new viewer is told. */
  get messages(): readonly ServerMessage[] {
    return [...this.#passed].map((stepId) => this.#passedMessage(stepId));
  }

  /** The database knows these steps as passed. */
  learn(stepIds: readonly string[]): void {
    for (const stepId of stepIds) {
      this.#passed.add(stepId);
      this.#recorded.add(stepId);
    }
  }

  /** Tells a verdict, and has it recorded when the step has passed. */
  judge(stepId: string, verdict: Verdict): void {
    // The database may know more than this sandbox can still prove, for example after it was made anew.
    if (this.#passed.has(stepId)) return;
    const { id, owner, recorder, tell, onPassed } = this.#options;
    tell({ type: 'verdict', stepId, verdict, recorded: false });
    if (verdict.outcome !== 'passed') return;
    this.#passed.add(stepId);
    void recorder.record({ ...owner, stepId, sessionId: id, passedAt: new Date().toISOString() }).then((recorded) => {
      if (!recorded) return;
      this.#recorded.add(stepId);
      tell(this.#passedMessage(stepId));
    });
    onPassed(stepId);
  }

  #passedMessage(stepId: string): ServerMessage {
    return { type: 'verdict', stepId, verdict: { outcome: 'passed' }, recorded: this.#recorded.has(stepId) };
  }
}
