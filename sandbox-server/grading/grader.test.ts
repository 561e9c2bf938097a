import { describe, expect, it, vi } from 'vitest';
import { defineChecks, notStarted, passed, wrongMove, type Outcome } from '#lessons/_schema/check.ts';
import type { Evidence } from '#lessons/_schema/evidence.ts';
import type { Verdict } from '#protocol/verdict.ts';
import { CHECK_TIMEOUT_MS } from './evaluate-check.ts';
import { Grader } from './grader.ts';

const nothing: Evidence = {
  containers: async () => [],
  images: async () => [],
  events: async () => [],
  requests: async () => [],
  variables: {},
};

function grade(evaluate: (evidence: Evidence) => Promise<Outcome>, options: { passed?: string[]; up?: boolean } = {}) {
  const told: [string, Verdict][] = [];
  const mistakes: unknown[] = [];
  const engine = { isUp: options.up ?? true };
  const grader = new Grader({
    checks: defineChecks({ step: { watches: ['containers'], evaluate } }),
    passed: new Set(options.passed),
    evidence: () => nothing,
    engine,
    onVerdict: (stepId, verdict) => told.push([stepId, verdict]),
    onMistake: (_stepId, error) => mistakes.push(error),
  });
  return { grader, told, mistakes, engine };
}

const text = { ko: '아직', en: 'not yet' };

describe('a grader', () => {
  it('tells a verdict once until it changes', async () => {
    let outcome = notStarted(text);
    const evaluate = vi.fn(async () => outcome);
    const { grader, told } = grade(evaluate);
    grader.changed(['containers']);
    await vi.waitFor(() => expect(told).toHaveLength(1));
    grader.changed(['containers']);
    await vi.waitFor(() => expect(evaluate).toHaveBeenCalledTimes(2));
    outcome = wrongMove('other-image', text);
    grader.changed(['containers']);
    await vi.waitFor(() => expect(told).toHaveLength(2));
    expect(told.map(([, verdict]) => verdict.outcome === 'failed' && verdict.because)).toEqual([
      'not-started',
      'wrong-move',
    ]);
  });

  it('does not evaluate a step that has passed, now or before', async () => {
    const evaluate = vi.fn(async () => passed());
    const { grader, told } = grade(evaluate);
    grader.changed(['containers']);
    await vi.waitFor(() => expect(told).toEqual([['step', { outcome: 'passed' }]]));
    const later = grade(evaluate, { passed: ['step'] });
    grader.changed(['containers']);
    later.grader.changed(['containers']);
    const marker = grade(async () => notStarted(text));
    marker.grader.changed(['containers']);
    await vi.waitFor(() => expect(marker.told).toHaveLength(1));
    expect(evaluate).toHaveBeenCalledTimes(1);
    expect(later.grader.verdicts.get('step')).toEqual({ outcome: 'passed' });
  });

  it('evaluates only what watches the kind of evidence that changed', async () => {
    const evaluate = vi.fn(async () => passed());
    const { grader, told } = grade(evaluate);
    grader.changed(['images', 'requests']);
    const marker = grade(async () => notStarted(text));
    marker.grader.changed(['containers']);
    await vi.waitFor(() => expect(marker.told).toHaveLength(1));
    expect(evaluate).not.toHaveBeenCalled();
    expect(told).toEqual([]);
  });

  it('says "could not grade", not "wrong", when the engine is down', async () => {
    const { grader, told } = grade(async () => passed(), { up: false });
    grader.engineChanged();
    await vi.waitFor(() => expect(told).toEqual([['step', { outcome: 'ungradable', cause: 'engine-down' }]]));
  });

  it('grades again when the engine is back', async () => {
    const { grader, told, engine } = grade(async () => passed(), { up: false });
    grader.engineChanged();
    await vi.waitFor(() => expect(told).toHaveLength(1));
    engine.isUp = true;
    grader.engineChanged();
    await vi.waitFor(() => expect(told.at(-1)).toEqual(['step', { outcome: 'passed' }]));
  });

  it('blames a check that throws, not the learner', async () => {
    const { grader, told, mistakes } = grade(async () => {
      throw new Error('a typing error in the check');
    });
    grader.changed(['containers']);
    await vi.waitFor(() => expect(told).toEqual([['step', { outcome: 'ungradable', cause: 'check-broken' }]]));
    expect(mistakes).toHaveLength(1);
  });

  it('gives up on a check that takes too long', async () => {
    vi.useFakeTimers();
    try {
      const { grader, told } = grade(async () => new Promise<Outcome>(() => undefined));
      grader.changed(['containers']);
      await vi.advanceTimersByTimeAsync(CHECK_TIMEOUT_MS + 1_000);
      expect(told).toEqual([['step', { outcome: 'ungradable', cause: 'timeout' }]]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not tell a wrong move that the next moment puts right', async () => {
    let outcome = wrongMove('created-only', text);
    const evaluate = vi.fn(async () => outcome);
    const { grader, told } = grade(evaluate);
    grader.changed(['containers']);
    await vi.waitFor(() => expect(evaluate).toHaveBeenCalledTimes(1));
    outcome = passed();
    grader.changed(['containers']);
    await vi.waitFor(() => expect(told).toEqual([['step', { outcome: 'passed' }]]));
  });

  it('does not lose a change that comes while it is grading', async () => {
    let release: (() => void) | undefined;
    let outcome: Outcome = notStarted(text);
    const evaluate = vi.fn(async () => {
      const seen = outcome;
      await new Promise<void>((resolve) => (release = resolve));
      return seen;
    });
    const { grader, told } = grade(evaluate);
    grader.changed(['containers']);
    await vi.waitFor(() => expect(evaluate).toHaveBeenCalledTimes(1));
    outcome = passed();
    grader.changed(['containers']);
    release?.();
    await vi.waitFor(() => expect(evaluate).toHaveBeenCalledTimes(2));
    release?.();
    await vi.waitFor(() => expect(told.at(-1)).toEqual(['step', { outcome: 'passed' }]));
  });
});
