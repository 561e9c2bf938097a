/**
 * All sessions of this server: opened on request, found by id and owner, adopted after a restart, stopped when idle.
 *
 * Knows nothing about sockets or HTTP.
 */
import { createHmac } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import type { Checks } from '#lessons/_schema/check.ts';
import type { OpenSessionRequest } from '#protocol/control.ts';
import { DrydockError } from '#protocol/errors.ts';
import type { SessionState } from '#protocol/session.ts';
import type { SandboxDriver, SandboxLimits, SandboxOwner } from '../driver/driver.ts';
import type { ProgressRecorder } from '../grading/progress-recorder.ts';
import type { CourseImages } from '../images/course-images.ts';
import { Session } from './session.ts';

const SWEEP_MS = 30_000;

/** What a session needs to know of its lesson. */
export interface LessonNeeds {
  readonly checks: Checks;
  /** As the learner writes them. */
  readonly images: readonly string[];
}

const occupying: ReadonlySet<SessionState['phase']> = new Set(['waiting-for-images', 'creating', 'ready']);

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
  /** Milliseconds without any use after which a sandbox is stopped. */
  readonly idleLimitMs: number;
  /** Makes session ids that cannot be guessed. */
  readonly secret: string;
  readonly log: Logger;
}

/** All sessions. */
export class SessionDirectory {
  readonly #options: SessionDirectoryOptions;
  readonly #sessions = new Map<string, Session>();
  #sweep: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(options: SessionDirectoryOptions) {
    this.#options = options;
  }

  /** Number of sessions whose sandbox runs, is being made, or will be as soon as its images are there. */
  get running(): number {
    return [...this.#sessions.values()].filter(({ view }) => occupying.has(view.state.phase)).length;
  }

  /** Finds the sandboxes that outlived the last server process. Call once, before anything is opened. */
  async adoptRunning(): Promise<number> {
    const found = await this.#options.driver.list();
    for (const { id, owner } of found) {
      if (!this.#options.lessons.has(owner.lessonId) || id !== this.#idFor(owner)) {
        this.#options.log.warn({ id, owner }, 'a sandbox of an unknown lesson is left alone');
        continue;
      }
      this.#session(owner).adopt();
    }
    this.#sweep = setInterval(() => this.#stopIdle(), SWEEP_MS);
    return found.length;
  }

  /**
   * Opens the session of an account for a lesson and starts its sandbox unless it runs.
   * Throws `lesson-unknown`, `capacity-reached` or `server-stopping`.
   */
  open({ accountId, lessonId, passedSteps }: OpenSessionRequest): Session {
    if (this.#stopping) throw new DrydockError('server-stopping');
    if (!this.#options.lessons.has(lessonId)) throw new DrydockError('lesson-unknown', lessonId);
    const owner = { accountId, lessonId };
    const existing = this.#sessions.get(this.#idFor(owner));
    const runs = existing !== undefined && occupying.has(existing.view.state.phase);
    if (!runs && this.running >= this.#options.capacity) this.#makeRoom();
    const session = this.#session(owner);
    session.want(passedSteps);
    return session;
  }

  /** The session with this id, if it is this account's. Throws `session-unknown` for any other. */
  find(id: string, accountId: string): Session {
    const session = this.#sessions.get(id);
    if (session?.owner.accountId !== accountId) throw new DrydockError('session-unknown', id);
    return session;
  }

  /** Stops every sandbox; their disks stay. */
  async stopAll(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#sweep);
    await Promise.all([...this.#sessions.values()].map(async (session) => session.stop('server-stopped')));
  }

  /** Stops the sandbox that nobody has looked at for the longest time. Throws `capacity-reached` when all are in use. */
  #makeRoom(): void {
    const unused = [...this.#sessions.values()]
      .filter(({ view, idleFor }) => view.state.phase === 'ready' && idleFor > 0)
      .sort((one, other) => other.idleFor - one.idleFor)[0];
    if (!unused) throw new DrydockError('capacity-reached');
    void unused.stop('replaced');
  }

  #stopIdle(): void {
    for (const session of this.#sessions.values()) {
      if (session.view.state.phase === 'ready' && session.idleFor > this.#options.idleLimitMs) {
        void session.stop('idle');
      }
    }
  }

  #session(owner: SandboxOwner): Session {
    const id = this.#idFor(owner);
    const existing = this.#sessions.get(id);
    if (existing) return existing;
    const { driver, recorder, limits, images, log } = this.#options;
    const { checks = {}, images: neededImages = [] } = this.#options.lessons.get(owner.lessonId) ?? {};
    const now = () => performance.now();
    const session = new Session({ id, owner, checks, neededImages, images, limits, driver, recorder, log, now });
    this.#sessions.set(id, session);
    return session;
  }

  /** The same for the same account and lesson, so that a sandbox's disk is found again after any restart. */
  #idFor({ accountId, lessonId }: SandboxOwner): string {
    return createHmac('sha256', this.#options.secret)
      .update(`session\0${accountId}\0${lessonId}`)
      .digest('hex')
      .slice(0, 32);
  }
}
