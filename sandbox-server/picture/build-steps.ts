/**
 * From what BuildKit reports of a build to how it is pictured.
 *
 * Pure. Knows nothing about where the reports come from.
 */
import type { PicturedBuild } from '#protocol/picture.ts';
import type { BuildEvent, BuildStepReport } from './buildkit-messages.ts';

const MOST_STEPS = 300;
const LONGEST_NAME = 1_000;
const LONGEST_ID = 300;

/** A build as far as it is known. Times are milliseconds since the epoch. */
export interface KnownBuild {
  /** BuildKit's name for it. */
  readonly ref: string;
  readonly startedAt: number;
  /** null while it runs. */
  readonly endedAt: number | null;
  readonly hasFailed: boolean;
  /** The latest report of each step, by its digest. */
  readonly steps: ReadonlyMap<string, BuildStepReport>;
}

/** The build after an event of it. `now` stands in for times that BuildKit did not tell. */
export function afterEvent(known: KnownBuild | undefined, event: BuildEvent, now: number): KnownBuild {
  return {
    ref: event.ref,
    startedAt: known?.startedAt ?? event.createdAt ?? now,
    endedAt: event.kind === 'complete' ? (event.completedAt ?? now) : null,
    hasFailed: event.hasFailed,
    steps: known?.steps ?? new Map(),
  };
}

/** The steps after a report; steps beyond what is pictured are left out. */
export function withReports(
  steps: ReadonlyMap<string, BuildStepReport>,
  reports: readonly BuildStepReport[],
): ReadonlyMap<string, BuildStepReport> {
  const next = new Map(steps);
  for (const report of reports) {
    if (next.has(report.digest) || next.size < MOST_STEPS) next.set(report.digest, report);
  }
  return next;
}

/** The build as it is pictured. */
export function picturedBuild({ ref, startedAt, endedAt, hasFailed, steps }: KnownBuild): PicturedBuild {
  const outcome = hasFailed ? 'failed' : 'done';
  return {
    id: ref.slice(0, LONGEST_ID),
    state: endedAt === null ? 'running' : outcome,
    startedAt,
    endedAt,
    steps: [...steps.values()].sort(byBeginning).map((step) => {
      const state = stepState(step);
      return {
        id: step.digest.slice(0, LONGEST_ID),
        name: step.name.slice(0, LONGEST_NAME),
        // What was cut off when the build ended is reported no more.
        state: state === 'running' && endedAt !== null ? outcome : state,
        milliseconds:
          step.startedAt === null || step.completedAt === null ? null : Math.max(0, step.completedAt - step.startedAt),
      };
    }),
  };
}

function stepState(step: BuildStepReport): 'waiting' | 'running' | 'cached' | 'done' | 'failed' {
  if (step.hasFailed) return 'failed';
  if (step.isCached) return 'cached';
  if (step.completedAt !== null) return 'done';
  return step.startedAt === null ? 'waiting' : 'running';
}

/** BuildKit reports steps that have not begun in any order; their names carry their place, "[build 2/5] RUN …". */
function byBeginning(one: BuildStepReport, other: BuildStepReport): number {
  const difference = (one.startedAt ?? Number.MAX_SAFE_INTEGER) - (other.startedAt ?? Number.MAX_SAFE_INTEGER);
  return difference === 0 ? placeOf(one) - placeOf(other) : difference;
}

function placeOf(step: BuildStepReport): number {
  const place = /^\[[^\]]{0,100}?(\d{1,4})\/\d{1,4}\]/.exec(step.name)?.[1];
  return place === undefined ? 0 : Number(place);
}
