import { describe, expect, it } from 'vitest';
import { initialConnectionState, type ConnectionState } from '#app/_terminal/connection-state.ts';
import type { Verdict } from '#protocol/verdict.ts';
import { lessonProgress } from './step-state.ts';

const steps = ['one', 'two', 'three'];
const hint = { code: 'image-misspelled', text: { ko: '이미지 이름이 다릅니다', en: 'the image has another name' } };
const wrongMove: Verdict = { outcome: 'failed', because: 'wrong-move', hint };

function ready(verdicts: ConnectionState['verdicts'] = {}): ConnectionState {
  return { ...initialConnectionState, link: 'open', session: { phase: 'ready' }, verdicts };
}

describe('lessonProgress', () => {
  it('shows the first step as to do until the sandbox is there, and then as being checked', () => {
    expect(lessonProgress(steps, new Set(), initialConnectionState).states.get('one')).toEqual({ kind: 'todo' });
    expect(lessonProgress(steps, new Set(), ready()).states.get('one')).toEqual({ kind: 'checking' });
  });

  it('shows a hint only at the first step that is not passed', () => {
    const verdict = { verdict: wrongMove, recorded: false };
    const { states, currentStepId } = lessonProgress(steps, new Set(['one']), ready({ two: verdict, three: verdict }));
    expect(currentStepId).toBe('two');
    expect(states.get('two')).toEqual({ kind: 'wrong-move', hint });
    expect(states.get('three')).toEqual({ kind: 'todo' });
  });

  it('shows what is wrong at every step that may be done in any order, and at none what to do first', () => {
    const verdicts = {
      one: { verdict: { outcome: 'failed', because: 'not-started', hint } as const, recorded: false },
      two: { verdict: wrongMove, recorded: false },
      three: { verdict: wrongMove, recorded: false },
    };
    const { states } = lessonProgress(steps, new Set(['three']), ready(verdicts), 'any-order');
    expect([...states.values()].map(({ kind }) => kind)).toEqual(['todo', 'wrong-move', 'passed']);
  });

  it('keeps a step passed that the database had, whatever the sandbox looks like now', () => {
    const progress = lessonProgress(steps, new Set(['one']), ready({ one: { verdict: wrongMove, recorded: false } }));
    expect(progress.states.get('one')).toEqual({ kind: 'passed', isSaved: true });
    expect(progress.passed).toBe(1);
  });

  it('tells a step that is passed but not saved yet from one that is saved', () => {
    const progress = lessonProgress(
      steps,
      new Set(),
      ready({ one: { verdict: { outcome: 'passed' }, recorded: false } }),
    );
    expect(progress.states.get('one')).toEqual({ kind: 'passed', isSaved: false });
  });

  it('counts steps that were passed out of order and has no current step at the end', () => {
    const all = lessonProgress(steps, new Set(steps), ready());
    expect(all).toMatchObject({ passed: 3, currentStepId: null });
    expect(lessonProgress(steps, new Set(['three']), ready())).toMatchObject({ passed: 1, currentStepId: 'one' });
  });
});
