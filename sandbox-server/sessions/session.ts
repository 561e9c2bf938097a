/**
 * One learner's session of one lesson: its state and its sandbox.
 *
 * Does what lifecycle.ts decides. Knows nothing about sockets, nor about who looks at it.
 */
import type { Variables } from '#lessons/_loader/variables.ts';
import type { Checks } from '#lessons/_schema/check.ts';
import type { RewindRequest } from '#protocol/control.ts';
import { DrydockError, type ErrorCode } from '#protocol/errors.ts';
import { PROTOCOL_VERSION, type ServerMessage, type TerminalInfo } from '#protocol/messages.ts';
import type { PublishedPort } from '#protocol/preview.ts';
import type { SessionState, SessionView, StopReason } from '#protocol/session.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import type { ProgressRecorder } from '../grading/progress-recorder.ts';
import { download } from '../files/download.ts';
import type { CourseImages } from '../images/course-images.ts';
import type { Recordings } from '../terminals/recordings.ts';
import { HomeSaving } from './home-saving.ts';
import { transition, type SessionEvent } from './lifecycle.ts';
import { liveNews } from './live-news.ts';
import { LiveSandbox } from './live-sandbox.ts';
import { typeSolutions } from './replay.ts';
import type { LessonStep } from './rewind.ts';
import type { SandboxAllocator } from './sandbox-allocator.ts';
import type { SavedFiles } from './saved-files.ts';
import { SessionAudience } from './session-audience.ts';
import { SessionClock } from './session-clock.ts';
import { SessionProgress } from './session-progress.ts';
import { gradedChecks, type SessionOwner } from './session-record.ts';
import { SessionRewinds } from './session-rewinds.ts';
import { SessionSandbox, type SessionSandboxOptions } from './session-sandbox.ts';
import type { TimeLimits } from './time-left.ts';
import { isBuilding } from './usage-watch.ts';

/** What a session needs. */
export interface SessionOptions extends Omit<SessionSandboxOptions, 'beforeStop'> {
  readonly driver: SandboxDriver;
  readonly savedFiles: Pick<SavedFiles, 'save'>;
  readonly allocator: SandboxAllocator;
  readonly checks: Checks;
  /** What `{{name}}` stands for in the learner's text. */
  readonly variables: Variables;
  readonly steps: readonly LessonStep[];
  /** Images that the lesson needs, as the learner writes them. */
  readonly neededImages: readonly string[];
  readonly images: CourseImages;
  readonly recorder: ProgressRecorder;
  readonly recordings: Recordings | null;
  readonly timeLimits: TimeLimits;
  /** Milliseconds that only move forward. */
  readonly now: () => number;
}

/** A session. */
export class Session {
  /** Everyone who looks at it. */
  readonly audience: SessionAudience;
  readonly #options: SessionOptions;
  readonly #progress: SessionProgress;
  readonly #sandbox: SessionSandbox;
  readonly #rewinds: SessionRewinds;
  readonly #clock: SessionClock;
  readonly #homeSaving: HomeSaving;
  #state: SessionState = { phase: 'requested' };
  #live: LiveSandbox | undefined;
  /** Counts how often the sandbox was let go of; what was begun before comes too late. */
  #attempt = 0;
  #stopWaiting: () => void = () => undefined;
  /** What the first to look on is to be told; null when somebody has been, or when nothing was lost. */
  #replaced: ServerMessage | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { driver, checks, variables, savedFiles: saved, id, log } = options;
    this.audience = new SessionAudience({
      greeting: () => this.#greeting(),
      newsOf: (live) => this.#newsOf(live),
      onTold: () => (this.#replaced = null),
      isStarting: () => this.#state.phase === 'creating' || this.#state.phase === 'queued',
    });
    const tell = (message: ServerMessage) => this.audience.tell(message);
    this.#clock = new SessionClock({ ...options, tell });
    const pack = async (sandboxId: string) => download(driver, sandboxId, () => undefined);
    this.#homeSaving = new HomeSaving({ id, log, saved, pack });
    const beforeStop = async (sandboxId: string) => this.#homeSaving.finish(sandboxId);
    const sandboxOptions = { ...options, beforeStop };
    this.#sandbox = new SessionSandbox(sandboxOptions, {
      onPlace: (place) => this.#dispatch({ type: 'place-changed', place }),
      onStarting: () => this.#dispatch({ type: 'starting' }),
      onReplaced: (files) => (this.#replaced = { type: 'replaced', files }),
      onReady: () => {
        this.#clock.start();
        this.#dispatch({ type: 'started' });
      },
      onFailed: (error) => this.#dispatch({ type: 'start-failed', code: codeOf(error) }),
    });
    this.#progress = new SessionProgress({
      ...options,
      tell,
      onPassed: (stepId) => this.#rewinds.stepPassed(stepId),
    });
    this.#rewinds = new SessionRewinds({
      ...options,
      sandbox: this.#sandbox,
      typeSolutions: async (sandboxId, solutions) => {
        const since = this.#sandbox.record?.begunAt ?? 0;
        await typeSolutions({ driver, sandboxId, checks, variables, since }, solutions);
      },
      onPoints: (points) => tell({ type: 'rewind-points', points }),
    });
  }

  /** Whose session it is. */
  get owner(): SessionOwner {
    return this.#options.owner;
  }

  /** What may be told about the session. */
  get view(): SessionView {
    return { id: this.#options.id, lessonId: this.#options.owner.lessonId, state: this.#state };
  }

  /** Milliseconds for which nobody has looked and nothing has happened; 0 while somebody looks. */
  get unusedMs(): number {
    return this.audience.isEmpty ? this.#clock.idleMs : 0;
  }

  /** What the terminals showed; null when nothing is recorded. */
  get recordings(): Recordings | null {
    return this.#options.recordings;
  }

  /** The sandbox's id. Throws `sandbox-not-running`. */
  requireSandbox(): string {
    const { record } = this.#sandbox;
    if (this.#state.phase !== 'ready' || !record) throw new DrydockError('sandbox-not-running');
    return record.sandboxId;
  }

  /** Someone opens the lesson: starts the sandbox unless it is there. `passed` is what the database knows. */
  want(passed: readonly string[]): void {
    this.#progress.learn(passed);
    this.#clock.active();
    const { images, neededImages } = this.#options;
    this.#dispatch({ type: 'wanted', awaited: images.awaited(neededImages) });
  }

  /** The sandbox was found running. */
  adopt(): void {
    this.#sandbox.adopt();
    this.#dispatch({ type: 'adopted' });
  }

  /** Throws the sandbox with all it contains away and gets a new one. Recorded progress stays. */
  reset(): void {
    this.#dispatch({ type: 'reset-wanted' });
  }

  /** Goes to the beginning of a step or takes the last rewind back. Throws `sandbox-not-running` or `step-unknown`. */
  rewind(to: RewindRequest['to']): void {
    this.requireSandbox();
    this.#rewinds.require(to);
    this.#dispatch({ type: 'rewind-wanted', stepId: to.kind === 'undo' ? null : to.stepId });
    const attempt = this.#attempt;
    void this.#rewinds
      .go(to)
      .catch((error: unknown) => {
        const { id, log } = this.#options;
        log.error({ error, session: id, to }, 'a rewind failed');
        if (attempt === this.#attempt) this.audience.tell({ type: 'error', code: 'rewind-failed' });
      })
      .then(() => {
        if (attempt === this.#attempt) this.#dispatch({ type: 'rewound' });
        // A disk that is nearly full keeps nothing that could be taken back.
        this.#rewinds.reconcile();
      });
  }

  /** Stops the sandbox; its disk stays. Resolves when that is done. */
  async stop(reason: StopReason): Promise<void> {
    this.#dispatch({ type: 'stop-wanted', reason });
    await this.#sandbox.settled;
  }

  /** Lets go of the sandbox and leaves it running. */
  release(): void {
    this.#attempt += 1;
    this.#homeSaving.pause();
    this.#sandbox.withdraw();
    this.#stopWaiting();
    this.#stopWaiting = () => undefined;
    this.audience.hide();
    this.#live?.close();
    this.#live = undefined;
  }

  /** As time passes: warns, or stops the sandbox when its time has come. */
  async watchTime(): Promise<void> {
    if (this.#state.phase === 'queued' && this.unusedMs > this.#options.timeLimits.idleMs) await this.stop('idle');
    if (this.#state.phase !== 'ready') return;
    const because = this.#clock.over;
    if (because === null) {
      this.#clock.tick();
      return;
    }
    const attempt = this.#attempt;
    const isAtWork = because === 'idle' && (await isBuilding(this.#options.driver, this.requireSandbox()));
    if (attempt !== this.#attempt) return;
    if (isAtWork) this.#clock.active();
    else await this.stop(because);
  }

  /** Ports that containers have published; none while the sandbox is not running. */
  get ports(): readonly PublishedPort[] {
    return this.#live?.watches.ports ?? [];
  }

  /** The lesson's checks were changed where they stand: steps that have not passed are graded anew. */
  checksChanged(): void {
    const { record } = this.#sandbox;
    if (record) this.#live?.grading.use(gradedChecks(record, this.#options.checks));
  }

  /** Somebody works in the sandbox, though not in a terminal. */
  active(): void {
    this.#clock.active();
    this.#homeSaving.changed();
  }

  /** Someone says they are there. */
  extend(): void {
    this.#clock.extend();
  }

  #dispatch(event: SessionEvent): void {
    const { state, effect } = transition(this.#state, event);
    if (state !== this.#state) {
      this.#state = state;
      this.#options.log.info({ session: this.#options.id, event: event.type, state }, 'session changed');
      this.audience.tell({ type: 'session', session: this.view });
    }
    switch (effect) {
      case 'none':
        return;
      case 'wait-for-images':
        this.#waitForImages();
        return;
      case 'ask':
        this.release();
        this.#sandbox.ask();
        return;
      case 'start-over':
        this.release();
        this.#replaced = null;
        void this.#options.recordings?.removeAll();
        this.#sandbox.startOver();
        return;
      case 'connect':
        this.#connect();
        // Whatever was done before nobody has seen.
        if (event.type !== 'started') this.#homeSaving.changed();
        return;
      case 'rewind':
        this.release();
        return;
      case 'disconnect':
        this.release();
        this.#sandbox.ended();
        return;
      case 'stop':
        this.release();
        void this.#sandbox.stop();
    }
  }

  #waitForImages(): void {
    const { images, neededImages } = this.#options;
    this.#stopWaiting = images.follow(neededImages, (awaited) => this.#dispatch({ type: 'images-changed', awaited }));
  }

  #connect(): void {
    const { record } = this.#sandbox;
    if (!record) return;
    const attempt = this.#attempt;
    const { driver, id, images, log, recordings, variables } = this.#options;
    const { sandboxId, terminals } = record;
    const live = new LiveSandbox({
      ...liveNews(
        (message) => this.audience.tell(message),
        (subject, message) => this.audience.tellWatchers(subject, message),
      ),
      driver,
      sandboxId,
      terminals,
      recordings,
      checks: gradedChecks(record, this.#options.checks),
      variables,
      since: record.begunAt,
      passed: this.#progress.passed,
      size: this.audience.size,
      onVerdict: (stepId, verdict) => this.#progress.judge(stepId, verdict),
      onMistake: (stepId, error) => log.error({ error, stepId, session: id }, 'a check failed to run'),
      onTerminals: (list) => this.#rememberTerminals(list),
      onShellFailure: (error) => log.error({ error, session: id }, 'a shell could not be started'),
      courseImages: () => images.all(),
      log,
      onActivity: () => this.active(),
    });
    this.#live = live;
    this.#homeSaving.begin(sandboxId);
    this.audience.show(live);
    // What an earlier process remembered may not be so any more.
    if (record === this.#options.record) this.#rewinds.reconcile();
    void driver.waitForEnd(sandboxId).then(() => {
      if (attempt === this.#attempt) this.#dispatch({ type: 'ended' });
    });
  }

  /** What someone who comes is told. */
  #greeting(): readonly ServerMessage[] {
    const welcome = { type: 'welcome', protocol: PROTOCOL_VERSION, session: this.view } as const;
    return [welcome, this.#terminalsMessage(), ...this.#progress.messages];
  }

  /** What someone who sees the sandbox for the first time is told. */
  #newsOf({ grading, watches, usage }: LiveSandbox): readonly ServerMessage[] {
    const news: ServerMessage[] = [];
    if (!grading.engineIsUp && grading.verdicts.size > 0) news.push({ type: 'engine', state: 'down' });
    for (const [stepId, verdict] of grading.verdicts) {
      if (!this.#progress.passed.has(stepId)) news.push({ type: 'verdict', stepId, verdict, recorded: false });
    }
    if (this.#replaced) news.push(this.#replaced);
    news.push({ type: 'rewind-points', points: this.#rewinds.points }, { type: 'ports', ports: [...watches.ports] });
    if (usage) news.push({ type: 'usage', usage });
    return [...news, this.#clock.message];
  }

  #rememberTerminals(terminals: readonly TerminalInfo[]): void {
    const { id, log } = this.#options;
    this.#sandbox
      .change(async (record) => {
        const next = { ...record, terminals: [...terminals] };
        await this.#sandbox.save(next);
        return next;
      })
      .catch((error: unknown) => log.warn({ error, session: id }, 'the names of terminals could not be kept'));
    this.audience.tell(this.#terminalsMessage());
  }

  #terminalsMessage(): ServerMessage {
    const terminals = this.#live?.terminals.terminals ?? this.#sandbox.record?.terminals ?? [{ number: 1, name: null }];
    return { type: 'terminals', terminals: [...terminals], recorded: this.#options.recordings !== null };
  }
}

function codeOf(error: unknown): ErrorCode {
  return error instanceof DrydockError ? error.code : 'sandbox-start-failed';
}
