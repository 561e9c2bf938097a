import { describe, expect, it } from 'vitest';
import { pictureSectionsSchema } from '#protocol/picture.ts';
import { afterEvent, picturedBuild, withReports } from './build-steps.ts';
import type { BuildEvent, BuildStepReport } from './buildkit-messages.ts';

const running: BuildEvent = { kind: 'started', ref: 'abc', createdAt: 1_000, completedAt: null, hasFailed: false };
const failed: BuildEvent = { ...running, kind: 'complete', completedAt: 9_000, hasFailed: true };

function step(name: string, report: Partial<BuildStepReport> = {}): BuildStepReport {
  return { digest: name, name, isCached: false, startedAt: null, completedAt: null, hasFailed: false, ...report };
}

function pictured(event: BuildEvent, reports: readonly BuildStepReport[]) {
  return picturedBuild({ ...afterEvent(undefined, event, 5_000), steps: withReports(new Map(), reports) });
}

describe('the steps of a build', () => {
  it('are in the order in which they were begun, then in that of the Dockerfile', () => {
    const reports = [
      step('[10/10] RUN c'),
      step('[9/10] RUN b'),
      step('[2/10] COPY . .', { startedAt: 3_000 }),
      step('[1/10] FROM x', { startedAt: 2_000, completedAt: 2_500 }),
    ];
    expect(
      pictured(running, reports).steps.map(({ name, state, milliseconds }) => [name, state, milliseconds]),
    ).toEqual([
      ['[1/10] FROM x', 'done', 500],
      ['[2/10] COPY . .', 'running', null],
      ['[9/10] RUN b', 'waiting', null],
      ['[10/10] RUN c', 'waiting', null],
    ]);
  });

  it('are marked when they came from the cache, and when they failed', () => {
    const times = { startedAt: 1_000, completedAt: 1_000 };
    const reports = [step('a', { ...times, isCached: true }), step('b', { ...times, hasFailed: true })];
    expect(pictured(running, reports).steps.map(({ state }) => state)).toEqual(['cached', 'failed']);
  });

  it('show what was reported last', () => {
    const first = withReports(new Map(), [step('a', { startedAt: 1_000 })]);
    const then = withReports(first, [step('a', { startedAt: 1_000, completedAt: 1_200 })]);
    const { steps } = picturedBuild({ ...afterEvent(undefined, running, 5_000), steps: then });
    expect(steps).toEqual([{ id: 'a', name: 'a', state: 'done', milliseconds: 200 }]);
  });

  it('do not run on in a build that has ended', () => {
    expect(pictured(failed, [step('a', { startedAt: 1_000 })]).steps[0]?.state).toBe('failed');
  });

  it('fit into the picture whatever the engine reports', () => {
    const reports = Array.from({ length: 2_000 }, (_, index) =>
      step(`${String(index)} ${'x'.repeat(5_000)}`, { startedAt: 5_000, completedAt: 1 }),
    );
    const build = pictured({ ...failed, ref: 'r'.repeat(5_000), createdAt: null }, reports);
    expect(build.steps).toHaveLength(300);
    expect(pictureSectionsSchema.safeParse({ builds: [build] }).error).toBeUndefined();
  });
});

describe('a build', () => {
  it('runs until its end is told', () => {
    expect(pictured(running, [])).toMatchObject({ state: 'running', startedAt: 1_000, endedAt: null });
    expect(pictured(failed, [])).toMatchObject({ state: 'failed', endedAt: 9_000 });
    expect(pictured({ ...failed, hasFailed: false }, [])).toMatchObject({ state: 'done' });
  });

  it('keeps its steps when it ends, and ends now when no time is told', () => {
    const known = { ...afterEvent(undefined, running, 5_000), steps: withReports(new Map(), [step('a')]) };
    const ended = afterEvent(known, { ...failed, createdAt: null, completedAt: null }, 7_000);
    expect(picturedBuild(ended)).toMatchObject({ startedAt: 1_000, endedAt: 7_000, steps: [{ id: 'a' }] });
  });
});
