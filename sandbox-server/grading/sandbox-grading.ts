/**
 * Everything that is watched and judged in one running sandbox: its engine, what happened to it, and the checks of a lesson.
 *
 * Knows nothing about terminals, sessions or sockets.
 */
import type { Checks } from '#lessons/_schema/check.ts';
import { silentKinds, type EvidenceKind } from '#lessons/_schema/evidence.ts';
import type { Verdict } from '#protocol/verdict.ts';
import type { SandboxDriver, SandboxProcess } from '../driver/driver.ts';
import { EngineWatch } from '../engine/engine-watch.ts';
import { SandboxEngine } from '../engine/sandbox-engine.ts';
import { EvidenceSnapshot } from './evidence-snapshot.ts';
import { Grader } from './grader.ts';

/** Milliseconds between two looks at what changes without the engine's saying so. */
const SILENT_LOOK_MS = 2_000;

/** What is graded, and who is told. */
export interface SandboxGradingOptions {
  readonly driver: SandboxDriver;
  readonly sandboxId: string;
  readonly checks: Checks;
  /** What `{{name}}` stands for in the learner's text. */
  readonly variables: Readonly<Record<string, string>>;
  /** Steps that need no grading any more. */
  readonly passed: ReadonlySet<string>;
  /**
   * Milliseconds since the epoch, by the sandbox's clock: events and requests before it are no evidence, because they were
   * not the learner's doing. Without it, everything is that the engine remembers.
   */
  readonly since?: number;
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
  #silentLooks: NodeJS.Timeout | undefined;

  constructor(options: SandboxGradingOptions) {
    const { driver, sandboxId } = options;
    this.engine = new SandboxEngine(async () => driver.dial(sandboxId, { kind: 'engine' }));
    // Without a beginning from the beginning of time: the engine remembers only what happened since it was started.
    const since = options.since ?? 0;
    this.#watch = new EngineWatch(this.engine, async () => followRequestLog(driver, sandboxId), since);
    this.#grader = new Grader({
      checks: options.checks,
      passed: options.passed,
      evidence: () => new EvidenceSnapshot({ ...options, engine: this.engine, watch: this.#watch }),
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
    this.attend(true);
  }

  /**
   * Whether somebody waits for verdicts, which is so from the start. While nobody does, only what the engine tells is judged:
   * looking for silent changes takes processes in the sandbox every two seconds. Who comes back gets a look at once.
   */
  attend(isAttended: boolean): void {
    if (isAttended === (this.#silentLooks !== undefined)) return;
    clearInterval(this.#silentLooks);
    this.#silentLooks = undefined;
    if (!isAttended) return;
    this.#grader.lookAgain(silentKinds);
    this.#silentLooks = setInterval(() => this.#grader.lookAgain(silentKinds), SILENT_LOOK_MS);
  }

  /** The latest verdicts by step id. */
  get verdicts(): ReadonlyMap<string, Verdict> {
    return this.#grader.verdicts;
  }

  /** Whether the engine inside answered last. */
  get engineIsUp(): boolean {
    return this.#watch.isUp;
  }

  /** Grades by these checks from now on. */
  use(checks: Checks): void {
    this.#grader.use(checks);
  }

  /** Looks at everything that has not passed. Resolves when what was found has been told and nothing moves any more. */
  async look(): Promise<void> {
    return this.#grader.look();
  }

  /** Lets go of the sandbox. */
  close(): void {
    this.attend(false);
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
