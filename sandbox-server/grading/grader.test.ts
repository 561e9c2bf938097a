import { describe, expect, it, vi } from 'vitest';
import { evidenceOf } from '#lessons/_checks/hand-made-evidence.ts';
import { defineChecks, notStarted, passed, tooEarly, wrongMove, type Outcome } from '#lessons/_schema/check.ts';
import { silentKinds, type Evidence, type EvidenceKind } from '#lessons/_schema/evidence.ts';
import type { Verdict } from '#protocol/verdict.ts';
import { CHECK_TIMEOUT_MS } from './evaluate-check.ts';
import { Grader } from './grader.ts';

const nothing = evidenceOf({});

interface Options {
  readonly passed?: string[];
  readonly up?: boolean;
  readonly watches?: readonly EvidenceKind[];
}

function grade(evaluate: (evidence: Evidence) => Promise<Outcome>, options: Options = {}) {
  const told: [string, Verdict][] = [];
  const mistakes: unknown[] = [];
  const engine = { isUp: options.up ?? true };
  const grader = new Grader({
    checks: defineChecks({ step: { watches: options.watches ?? ['containers'], evaluate } }),
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

  it('grades anew by checks that take the place of others', async () => {
    const { grader, told } = grade(async () => notStarted(text));
    grader.changed(['containers']);
    await vi.waitFor(() => expect(told).toHaveLength(1));
    grader.use(defineChecks({ step: { watches: ['containers'], evaluate: async () => wrongMove('other', text) } }));
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject(['step', { outcome: 'failed', hint: { code: 'other' } }]));
  });

  it('looks once more when it is asked to, and says when all is told', async () => {
    let outcome = notStarted(text);
    const { grader, told } = grade(async () => outcome);
    grader.changed(['containers']);
    await grader.look();
    expect(told).toHaveLength(1);
    outcome = wrongMove('other-image', text);
    await grader.look();
    expect(told.at(-1)).toMatchObject(['step', { outcome: 'failed', hint: { code: 'other-image' } }]);
    grader.close();
    await expect(grader.look()).resolves.toBeUndefined();
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
      grader.close();
    } finally {
      vi.useRealTimers();
    }
  });

  it('looks again after a check that took too long, without being asked', async () => {
    vi.useFakeTimers();
    try {
      const answers = [new Promise<Outcome>(() => undefined), Promise.resolve(passed())];
      const { grader, told } = grade(async () => answers.shift() ?? passed());
      grader.changed(['containers']);
      await vi.advanceTimersByTimeAsync(2 * CHECK_TIMEOUT_MS);
      expect(told).toEqual([
        ['step', { outcome: 'ungradable', cause: 'timeout' }],
        ['step', { outcome: 'passed' }],
      ]);
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

  it('looks again by itself when it was too early to say, and tells nobody of it', async () => {
    const outcomes = [tooEarly(), tooEarly(), passed()];
    const evaluate = vi.fn(async () => outcomes.shift() ?? passed());
    const { grader, told } = grade(evaluate);
    grader.changed(['containers']);
    await vi.waitFor(() => expect(told).toEqual([['step', { outcome: 'passed' }]]), { timeout: 5_000 });
    expect(evaluate).toHaveBeenCalledTimes(3);
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

  it('looks again at what changes without a word, until it has passed', async () => {
    let outcome = notStarted(text);
    const evaluate = vi.fn(async () => outcome);
    const { grader, told } = grade(evaluate, { watches: ['containers', 'pages'] });
    grader.lookAgain(silentKinds);
    await vi.waitFor(() => expect(told).toHaveLength(1));
    outcome = passed();
    grader.lookAgain(silentKinds);
    await vi.waitFor(() => expect(told.at(-1)).toEqual(['step', { outcome: 'passed' }]));
    grader.lookAgain(silentKinds);
    await aRoundOfAnotherGrader();
    expect(evaluate).toHaveBeenCalledTimes(2);
  });

  it('does not look again at what the engine tells about, nor while the engine is down', async () => {
    const evaluate = vi.fn(async () => passed());
    grade(evaluate, { watches: ['containers'] }).grader.lookAgain(silentKinds);
    grade(evaluate, { watches: ['pages'], up: false }).grader.lookAgain(silentKinds);
    await aRoundOfAnotherGrader();
    expect(evaluate).not.toHaveBeenCalled();
  });

  it('does not look again behind a round that is under way', async () => {
    let release: (() => void) | undefined;
    const evaluate = vi.fn(async () => {
      await new Promise<void>((resolve) => (release = resolve));
      return notStarted(text);
    });
    const { grader, told } = grade(evaluate, { watches: ['pages'] });
    grader.lookAgain(silentKinds);
    await vi.waitFor(() => expect(evaluate).toHaveBeenCalledTimes(1));
    grader.lookAgain(silentKinds);
    release?.();
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(evaluate).toHaveBeenCalledTimes(1);
  });
});

/** Time enough for a round that was due to have begun. */
async function aRoundOfAnotherGrader(): Promise<void> {
  const marker = grade(async () => notStarted(text));
  marker.grader.changed(['containers']);
  await vi.waitFor(() => expect(marker.told).toHaveLength(1));
}
