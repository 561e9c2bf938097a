/**
 * One session: the sandbox of one account for one lesson, and everyone who looks at it.
 *
 * Does what lifecycle.ts decides. Work begun for an earlier sandbox cannot reach a later one: each start has a number,
 * and what comes back with an old number is dropped. Knows nothing about sockets or HTTP.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Checks } from '#lessons/_schema/check.ts';
import { MOST_INPUT_BYTES } from '#protocol/frames.ts';
import type { ServerMessage } from '#protocol/messages.ts';
import { PROTOCOL_VERSION } from '#protocol/messages.ts';
import { DrydockError, type ErrorCode } from '#protocol/errors.ts';
import type { SessionState, SessionView, StopReason } from '#protocol/session.ts';
import type { Verdict } from '#protocol/verdict.ts';
import type { SandboxDriver, SandboxLimits, SandboxOwner } from '../driver/driver.ts';
import type { ProgressRecorder } from '../grading/progress-recorder.ts';
import type { CourseImages } from '../images/course-images.ts';
import type { ResumePoint, TerminalSize, TerminalViewer } from '../terminals/terminal.ts';
import { transition, type SessionEvent } from './lifecycle.ts';
import { LiveSandbox } from './live-sandbox.ts';

const DEFAULT_SIZE: TerminalSize = { columns: 80, rows: 24 };

/** Someone connected to a session. The methods must not throw. */
export interface SessionViewer {
  readonly terminal: TerminalViewer;
  send(message: ServerMessage): void;
}

/** How a viewer came. */
interface Visit {
  readonly size: TerminalSize;
  resume: ResumePoint | undefined;
}

/** What a session needs. */
export interface SessionOptions {
  readonly id: string;
  readonly owner: SandboxOwner;
  readonly checks: Checks;
  /** Images that the lesson needs, as the learner writes them. */
  readonly neededImages: readonly string[];
  readonly images: CourseImages;
  readonly limits: SandboxLimits;
  readonly driver: SandboxDriver;
  readonly recorder: ProgressRecorder;
  readonly log: Logger;
  /** Milliseconds that only move forward. */
  readonly now: () => number;
}

/** A session. */
export class Session {
  readonly #options: SessionOptions;
  readonly #viewers = new Map<SessionViewer, Visit>();
  readonly #passed = new Set<string>();
  readonly #recorded = new Set<string>();
  #state: SessionState = { phase: 'requested' };
  #live: LiveSandbox | undefined;
  #start = 0;
  #stopWaiting: () => void = () => undefined;
  /** Keys typed while the sandbox is being made. */
  #earlyInput: Uint8Array[] = [];
  #lastActivity: number;
  #settled: Promise<void> = Promise.resolve();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#lastActivity = options.now();
  }

  /** Whose session it is. */
  get owner(): SandboxOwner {
    return this.#options.owner;
  }

  /** What may be told about the session. */
  get view(): SessionView {
    return { id: this.#options.id, lessonId: this.#options.owner.lessonId, state: this.#state };
  }

  /** Milliseconds without a viewer, input, output or work of the engine. */
  get idleFor(): number {
    return this.#viewers.size > 0 ? 0 : this.#options.now() - this.#lastActivity;
  }

  /** Someone opens the lesson: starts the sandbox unless it is there. `passed` is what the database knows. */
  want(passed: readonly string[]): void {
    for (const stepId of passed) {
      this.#passed.add(stepId);
      this.#recorded.add(stepId);
    }
    this.#lastActivity = this.#options.now();
    const { images, neededImages } = this.#options;
    this.#dispatch({ type: 'wanted', awaited: images.awaited(neededImages) });
  }

  /** The sandbox was found running. */
  adopt(): void {
    this.#dispatch({ type: 'adopted' });
  }

  /** Throws the sandbox with all it contains away and makes a new one. Recorded progress stays. */
  reset(): void {
    this.#dispatch({ type: 'reset-wanted' });
  }

  /** Stops the sandbox; its disk stays. Resolves when that is done. */
  async stop(reason: StopReason): Promise<void> {
    this.#dispatch({ type: 'stop-wanted', reason });
    await this.#settled;
  }

  /** Lets go of the sandbox and leaves it running. */
  release(): void {
    this.#start += 1;
    this.#stopWaiting();
    this.#live?.close();
    this.#live = undefined;
  }

  /** Shows the session to a viewer. */
  attach(viewer: SessionViewer, size: TerminalSize, resume: ResumePoint | undefined): void {
    this.#viewers.set(viewer, { size, resume });
    viewer.send({ type: 'welcome', protocol: PROTOCOL_VERSION, session: this.view });
    for (const stepId of this.#passed) {
      viewer.send({ type: 'verdict', stepId, verdict: { outcome: 'passed' }, recorded: this.#recorded.has(stepId) });
    }
    if (this.#live) this.#show(this.#live, viewer);
  }

  /** Forgets a viewer. */
  detach(viewer: SessionViewer): void {
    this.#viewers.delete(viewer);
    this.#live?.terminal.detach(viewer.terminal);
    this.#lastActivity = this.#options.now();
  }

  /** Keys from a viewer. Resolves when there is room for more. */
  async type(bytes: Uint8Array): Promise<void> {
    if (this.#live) await this.#live.terminal.write(bytes);
    else if (this.#state.phase === 'creating') this.#keepEarlyInput(bytes);
  }

  #keepEarlyInput(bytes: Uint8Array): void {
    const kept = this.#earlyInput.reduce((sum, piece) => sum + piece.length, 0);
    if (kept + bytes.length <= MOST_INPUT_BYTES) this.#earlyInput.push(bytes);
  }

  /** A viewer's terminal changed its size; the last change counts. */
  async resize(size: TerminalSize): Promise<void> {
    await this.#live?.terminal.resize(size);
  }

  /** A viewer has shown the output up to `offset`. */
  acknowledge(viewer: SessionViewer, offset: number): void {
    this.#live?.terminal.acknowledge(viewer.terminal, offset);
  }

  /** Starts a shell again that has ended. */
  startTerminal(): void {
    if (this.#live) this.#startShell(this.#live);
  }

  #dispatch(event: SessionEvent): void {
    const { state, effect } = transition(this.#state, event);
    if (state !== this.#state) {
      this.#state = state;
      this.#options.log.info({ session: this.#options.id, event: event.type, state }, 'session changed');
      this.#tell({ type: 'session', session: this.view });
    }
    switch (effect) {
      case 'none':
        return;
      case 'wait-for-images':
        this.#waitForImages();
        return;
      case 'start':
        this.#startSandbox(false);
        return;
      case 'start-from-nothing':
        this.#startSandbox(true);
        return;
      case 'connect':
        this.#connect();
        return;
      case 'disconnect':
        this.release();
        return;
      case 'stop':
        this.release();
        this.#settled = this.#options.driver.stop(this.#options.id).catch((error: unknown) => {
          this.#options.log.error({ error, session: this.#options.id }, 'the sandbox could not be stopped');
        });
    }
  }

  #waitForImages(): void {
    const { images, neededImages } = this.#options;
    this.#stopWaiting = images.follow(neededImages, (awaited) => this.#dispatch({ type: 'images-changed', awaited }));
  }

  #startSandbox(fromNothing: boolean): void {
    this.release();
    const start = this.#start;
    const { driver, id, owner, limits, log } = this.#options;
    const work = async () => {
      if (fromNothing) await driver.destroy(id);
      if (start === this.#start) await driver.create({ id, owner, limits });
    };
    this.#settled = work().then(
      () => {
        if (start === this.#start) this.#dispatch({ type: 'started' });
      },
      (error: unknown) => {
        const code: ErrorCode = error instanceof DrydockError ? error.code : 'sandbox-start-failed';
        log.error({ error, session: id, code }, 'the sandbox could not be started');
        if (start === this.#start) this.#dispatch({ type: 'start-failed', code });
      },
    );
  }

  #connect(): void {
    const start = this.#start;
    const { driver, id, checks, log } = this.#options;
    const size = [...this.#viewers.values()].at(-1)?.size ?? DEFAULT_SIZE;
    const live = new LiveSandbox({
      driver,
      id,
      checks,
      size,
      passed: this.#passed,
      onVerdict: (stepId, verdict) => this.#judge(stepId, verdict),
      onEngine: (state) => this.#tell({ type: 'engine', state }),
      onMistake: (stepId, error) => log.error({ error, stepId, session: id }, 'a check failed to run'),
      onActivity: () => (this.#lastActivity = this.#options.now()),
    });
    this.#live = live;
    this.#startShell(live);
    for (const bytes of this.#earlyInput.splice(0)) void live.terminal.write(bytes);
    for (const viewer of this.#viewers.keys()) this.#show(live, viewer);
    void driver.waitForEnd(id).then(() => {
      if (start === this.#start) this.#dispatch({ type: 'ended' });
    });
  }

  #startShell(live: LiveSandbox): void {
    live.terminal.start().catch(async (error: unknown) => {
      this.#options.log.error({ error, session: this.#options.id }, 'the shell could not be started');
      // A sandbox that is ending refuses too; if it is not, the shell is worth another try.
      await sleep(1_000);
      if (this.#live === live) this.#startShell(live);
    });
  }

  #show(live: LiveSandbox, viewer: SessionViewer): void {
    const visit = this.#viewers.get(viewer);
    if (!visit) return;
    if (!live.engineIsUp && live.verdicts.size > 0) viewer.send({ type: 'engine', state: 'down' });
    for (const [stepId, verdict] of live.verdicts) {
      if (!this.#passed.has(stepId)) viewer.send({ type: 'verdict', stepId, verdict, recorded: false });
    }
    void live.terminal.resize(visit.size);
    live.terminal.attach(viewer.terminal, visit.resume);
    // Offsets of this visit are of no use for the next sandbox.
    visit.resume = undefined;
  }

  #judge(stepId: string, verdict: Verdict): void {
    // The database may know more than this sandbox can still prove, for example after it was made anew.
    if (this.#passed.has(stepId)) return;
    this.#tell({ type: 'verdict', stepId, verdict, recorded: false });
    if (verdict.outcome !== 'passed') return;
    this.#passed.add(stepId);
    const { id, owner, recorder } = this.#options;
    void recorder.record({ ...owner, stepId, sessionId: id, passedAt: new Date().toISOString() }).then((recorded) => {
      if (!recorded) return;
      this.#recorded.add(stepId);
      this.#tell({ type: 'verdict', stepId, verdict, recorded: true });
    });
  }

  #tell(message: ServerMessage): void {
    for (const viewer of this.#viewers.keys()) viewer.send(message);
  }
}
