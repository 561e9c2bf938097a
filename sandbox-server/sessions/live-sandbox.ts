/**
 * Everything that is connected to a running sandbox: its terminal, the watch over its engine, and the grading of its
 * lesson. Made when a sandbox becomes ready, closed when it stops; closing leaves the sandbox itself alone.
 *
 * Knows nothing about the lifecycle of sessions or about sockets.
 */
import type { Checks } from '#lessons/_schema/check.ts';
import type { Verdict } from '#protocol/verdict.ts';
import type { SandboxDriver, SandboxProcess } from '../driver/driver.ts';
import { EngineWatch } from '../engine/engine-watch.ts';
import { SandboxEngine } from '../engine/sandbox-engine.ts';
import { EvidenceSnapshot } from '../grading/evidence-snapshot.ts';
import { Grader } from '../grading/grader.ts';
import { Terminal, type TerminalSize } from '../terminals/terminal.ts';

/** The number of the one terminal that every session has. */
export const FIRST_TERMINAL = 1;

/** Whom a live sandbox tells what. */
export interface LiveSandboxOptions {
  readonly driver: SandboxDriver;
  readonly id: string;
  readonly checks: Checks;
  readonly passed: ReadonlySet<string>;
  readonly size: TerminalSize;
  readonly onVerdict: (stepId: string, verdict: Verdict) => void;
  readonly onEngine: (state: 'up' | 'down') => void;
  readonly onMistake: (stepId: string, error: unknown) => void;
  /** Something happened that shows the sandbox is in use. */
  readonly onActivity: () => void;
}

/** The connections to one running sandbox. */
export class LiveSandbox {
  readonly terminal: Terminal;
  readonly #engine: SandboxEngine;
  readonly #watch: EngineWatch;
  readonly #grader: Grader;

  constructor(options: LiveSandboxOptions) {
    const { driver, id } = options;
    this.#engine = new SandboxEngine(async () => driver.dial(id, { kind: 'engine' }));
    // From the beginning of time: the engine remembers only what happened since it was started.
    this.#watch = new EngineWatch(this.#engine, async () => followRequestLog(driver, id), 0);
    this.#grader = new Grader({
      checks: options.checks,
      passed: options.passed,
      evidence: () => new EvidenceSnapshot(this.#engine, this.#watch),
      engine: this.#watch,
      onVerdict: options.onVerdict,
      onMistake: options.onMistake,
    });
    this.terminal = new Terminal(
      async (size) => openShell(driver, id, FIRST_TERMINAL, size),
      options.size,
      options.onActivity,
    );
    this.#watch.on('changed', (kinds) => {
      options.onActivity();
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
    this.terminal.close();
    this.#engine.close();
  }
}

/** The shell belongs to dtach inside the sandbox: it goes on when this process ends, and is found again by its number. */
export async function openShell(
  driver: SandboxDriver,
  id: string,
  terminal: number,
  size: TerminalSize,
): Promise<SandboxProcess> {
  return driver.exec(id, {
    command: [
      '/usr/bin/dtach',
      '-A',
      `/run/drydock/terminals/${String(terminal)}`,
      '-r',
      'winch',
      '-E',
      '-z',
      '/bin/bash',
      '-l',
    ],
    user: 'learner',
    environment: { TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8', HOME: '/home/learner' },
    workingDirectory: '/home/learner',
    terminal: size,
  });
}

async function followRequestLog(driver: SandboxDriver, id: string): Promise<SandboxProcess> {
  const command = [
    '/usr/bin/tail',
    '--lines=+1',
    '--follow=name',
    '--retry',
    '/run/drydock/engine-requests.log',
  ] as const;
  return driver.exec(id, { command, user: 'root' });
}
