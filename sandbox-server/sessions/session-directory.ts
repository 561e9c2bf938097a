/**
 * All sessions of this server: opened on request, found by id and owner, adopted after a restart, stopped when their time
 * has come.
 *
 * Knows nothing about sockets or HTTP.
 */
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import type { Variables } from '#lessons/_loader/variables.ts';
import type { Checks } from '#lessons/_schema/check.ts';
import type { OpenSessionRequest } from '#protocol/control.ts';
import { DrydockError } from '#protocol/errors.ts';
import type { FilesPutBack } from '#protocol/messages.ts';
import type { SessionState } from '#protocol/session.ts';
import type { SandboxDriver, SandboxLimits } from '../driver/driver.ts';
import type { ProgressRecorder } from '../grading/progress-recorder.ts';
import { putHomeBack } from '../files/put-home-back.ts';
import type { CourseImages } from '../images/course-images.ts';
import type { Recordings } from '../terminals/recordings.ts';
import { prepareSandbox, wantsPreparation, type LessonStart } from './lesson-start.ts';
import type { PoolSchedule } from './pool-schedule.ts';
import { RecordFolder } from './record-folder.ts';
import type { LessonStep } from './rewind.ts';
import { SandboxAllocator } from './sandbox-allocator.ts';
import { SandboxRemoval } from './sandbox-removal.ts';
import { SavedFiles } from './saved-files.ts';
import { sessionIdOf } from './session-id.ts';
import { newSessionRecord, sessionRecordSchema, type SessionOwner, type SessionRecord } from './session-record.ts';
import type { PreviewSession } from '../preview/preview-door.ts';
import { Session } from './session.ts';
import type { TimeLimits } from './time-left.ts';

/** Milliseconds between two looks at the clock. */
const SWEEP_MS = 2_000;

/** Those who wait beyond this number are refused; nobody would wait so long. */
const LONGEST_QUEUE = 500;

/** Milliseconds without a viewer and without work after which a sandbox may make room for another. */
const REPLACEABLE_AFTER_MS = 10_000;

/** What a session needs to know of its lesson. */
export interface LessonNeeds extends LessonStart {
  readonly checks: Checks;
  /** In the order of the text. */
  readonly steps: readonly LessonStep[];
  /** As the learner writes them. */
  readonly images: readonly string[];
  /** What `{{name}}` stands for in an account's text. */
  readonly variablesOf: (accountId: string) => Variables;
}

const occupying: ReadonlySet<SessionState['phase']> = new Set([
  'waiting-for-images',
  'queued',
  'creating',
  'ready',
  'rewinding',
]);

/** What the directory needs. */
export interface SessionDirectoryOptions {
  readonly driver: SandboxDriver;
  readonly recorder: ProgressRecorder;
  readonly limits: SandboxLimits;
  /** What each lesson needs, by its id; a lesson that is not in it does not exist. */
  readonly lessons: ReadonlyMap<string, LessonNeeds>;
  readonly images: CourseImages;
  /** Sandboxes that may run at once. */
  readonly capacity: number;
  /** Sandboxes that may be started at once. */
  readonly startsAtOnce: number;
  readonly pool: PoolSchedule;
  readonly hasSnapshots: boolean;
  readonly timeLimits: TimeLimits;
  /** Folder for what outlives this process. */
  readonly stateDirectory: string;
  /** Names the installation whose sandboxes these are. */
  readonly instance: string;
  /** Makes session ids that cannot be guessed. */
  readonly secret: string;
  /** The recordings of a session; null when nothing is recorded. */
  readonly recordings: ((sessionId: string) => Recordings) | null;
  readonly log: Logger;
}

/** All sessions. */
export class SessionDirectory {
  readonly #options: SessionDirectoryOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #allocator: SandboxAllocator;
  readonly #records: RecordFolder<typeof sessionRecordSchema>;
  readonly #removal: SandboxRemoval;
  readonly #savedFiles: SavedFiles;
  /** What was known when this process started, until the session is opened. */
  #known: Map<string, SessionRecord> = new Map();
  #disks: ReadonlySet<string> = new Set();
  #sweep: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(options: SessionDirectoryOptions) {
    this.#options = options;
    const folder = path.join(options.stateDirectory, 'sessions', options.instance);
    this.#records = new RecordFolder(path.join(folder, 'records'), sessionRecordSchema);
    this.#savedFiles = new SavedFiles(path.join(folder, 'homes'));
    this.#removal = new SandboxRemoval({
      ...options,
      savedFiles: this.#savedFiles,
      folder: path.join(folder, 'unclaimed'),
      now: () => performance.now(),
    });
    this.#allocator = new SandboxAllocator({
      ...options,
      unclaimed: this.#removal,
      makeRoom: async () => this.#makeRoom(),
    });
  }

  /** Number of sessions whose sandbox runs, is being made, or is waited for. */
  get running(): number {
    return [...this.#sessions.values()].filter(({ view }) => occupying.has(view.state.phase)).length;
  }

  /** Sandboxes that wait for somebody. */
  get pooled(): number {
    return this.#allocator.pooled;
  }

  /** Finds the sandboxes that outlived the last server process. Call once, before anything is opened. */
  async adoptRunning(): Promise<number> {
    const { driver, log } = this.#options;
    const broken = (name: string, error: unknown) => log.error({ name, error }, 'a record cannot be read');
    await this.#savedFiles.prepare();
    this.#known = new Map(await this.#records.readAll(broken));
    const owners = new Map([...this.#known].map(([sessionId, { sandboxId }]) => [sandboxId, sessionId]));
    await this.#removal.discardLeftovers(new Set(owners.keys()), broken);
    this.#disks = new Set(await driver.disks());
    let adopted = 0;
    for (const { id } of await driver.list()) {
      const record = this.#known.get(owners.get(id) ?? '');
      if (!record || !this.#options.lessons.has(record.owner.lessonId)) {
        log.warn({ id }, 'a sandbox that nobody knows is left alone');
        continue;
      }
      this.#allocator.adopt(id);
      this.#session(record.owner).adopt();
      adopted += 1;
    }
    this.#allocator.serve();
    this.#sweep = setInterval(() => this.#watchTime(), SWEEP_MS);
    return adopted;
  }

  /**
   * Opens the session of an account for a lesson and gets it a sandbox unless it has one that runs.
   * Throws `lesson-unknown`, `capacity-reached` or `server-stopping`.
   */
  open({ accountId, lessonId, passedSteps }: OpenSessionRequest): Session {
    if (this.#stopping) throw new DrydockError('server-stopping');
    if (!this.#options.lessons.has(lessonId)) throw new DrydockError('lesson-unknown', lessonId);
    const session = this.#session({ accountId, lessonId });
    if (this.#allocator.waiting >= LONGEST_QUEUE && !occupying.has(session.view.state.phase)) {
      throw new DrydockError('capacity-reached');
    }
    session.want(passedSteps);
    return session;
  }

  /** The session with this id, if it is this account's. Throws `session-unknown` for any other. */
  find(id: string, accountId: string): Session {
    const session = this.#sessions.get(id);
    if (session?.owner.accountId !== accountId) throw new DrydockError('session-unknown', id);
    return session;
  }

  /** What the lessons need was changed where it stands: running sandboxes are graded by it from now on. */
  lessonsChanged(): void {
    for (const session of this.#sessions.values()) session.checksChanged();
  }

  /** The session whose pages are shown, whoever asks; null when there is none or its sandbox is not running. */
  previewed(id: string): PreviewSession | null {
    const session = this.#sessions.get(id);
    if (session?.view.state.phase !== 'ready') return null;
    return { sandboxId: session.requireSandbox(), ports: session.ports, onActivity: () => session.active() };
  }

  /** Stops every sandbox; their disks stay. */
  async stopAll(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#sweep);
    const stopSessions = async () =>
      Promise.all([...this.#sessions.values()].map(async (session) => session.stop('server-stopped')));
    await stopSessions();
    await this.#allocator.close();
    // What was being started has been handed over meanwhile, and is stopped as well.
    await stopSessions();
  }

  /** Whether and how much of what was saved of a lost sandbox is in a new one. Throws `saved-files-not-back`. */
  async #putFilesBack(lostSandboxId: string, sandboxId: string): Promise<FilesPutBack> {
    const { driver, log } = this.#options;
    try {
      const archive = await this.#savedFiles.read(lostSandboxId);
      const putBack = archive && (await putHomeBack(driver, sandboxId, archive));
      await this.#savedFiles.inherit(lostSandboxId, sandboxId);
      log.warn({ lostSandboxId, sandboxId, putBack }, 'a sandbox whose disk is gone was replaced');
      return putBack?.files ?? 'none';
    } catch (error) {
      throw new DrydockError('saved-files-not-back', lostSandboxId, { cause: error });
    }
  }

  /** Stops the sandbox that nobody has looked at or worked in for the longest time. */
  async #makeRoom(): Promise<void> {
    const unused = [...this.#sessions.values()]
      .filter(({ view, unusedMs }) => view.state.phase === 'ready' && unusedMs > REPLACEABLE_AFTER_MS)
      .sort((one, other) => other.unusedMs - one.unusedMs)[0];
    await unused?.stop('replaced');
  }

  #watchTime(): void {
    for (const session of this.#sessions.values()) {
      session.watchTime().catch((error: unknown) => {
        this.#options.log.error({ error, session: session.view.id }, 'the time of a session could not be watched');
      });
    }
    this.#removal.retry();
    this.#allocator.serve();
  }

  #session(owner: SessionOwner): Session {
    const id = sessionIdOf(owner, this.#options.secret);
    const existing = this.#sessions.get(id);
    if (existing) return existing;
    const { driver, lessons, recordings } = this.#options;
    const lesson = lessons.get(owner.lessonId);
    const { checks = {}, steps = [], images: neededImages = [] } = lesson ?? {};
    const variables = lesson?.variablesOf(owner.accountId) ?? {};
    const prepare =
      lesson && wantsPreparation(lesson)
        ? async (sandboxId: string) => prepareSandbox(driver, sandboxId, { ...lesson, variables })
        : null;
    const session = new Session({
      ...this.#options,
      id,
      owner,
      // Before sessions had records their sandboxes had their ids.
      record:
        this.#known.get(id) ??
        (this.#disks.has(id) ? newSessionRecord(owner, { sandboxId: id, isPristineKept: false, begunAt: 0 }) : null),
      records: {
        save: async (sessionId, record) => this.#records.write(sessionId, record),
        forget: async (sessionId) => this.#records.remove(sessionId),
      },
      checks,
      variables,
      steps,
      neededImages,
      prepare,
      allocator: this.#allocator,
      discard: async (sandboxId) => this.#removal.discard(sandboxId),
      discardAfterCrash: async (sandboxId) => this.#removal.add(sandboxId),
      putFilesBack: async (lostSandboxId, sandboxId) => this.#putFilesBack(lostSandboxId, sandboxId),
      savedFiles: this.#savedFiles,
      recordings: recordings?.(id) ?? null,
      now: () => performance.now(),
    });
    this.#sessions.set(id, session);
    return session;
  }
}
