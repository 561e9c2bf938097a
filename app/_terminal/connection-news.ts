/**
 * How every piece of news changes what a lesson page knows about its sandbox. One total function, no effects.
 *
 * Knows nothing about sockets, terminals or React.
 */
import { errorTable, type ErrorCode } from '#protocol/errors.ts';
import type { ServerMessage, TerminalInfo } from '#protocol/messages.ts';
import type { SessionView } from '#protocol/session.ts';
import {
  initialConnectionState,
  type ConnectionState,
  type StepVerdict,
  type TerminalState,
} from './connection-state.ts';

/** Refusals that answer something the learner did. */
const answers: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'too-many-terminals',
  'sandbox-not-running',
  'step-unknown',
  'rewind-failed',
]);

/** Something that happened. */
export type ConnectionNews =
  | { readonly type: 'asked-again' }
  | { readonly type: 'started-over' }
  | { readonly type: 'session'; readonly session: SessionView }
  /** `now`: when it arrived, in milliseconds of the page's clock. */
  | { readonly type: 'message'; readonly message: ServerMessage; readonly now: number }
  | { readonly type: 'connection-lost'; readonly code: ErrorCode | null }
  | { readonly type: 'refused'; readonly code: ErrorCode }
  | { readonly type: 'closed' }
  | { readonly type: 'input-lost' };

/** The state after some news. */
export function afterNews(state: ConnectionState, news: ConnectionNews): ConnectionState {
  switch (news.type) {
    case 'asked-again':
      return { ...state, link: 'connecting', session: { phase: 'requested' }, refusal: null, notice: null };
    case 'started-over':
      return { ...initialConnectionState, verdicts: onlyPassed(state.verdicts) };
    case 'session':
      return afterSession(state, news.session);
    case 'message':
      return afterMessage(state, news.message, news.now);
    case 'connection-lost':
      return { ...state, link: 'reconnecting', notice: news.code };
    case 'refused':
      return { ...state, link: 'closed', refusal: news.code, notice: null };
    case 'closed':
      return { ...state, link: 'closed' };
    case 'input-lost':
      return { ...state, inputLost: true };
  }
}

function afterMessage(state: ConnectionState, message: ServerMessage, now: number): ConnectionState {
  switch (message.type) {
    case 'welcome':
      return { ...afterSession(state, message.session), link: 'open', notice: null, inputLost: false };
    case 'session':
      return withoutAnswer(afterSession(state, message.session));
    case 'terminals':
      return withoutAnswer(afterTerminals(state, message.terminals, message.recorded));
    case 'terminal-opened':
      return { ...state, terminals: withTerminal(state.terminals, message.terminal) };
    case 'terminal-size':
      return afterTerminal(state, message.terminal, { isDriver: message.isDriver });
    case 'snapshot':
      return afterTerminal(state, message.terminal, { shell: 'running' });
    case 'terminal-ended':
      return afterTerminal(state, message.terminal, { shell: 'ended' });
    case 'ports':
      return { ...state, ports: message.ports };
    case 'verdict':
      return afterVerdict(state, message.stepId, { verdict: message.verdict, recorded: message.recorded });
    case 'engine':
      return { ...state, engine: message.state };
    case 'usage':
      return { ...state, usage: message.usage };
    case 'time-left': {
      const { endsInSeconds, because } = message.timeLeft;
      return { ...state, timeLeft: { endsAt: now + endsInSeconds * 1000, because, warning: message.warning } };
    }
    case 'replaced':
      return { ...state, replaced: { files: message.files } };
    case 'rewind-points':
      return { ...state, rewindPoints: message.points };
    case 'files-changed':
    case 'picture':
    case 'loads':
    case 'trouble':
      // For those who listen to the feed.
      return state;
    case 'error':
      return errorTable[message.code].closeCode === null ? { ...state, notice: message.code } : state;
  }
}

function afterSession(state: ConnectionState, session: SessionView): ConnectionState {
  const isRunning = session.state.phase === 'ready' || session.state.phase === 'rewinding';
  // Figures of a sandbox that does not run would be read as those of the next one.
  const figures = isRunning ? {} : { usage: null, timeLeft: null, ports: [] };
  // Whoever goes to a step has understood.
  const replaced = session.state.phase === 'ready' ? state.replaced : null;
  return { ...state, ...figures, replaced, session: session.state, sessionId: session.id };
}

function afterTerminals(
  state: ConnectionState,
  terminals: readonly TerminalInfo[],
  isRecorded: boolean,
): ConnectionState {
  return {
    ...state,
    isRecorded,
    terminals: terminals.map((terminal) => {
      const known = state.terminals.find(({ number }) => number === terminal.number);
      return { ...terminal, shell: known?.shell ?? 'running', isDriver: known?.isDriver ?? true };
    }),
  };
}

function withTerminal(terminals: ConnectionState['terminals'], number: number): ConnectionState['terminals'] {
  if (terminals.some((terminal) => terminal.number === number)) return terminals;
  return [...terminals, { number, name: null, shell: 'running', isDriver: true }];
}

function afterTerminal(
  state: ConnectionState,
  number: number,
  change: Partial<Pick<TerminalState, 'shell' | 'isDriver'>>,
): ConnectionState {
  const terminals = state.terminals.map((terminal) =>
    terminal.number === number ? { ...terminal, ...change } : terminal,
  );
  return { ...state, terminals };
}

/** Refusals that answer something the learner did are no news any more once something else has happened. */
function withoutAnswer(state: ConnectionState): ConnectionState {
  return state.notice !== null && answers.has(state.notice) ? { ...state, notice: null } : state;
}

function afterVerdict(state: ConnectionState, stepId: string, next: StepVerdict): ConnectionState {
  const isPassed = next.verdict.outcome === 'passed';
  // Progress is never taken back: containers that proved a step may be removed afterwards.
  if (state.verdicts[stepId]?.verdict.outcome === 'passed' && !isPassed) return state;
  const saved = isPassed && next.recorded && state.notice === 'progress-unavailable';
  return { ...state, verdicts: { ...state.verdicts, [stepId]: next }, notice: saved ? null : state.notice };
}

function onlyPassed(verdicts: ConnectionState['verdicts']): ConnectionState['verdicts'] {
  return Object.fromEntries(Object.entries(verdicts).filter(([, { verdict }]) => verdict.outcome === 'passed'));
}
