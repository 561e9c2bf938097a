/**
 * Brings passed steps to the web app, which owns the database, and does not give up until they are there.
 *
 * What is lost when this process dies before is found again: after a restart every step that is not recorded is graded
 * anew from the engine's state. Knows nothing about sessions or sockets.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordProgressRequest } from '#protocol/control.ts';

const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 10_000;
const REQUEST_TIMEOUT_MS = 10_000;

/** Where progress goes. */
export interface ProgressRecorderOptions {
  /** The web app's address, e.g. "http://127.0.0.1:3000". */
  readonly appUrl: string;
  /** Shared by app and sandbox server; never shown to a browser. */
  readonly secret: string;
  /** Called for each failed attempt. */
  readonly onFailure: (request: RecordProgressRequest, reason: string) => void;
}

/** Records progress. */
export class ProgressRecorder {
  readonly #options: ProgressRecorderOptions;
  readonly #stop = new AbortController();

  constructor(options: ProgressRecorderOptions) {
    this.#options = options;
  }

  /** Resolves with true when the database has it, with false when the recorder was closed or the app refused it for good. */
  async record(request: RecordProgressRequest): Promise<boolean> {
    for (let wait = FIRST_RETRY_MS; !this.#stop.signal.aborted; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
      const attempt = await this.#attempt(request);
      if (attempt === 'recorded') return true;
      if (attempt === 'refused') return false;
      await sleep(wait, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
    return false;
  }

  /** Stops trying. */
  close(): void {
    this.#stop.abort();
  }

  async #attempt(request: RecordProgressRequest): Promise<'recorded' | 'refused' | 'failed'> {
    try {
      const answer = await fetch(new URL('/api/internal/progress', this.#options.appUrl), {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#options.secret}`, 'content-type': 'application/json' },
        body: JSON.stringify(request),
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
      });
      if (answer.ok) return 'recorded';
      this.#options.onFailure(request, `the app answered ${String(answer.status)}`);
      // A 400 stays a 400 however often it is asked; everything else may be repaired meanwhile.
      return answer.status === 400 ? 'refused' : 'failed';
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#options.onFailure(request, String(error));
      return 'failed';
    }
  }
}
