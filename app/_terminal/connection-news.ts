/**
 * How every piece of news changes what a lesson page knows about its sandbox. One total function, no effects.
 *
 * Knows nothing about sockets, terminals or React.
 */
import { errorTable, type ErrorCode } from '#protocol/errors.ts';
import type { ServerMessage } from '#protocol/messages.ts';
import type { SessionView } from '#protocol/session.ts';
import { initialConnectionState, type ConnectionState, type StepVerdict } from './connection-state.ts';

/** Something that happened. */
export type ConnectionNews =
  | { readonly type: 'asked-again' }
  | { readonly type: 'started-over' }
  | { readonly type: 'session'; readonly session: SessionView }
  | { readonly type: 'message'; readonly message: ServerMessage }
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
      return afterMessage(state, news.message);
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

function afterMessage(state: ConnectionState, message: ServerMessage): ConnectionState {
  switch (message.type) {
    case 'welcome':
      return { ...afterSession(state, message.session), link: 'open', notice: null, inputLost: false };
    case 'session':
      return afterSession(state, message.session);
    case 'snapshot':
      return { ...state, shell: 'running' };
    case 'terminal-ended':
      return { ...state, shell: 'ended' };
    case 'verdict':
      return afterVerdict(state, message.stepId, { verdict: message.verdict, recorded: message.recorded });
    case 'engine':
      return { ...state, engine: message.state };
    case 'error':
      return errorTable[message.code].closeCode === null ? { ...state, notice: message.code } : state;
  }
}

function afterSession(state: ConnectionState, session: SessionView): ConnectionState {
  return { ...state, session: session.state, sessionId: session.id };
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
