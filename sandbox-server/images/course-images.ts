/**
 * What the course registry has of what lessons need, and who waits for the rest.
 *
 * Knows nothing about sessions, and nothing about how images are built: it reads the report of whoever builds them and
 * leaves word of what is waited for, so that it is built next.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AwaitedImages } from '#protocol/session.ts';
import { readImageReport, type ImageReport } from './image-report.ts';

/** Milliseconds between two looks at the report while somebody waits. */
const LOOK_AGAIN_MS = 500;

/** Answers what a lesson has to wait for. */
export interface CourseImages {
  /** What is missing of the images a lesson needs; null when all are served. */
  awaited(references: readonly string[]): AwaitedImages | null;
  /** Has images built before others, and tells of every change until all are served or the returned function is called. */
  follow(references: readonly string[], changed: (awaited: AwaitedImages | null) => void): () => void;
  /** Every image there is to pull, as "name:tag". */
  all(): readonly string[];
}

/** The images by the report in the state directory. */
export class ReportedCourseImages implements CourseImages {
  readonly #stateDirectory: string;
  readonly #onTrouble: (error: unknown) => void;

  /** `onTrouble` is told when the report cannot be read; lessons then start without waiting. */
  constructor(stateDirectory: string, onTrouble: (error: unknown) => void) {
    this.#stateDirectory = stateDirectory;
    this.#onTrouble = onTrouble;
  }

  awaited(references: readonly string[]): AwaitedImages | null {
    const report = this.#read();
    if (report === null) return null;
    const images = references.flatMap((reference) => {
      const image = findImage(report, reference);
      // An image that the course registry does not have to serve comes from elsewhere, for example Docker Hub.
      return image === undefined ? [] : [{ reference, state: image.state }];
    });
    return images.every(({ state }) => state === 'served') ? null : { images, working: report.working };
  }

  follow(references: readonly string[], changed: (awaited: AwaitedImages | null) => void): () => void {
    this.#request(references);
    let last = JSON.stringify(this.awaited(references));
    const timer = setInterval(() => {
      const awaited = this.awaited(references);
      if (JSON.stringify(awaited) === last) return;
      last = JSON.stringify(awaited);
      if (awaited === null) clearInterval(timer);
      changed(awaited);
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }

  all(): readonly string[] {
    return this.#read()?.images.flatMap(({ name, tags }) => tags.map((tag) => `${name}:${tag}`)) ?? [];
  }

  /** One empty file per reference; the builder takes it away when it has seen it. */
  #request(references: readonly string[]): void {
    const folder = path.join(this.#stateDirectory, 'wanted-images');
    try {
      mkdirSync(folder, { recursive: true });
      for (const reference of references) writeFileSync(path.join(folder, encodeURIComponent(reference)), '');
    } catch (error) {
      this.#onTrouble(error);
    }
  }

  #read(): ImageReport | null {
    try {
      return readImageReport(path.join(this.#stateDirectory, 'course-images.json'), Date.now());
    } catch (error) {
      this.#onTrouble(error);
      return null;
    }
  }
}

function findImage(report: ImageReport, reference: string): ImageReport['images'][number] | undefined {
  const colon = reference.lastIndexOf(':');
  const hasTag = colon > reference.lastIndexOf('/');
  const [name, tag] = hasTag ? [reference.slice(0, colon), reference.slice(colon + 1)] : [reference, 'latest'];
  return report.images.find((image) => image.name === name && image.tags.includes(tag));
}
