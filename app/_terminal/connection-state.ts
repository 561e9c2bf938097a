/**
 * What a lesson page knows about its sandbox.
 *
 * Knows nothing about how it comes to know. Only types and a constant, so that a page can be shown before the terminal's
 * code has loaded.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import type { FilesPutBack, RewindPoints, SandboxUsageView, TerminalInfo, TimeLeft } from '#protocol/messages.ts';
import type { PublishedPort } from '#protocol/preview.ts';
import type { SessionState } from '#protocol/session.ts';
import type { Verdict } from '#protocol/verdict.ts';

/** The last verdict about a step. */
export interface StepVerdict {
  readonly verdict: Verdict;
  /** Whether progress has reached the database; false for verdicts that are no progress. */
  readonly recorded: boolean;
}

/** A terminal of the session as this page knows it. */
export interface TerminalState extends TerminalInfo {
  readonly shell: 'running' | 'ended';
  /** Whether the terminal has the size of this page's pane; otherwise of somebody else's, whose it is to type. */
  readonly isDriver: boolean;
}

/** When the sandbox will be stopped, by this page's clock. */
export interface KnownTimeLeft {
  /** Milliseconds of `performance.now()`. */
  readonly endsAt: number;
  readonly because: TimeLeft['because'];
  /** Whether the learner is to be told now. */
  readonly warning: boolean;
}

/** What a lesson page knows about its sandbox. */
export interface ConnectionState {
  /** `closed`: not connected and not trying, because the sandbox stopped or the request was refused. */
  readonly link: 'connecting' | 'open' | 'reconnecting' | 'closed';
  readonly session: SessionState;
  readonly sessionId: string | null;
  readonly engine: 'up' | 'down';
  /** All terminals of the session, in the order of their tabs. */
  readonly terminals: readonly TerminalState[];
  /** Whether what the terminals show is recorded. */
  readonly isRecorded: boolean;
  /** null until the sandbox has said it. */
  readonly usage: SandboxUsageView | null;
  /** null while nothing would end the sandbox. */
  readonly timeLeft: KnownTimeLeft | null;
  readonly rewindPoints: RewindPoints;
  /** Ports of the sandbox that containers have published. */
  readonly ports: readonly PublishedPort[];
  readonly verdicts: Readonly<Record<string, StepVerdict>>;
  /** The sandbox is a new one because the disk of the one before is gone; null when there is nothing to say about that. */
  readonly replaced: { readonly files: FilesPutBack } | null;
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
  terminals: [{ number: 1, name: null, shell: 'running', isDriver: true }],
  isRecorded: false,
  usage: null,
  timeLeft: null,
  rewindPoints: { reached: [], prepared: [], canUndo: false },
  ports: [],
  verdicts: {},
  replaced: null,
  notice: null,
  refusal: null,
  inputLost: false,
};
