/**
 * The report on the course images that the sandbox server reads: which are served, which are still being built, and why one
 * cannot be had. The form is that of sandbox-server/images/image-report.ts. Knows nothing about how images are built.
 */
import { join } from 'node:path';
import { writeDurably } from '../start/durable-file.mjs';

/** @typedef {'waiting' | 'building' | 'served' | 'failed'} ImageState */

/** Writes the report whenever it changes, and from time to time so that a reader sees that somebody is at work. */
export class ImageReport {
  #path;
  /** @type {Map<string, { name: string, tags: readonly string[], state: ImageState, reason: string | null }>} */
  #images = new Map();
  #working = false;
  /** @type {NodeJS.Timeout | undefined} */
  #heartbeat;

  /** @param {string} stateDirectory */
  constructor(stateDirectory) {
    this.#path = join(stateDirectory, 'course-images.json');
  }

  /**
   * Begins a report.
   * @param {readonly import('./recipe.mjs').Recipe[]} recipes
   * @param {ReadonlySet<string>} served folders
   */
  begin(recipes, served) {
    this.#images = new Map(
      recipes.map(({ folder, name, tags }) => [
        folder,
        { name, tags, state: served.has(folder) ? 'served' : 'waiting', reason: null },
      ]),
    );
    this.#working = true;
    this.#write();
    this.#heartbeat = setInterval(() => this.#writeIfPossible(), 10_000);
    this.#heartbeat.unref();
  }

  /**
   * @param {string} folder
   * @param {ImageState} state
   * @param {string | null} [reason] why it failed, for the operator
   */
  set(folder, state, reason = null) {
    const image = this.#images.get(folder);
    if (image === undefined) return;
    this.#images.set(folder, { ...image, state, reason });
    this.#writeIfPossible();
  }

  /**
   * Nobody works on the images any more.
   * @param {{ soonContinued?: boolean }} [options] soonContinued: somebody will, as soon as the product runs; whoever reads
   *   the report takes that for true for a while
   */
  end({ soonContinued = false } = {}) {
    if (!this.#working) return;
    clearInterval(this.#heartbeat);
    this.#working = soonContinued;
    this.#writeIfPossible();
  }

  #writeIfPossible() {
    try {
      this.#write();
    } catch {
      // A full disk must end neither the work nor, by way of the timer, the whole product. The next write makes up for it.
    }
  }

  #write() {
    const report = { writtenAt: new Date().toISOString(), working: this.#working, images: [...this.#images.values()] };
    writeDurably(this.#path, `${JSON.stringify(report, null, 2)}\n`);
  }
}
