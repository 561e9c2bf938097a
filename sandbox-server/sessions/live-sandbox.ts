/**
 * Everything that is connected to a running sandbox: its terminals, the grading of its lesson, and what it says it uses. Made
 * when a sandbox becomes ready, closed when it stops; closing leaves the sandbox itself alone.
 *
 * Knows nothing about the lifecycle of sessions or about sockets.
 */
import type { Logger } from 'pino';
import type { Variables } from '#lessons/_loader/variables.ts';
import type { Checks } from '#lessons/_schema/check.ts';
import type { SandboxUsageView, TerminalInfo } from '#protocol/messages.ts';
import type { Verdict } from '#protocol/verdict.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { SandboxGrading } from '../grading/sandbox-grading.ts';
import type { Recordings } from '../terminals/recordings.ts';
import { sandboxShells } from '../terminals/shell.ts';
import { TerminalSet, type TerminalSetViewer } from '../terminals/terminal-set.ts';
import type { TerminalSize } from '../terminals/terminal-size.ts';
import { SandboxWatches, type SandboxNews } from './sandbox-watches.ts';
import { watchUsage } from './usage-watch.ts';

/** Milliseconds until the first report of what a sandbox uses: the shell and the learner's first command come first. */
const REPORT_AFTER_MS = 1_000;

/** Whom a live sandbox tells what. */
export interface LiveSandboxOptions extends SandboxNews {
  readonly driver: SandboxDriver;
  readonly sandboxId: string;
  readonly checks: Checks;
  /** What `{{name}}` stands for in the learner's text. */
  readonly variables: Variables;
  /** Milliseconds since the epoch by the sandbox's clock; what happened before was not the learner's doing. */
  readonly since: number;
  readonly passed: ReadonlySet<string>;
  readonly terminals: readonly TerminalInfo[];
  readonly size: TerminalSize;
  readonly recordings: Recordings | null;
  readonly onVerdict: (stepId: string, verdict: Verdict) => void;
  readonly onEngine: (state: 'up' | 'down') => void;
  readonly onMistake: (stepId: string, error: unknown) => void;
  readonly onTerminals: (terminals: readonly TerminalInfo[]) => void;
  readonly onShellFailure: (error: unknown) => void;
  readonly onUsage: (usage: SandboxUsageView) => void;
  /** Every image there is to pull, as "name:tag". */
  readonly courseImages: () => readonly string[];
  readonly log: Logger;
  /** Something happened that shows the sandbox is in use. */
  readonly onActivity: () => void;
}

/** The connections to one running sandbox. */
export class LiveSandbox {
  readonly terminals: TerminalSet;
  readonly grading: SandboxGrading;
  readonly watches: SandboxWatches;
  readonly #options: LiveSandboxOptions;
  #usageWatch: { stop(): void } | undefined;
  #usage: SandboxUsageView | undefined;

  constructor(options: LiveSandboxOptions) {
    this.#options = options;
    const { driver, sandboxId, onActivity } = options;
    this.grading = new SandboxGrading({
      ...options,
      onActivity: (kinds) => {
        onActivity();
        this.watches.changed(kinds);
      },
    });
    this.grading.attend(false);
    this.watches = new SandboxWatches({ ...options, engine: this.grading.engine });
    this.terminals = new TerminalSet({
      ...options,
      shells: sandboxShells(driver, sandboxId),
      onFailure: options.onShellFailure,
      onOutput: (terminal, bytes) => this.watches.output(terminal, bytes),
    });
    this.terminals.startAll();
  }

  /** What the sandbox said last about what it uses; undefined before it has. */
  get usage(): SandboxUsageView | undefined {
    return this.#usage;
  }

  /**
   * Whether somebody is there, which nobody is from the start: only then does the sandbox report what it uses, and is what
   * changes in it without a word graded.
   */
  attend(isAttended: boolean): void {
    if (isAttended === (this.#usageWatch !== undefined)) return;
    this.grading.attend(isAttended);
    this.#usageWatch?.stop();
    this.#usageWatch = undefined;
    if (!isAttended) return;
    const { driver, sandboxId, onUsage, onActivity } = this.#options;
    const timer = setTimeout(() => {
      this.#usageWatch = watchUsage(driver, sandboxId, (usage, isBuilding) => {
        this.#usage = usage;
        onUsage(usage);
        // A build may say nothing for a long time; it is work all the same.
        if (isBuilding) onActivity();
      });
    }, REPORT_AFTER_MS);
    this.#usageWatch = { stop: () => clearTimeout(timer) };
  }

  /** Keys from a viewer. Resolves when there is room for more. */
  async type(viewer: TerminalSetViewer, terminal: number, bytes: Uint8Array): Promise<void> {
    this.watches.input(terminal, bytes);
    await this.terminals.write(viewer, terminal, bytes);
  }

  /** Lets go of the sandbox. */
  close(): void {
    this.#usageWatch?.stop();
    this.watches.close();
    this.grading.close();
    this.terminals.close();
  }
}
