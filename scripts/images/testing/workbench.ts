/**
 * Images that are made at a word of a test, which moves Vitest's clock, too. Knows nothing about what is expected.
 */
import { vi } from 'vitest';
import { makeImages } from '../image-work.mjs';

/** Longer, in milliseconds, than a worker takes to look for something to do. */
const aWhile = 1_000;

type Options = Parameters<typeof makeImages>[0];

interface Making {
  readonly folder: string;
  readonly succeed: () => void;
  readonly fail: (error: Error) => void;
}

/** Where a test makes images. */
export class Workbench {
  /** Folders with those that each is built on, in the order of need. */
  order: Readonly<Record<string, readonly string[]>> = {};
  /** What was told of images, such as "node building". */
  readonly changes: string[] = [];
  readonly controller = new AbortController();
  readonly #makings: Making[] = [];

  /** Begins to make all images of the order, or those named, and lets the first ones begin. */
  async begin(more: Partial<Options> = {}): Promise<{ work: ReturnType<typeof makeImages> }> {
    const work = makeImages({
      todo: new Set(Object.keys(this.order)),
      order: () => Object.entries(this.order).map(([folder, from]) => ({ folder, from })),
      make: (folder) =>
        new Promise((succeed, fail) => {
          this.#makings.push({ folder, succeed, fail });
        }),
      atOnce: 2,
      retryMilliseconds: [],
      changed: (folder, state, reason) => this.changes.push([folder, state, reason].filter(Boolean).join(' ')),
      signal: this.controller.signal,
      ...more,
    });
    // A test that looks at it later must not fail before.
    work.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(aWhile);
    return { work };
  }

  /** Ends the latest making of a folder, as a failure if there is an error, and lets happen what follows from it. */
  async end(folder: string, error?: Error): Promise<void> {
    const making = this.#makings.findLast((one) => one.folder === folder);
    if (making === undefined) throw new Error(`${folder} is not being made.`);
    if (error === undefined) making.succeed();
    else making.fail(error);
    await vi.advanceTimersByTimeAsync(aWhile);
  }

  /** Folders in the order in which their making began. */
  begun(): string[] {
    return this.#makings.map(({ folder }) => folder);
  }
}
