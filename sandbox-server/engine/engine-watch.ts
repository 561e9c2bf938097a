/**
 * Watches the engine inside one sandbox: its events, the requests it answers, and whether it is there at all. Keeps the
 * recent history of both, so that checks can ask what has happened, and says which kinds of evidence may have changed.
 *
 * Knows nothing about lessons; does not decide anything.
 */
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineEvent, EngineRequest, EvidenceKind } from '#lessons/_schema/evidence.ts';
import type { SandboxProcess } from '../driver/driver.ts';
import { boundedLines } from './bounded-lines.ts';
import { parseRequestLine } from './engine-answers.ts';
import type { SandboxEngine } from './sandbox-engine.ts';

/** Oldest entries beyond this are forgotten. */
const HISTORY = 2_000;

/** Characters of one line of the request log. */
const LONGEST_REQUEST_LINE = 8 * 1024;

/** Milliseconds between two attempts to reach an engine that is down. */
const RETRY_MS = 300;

/** What a watch tells. */
interface EngineWatchEvents {
  /** These kinds of evidence may have changed. */
  changed: [kinds: readonly EvidenceKind[]];
  /** The engine went down or came back. */
  engine: [state: 'up' | 'down'];
}

/** Follows one sandbox's engine from `start` to `close`. */
export class EngineWatch extends EventEmitter<EngineWatchEvents> {
  readonly #engine: SandboxEngine;
  readonly #followRequests: () => Promise<SandboxProcess>;
  readonly #since: number;
  readonly #stop = new AbortController();
  readonly #events: EngineEvent[] = [];
  readonly #requests: EngineRequest[] = [];
  #state: 'unknown' | 'up' | 'down' = 'unknown';

  /**
   * @param followRequests starts a process in the sandbox that prints the request log and goes on as it grows
   * @param since milliseconds since the epoch, by the sandbox's clock; earlier events and requests are of no interest
   */
  constructor(engine: SandboxEngine, followRequests: () => Promise<SandboxProcess>, since: number) {
    super();
    this.#engine = engine;
    this.#followRequests = followRequests;
    this.#since = since;
  }

  /** Begins to watch. Both loops end with `close` and never reject. */
  start(): void {
    void this.#watchEvents();
    void this.#watchRequests();
  }

  /** Oldest first. */
  get events(): readonly EngineEvent[] {
    return this.#events;
  }

  /** Oldest first. */
  get requests(): readonly EngineRequest[] {
    return this.#requests;
  }

  /** Whether the engine answered last. */
  get isUp(): boolean {
    return this.#state === 'up';
  }

  /** Stops watching. */
  close(): void {
    this.#stop.abort();
    this.removeAllListeners();
  }

  async #watchEvents(): Promise<void> {
    let since = this.#since;
    while (!this.#stop.signal.aborted) {
      try {
        await this.#engine.ping();
        this.#become('up');
        this.emit('changed', ['containers', 'images', 'networks', 'volumes', 'events']);
        for await (const event of this.#engine.events(since, this.#stop.signal)) {
          // The engine repeats what lies exactly at `since` when asked again.
          since = event.at + 1;
          if (isMadeByReading(event)) continue;
          remember(this.#events, event);
          this.emit('changed', kindsOf(event));
        }
      } catch {
        // Whatever the reason, the engine does not tell us anything now; that is the state to report.
      }
      if (this.#stop.signal.aborted) return;
      this.#become('down');
      await sleep(RETRY_MS);
    }
  }

  async #watchRequests(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        const process = await this.#followRequests();
        const detach = () => process.detach();
        this.#stop.signal.addEventListener('abort', detach);
        // The log is read again from its beginning, so what was remembered of it is replaced.
        this.#requests.length = 0;
        for await (const line of boundedLines(process.stream, LONGEST_REQUEST_LINE)) {
          const request = parseRequestLine(line);
          if (!request || request.at < this.#since) continue;
          remember(this.#requests, request);
          this.emit('changed', ['requests']);
        }
        this.#stop.signal.removeEventListener('abort', detach);
      } catch {
        // The sandbox is stopping, or the process was ended from inside; the next round finds out.
      }
      if (!this.#stop.signal.aborted) await sleep(RETRY_MS);
    }
  }

  #become(state: 'up' | 'down'): void {
    if (this.#state === state) return;
    this.#state = state;
    this.emit('engine', state);
  }
}

/**
 * What the engine also says when evidence is read: a file that is read out of a container makes the engine mount the
 * container's volumes. Taken for news, it would have the checks that read it evaluated for ever. Nothing is lost: a
 * learner's `docker container cp` is among the requests, and a mount by a start is among the containers.
 */
function isMadeByReading({ type, action }: EngineEvent): boolean {
  return type === 'container' ? action === 'archive-path' : type === 'volume' && /^(?:un)?mount$/.test(action);
}

/** The kinds of evidence that an event may have changed. */
export function kindsOf(event: EngineEvent): readonly EvidenceKind[] {
  switch (event.type) {
    case 'container':
      return ['containers', 'events'];
    case 'image':
      return ['images', 'events'];
    case 'network':
      // Who is attached is told by the containers.
      return event.action === 'connect' || event.action === 'disconnect'
        ? ['containers', 'networks', 'events']
        : ['networks', 'events'];
    case 'volume':
      return ['volumes', 'events'];
    default:
      return ['events'];
  }
}

function remember<T>(history: T[], entry: T): void {
  history.push(entry);
  if (history.length > HISTORY) history.splice(0, history.length - HISTORY);
}
