/**
 * Everything that is watched and judged in one running sandbox: its engine, what happened to it, and the checks of a lesson.
 *
 * Knows nothing about terminals, sessions or sockets.
 */
import type { Checks } from '#lessons/_schema/check.ts';
import type { EvidenceKind } from '#lessons/_schema/evidence.ts';
import type { Verdict } from '#protocol/verdict.ts';
import type { SandboxDriver, SandboxProcess } from '../driver/driver.ts';
import { EngineWatch } from '../engine/engine-watch.ts';
import { SandboxEngine } from '../engine/sandbox-engine.ts';
import { EvidenceSnapshot } from './evidence-snapshot.ts';
import { Grader } from './grader.ts';

/** What is graded, and who is told. */
export interface SandboxGradingOptions {
  readonly driver: SandboxDriver;
  readonly sandboxId: string;
  readonly checks: Checks;
  /** What `{{name}}` stands for in the learner's text. */
  readonly variables: Readonly<Record<string, string>>;
  /** Steps that need no grading any more. */
  readonly passed: ReadonlySet<string>;
  readonly onVerdict: (stepId: string, verdict: Verdict) => void;
  readonly onEngine: (state: 'up' | 'down') => void;
  readonly onMistake: (stepId: string, error: unknown) => void;
  /** The engine did something that may have changed this. */
  readonly onActivity: (kinds: readonly EvidenceKind[]) => void;
}

/** Watches and judges from its making until `close`. */
export class SandboxGrading {
  /** The engine that is watched; others may read it, too. */
  readonly engine: SandboxEngine;
  readonly #watch: EngineWatch;
  readonly #grader: Grader;

  constructor(options: SandboxGradingOptions) {
    const { driver, sandboxId } = options;
    this.engine = new SandboxEngine(async () => driver.dial(sandboxId, { kind: 'engine' }));
    // From the beginning of time: the engine remembers only what happened since it was started.
    this.#watch = new EngineWatch(this.engine, async () => followRequestLog(driver, sandboxId), 0);
    this.#grader = new Grader({
      checks: options.checks,
      passed: options.passed,
      evidence: () => new EvidenceSnapshot(this.engine, this.#watch, options.variables),
      engine: this.#watch,
      onVerdict: options.onVerdict,
      onMistake: options.onMistake,
    });
    this.#watch.on('changed', (kinds) => {
      options.onActivity(kinds);
      this.#grader.changed(kinds);
    });
    this.#watch.on('engine', (state) => {
      options.onEngine(state);
      this.#grader.engineChanged();
    });
    this.#watch.start();
  }

  /** The latest verdicts by step id. */
  get verdicts(): ReadonlyMap<string, Verdict> {
    return this.#grader.verdicts;
  }

  /** Whether the engine inside answered last. */
  get engineIsUp(): boolean {
    return this.#watch.isUp;
  }

  /** Lets go of the sandbox. */
  close(): void {
    this.#grader.close();
    this.#watch.close();
    this.engine.close();
  }
}

/**
 * Prints the log and goes on as it grows, as long as somebody listens: the host's engine does not end a process whose
 * listener has gone, but closes its standard input.
 */
const FOLLOW_SCRIPT =
  '/usr/bin/tail --lines=+1 --follow=name --retry --pid=$$ /run/drydock/engine-requests.log & exec /bin/cat > /dev/null';

async function followRequestLog(driver: SandboxDriver, id: string): Promise<SandboxProcess> {
  return driver.exec(id, { command: ['/bin/sh', '-c', FOLLOW_SCRIPT], user: 'root' });
}
