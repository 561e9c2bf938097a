import { describe, expect, it } from 'vitest';
import type { ServerMessage } from '#protocol/messages.ts';
import type { SessionState } from '#protocol/session.ts';
import { afterNews } from './connection-news.ts';
import { initialConnectionState, type ConnectionState } from './connection-state.ts';

function after(...messages: readonly ServerMessage[]): ConnectionState {
  return messages.reduce(
    (state, message) => afterNews(state, { type: 'message', message, now: 1_000 }),
    initialConnectionState,
  );
}

function session(state: SessionState): ServerMessage {
  return { type: 'session', session: { id: '0'.repeat(32), lessonId: 'ch02/first-container', state } };
}

const two: ServerMessage = {
  type: 'terminals',
  terminals: [
    { number: 1, name: null },
    { number: 2, name: '로그' },
  ],
  recorded: true,
};

describe('news about terminals', () => {
  it('list them in the order of their tabs, with their names', () => {
    const state = after(two);
    expect(state.terminals.map(({ number, name }) => [number, name])).toEqual([
      [1, null],
      [2, '로그'],
    ]);
    expect(state.isRecorded).toBe(true);
  });

  it('keep of each what is known when the list comes again', () => {
    const state = after(two, { type: 'terminal-ended', terminal: 2, exitCode: 0 }, two);
    expect(state.terminals.map(({ shell }) => shell)).toEqual(['running', 'ended']);
  });

  it('concern only the terminal they name', () => {
    const state = after(two, { type: 'terminal-size', terminal: 2, columns: 80, rows: 24, isDriver: false });
    expect(state.terminals.map(({ isDriver }) => isDriver)).toEqual([true, false]);
  });

  it('say that a shell runs again when its screen arrives', () => {
    const snapshot: ServerMessage = {
      type: 'snapshot',
      terminal: 2,
      epoch: 'next',
      offset: 0,
      columns: 80,
      rows: 24,
      data: '',
    };
    const state = after(two, { type: 'terminal-ended', terminal: 2, exitCode: 0 }, snapshot);
    expect(state.terminals.map(({ shell }) => shell)).toEqual(['running', 'running']);
  });

  it('end a refusal to open one more', () => {
    const refusal: ServerMessage = { type: 'error', code: 'too-many-terminals' };
    expect(after(two, refusal).notice).toBe('too-many-terminals');
    expect(after(two, refusal, two).notice).toBeNull();
  });
});

describe('news about the sandbox', () => {
  const usage = {
    memoryBytes: { used: 1, limit: 2 },
    diskBytes: { used: 3, limit: 4 },
    files: null,
    processes: { used: 5, limit: 6 },
  };
  const timeLeft: ServerMessage = {
    type: 'time-left',
    timeLeft: { endsInSeconds: 300, because: 'idle' },
    warning: true,
  };

  it('give the end by the page’s own clock', () => {
    expect(after(timeLeft).timeLeft).toEqual({ endsAt: 301_000, because: 'idle', warning: true });
  });

  it('give figures, which go with the sandbox they are of', () => {
    const running = after(session({ phase: 'ready' }), { type: 'usage', usage }, timeLeft);
    expect(running.usage).toEqual(usage);
    const stopped = after(
      session({ phase: 'ready' }),
      { type: 'usage', usage },
      timeLeft,
      session({ phase: 'stopped', reason: 'time-limit' }),
    );
    expect([stopped.usage, stopped.timeLeft]).toEqual([null, null]);
  });

  it('tell where one can go back to', () => {
    const points = { reached: ['one'], prepared: ['two'], canUndo: true };
    expect(after({ type: 'rewind-points', points }).rewindPoints).toEqual(points);
  });
});

describe('news of a sandbox that was replaced', () => {
  const replaced: ServerMessage = { type: 'replaced', files: 'all' };

  it('stay as long as that sandbox runs, reconnections included', () => {
    const state = after(session({ phase: 'ready' }), replaced, two, session({ phase: 'ready' }));
    expect(state.replaced).toEqual({ files: 'all' });
  });

  it('are none any more when the learner has gone to a step, or the sandbox has stopped', () => {
    const ways: readonly SessionState[] = [
      { phase: 'rewinding', stepId: 'second' },
      { phase: 'stopped', reason: 'idle' },
    ];
    for (const state of ways) {
      expect(after(session({ phase: 'ready' }), replaced, session(state), session({ phase: 'ready' })).replaced).toBe(
        null,
      );
    }
  });
});
