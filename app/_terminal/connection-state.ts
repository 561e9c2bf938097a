/**
 * What a lesson page knows about its sandbox.
 *
 * Knows nothing about how it comes to know. Only types and a constant, so that a page can be shown before the terminal's
 * code has loaded.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import type { SessionState } from '#protocol/session.ts';
import type { Verdict } from '#protocol/verdict.ts';

/** The last verdict about a step. */
export interface StepVerdict {
  readonly verdict: Verdict;
  /** Whether progress has reached the database; false for verdicts that are no progress. */
  readonly recorded: boolean;
}

/** What a lesson page knows about its sandbox. */
export interface ConnectionState {
  /** `closed`: not connected and not trying, because the sandbox stopped or the request was refused. */
  readonly link: 'connecting' | 'open' | 'reconnecting' | 'closed';
  readonly session: SessionState;
  readonly sessionId: string | null;
  readonly engine: 'up' | 'down';
  readonly shell: 'running' | 'ended';
  readonly verdicts: Readonly<Record<string, StepVerdict>>;
  /** Trouble that passes by itself. */
  readonly notice: ErrorCode | null;
  /** A refusal that only the learner can do something about. */
  readonly refusal: ErrorCode | null;
  /** Keys were dropped because too many were pressed while disconnected. */
  readonly inputLost: boolean;
}

/** Before anything is known. */
export const initialConnectionState: ConnectionState = {
  link: 'connecting',
  session: { phase: 'requested' },
  sessionId: null,
  engine: 'up',
  shell: 'running',
  verdicts: {},
  notice: null,
  refusal: null,
  inputLost: false,
};
