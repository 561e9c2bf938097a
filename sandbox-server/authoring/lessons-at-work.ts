/**
 * The lessons while their authors write them: read anew when asked to, changed where they stand so that sessions which are
 * open work with what is new. What has a mistake stays as it was right last, and the mistake is told.
 *
 * Knows nothing about files being saved, sessions or who is told.
 */
import { loadChecks, loadProof, type Proof } from '#lessons/_loader/author.ts';
import {
  LessonMistakes,
  readCatalogue,
  type Catalogue,
  type Lesson,
  type Mistake,
} from '#lessons/_loader/catalogue.ts';
import { findLesson, lessonsInOrder } from '#lessons/_loader/lessons.ts';
import type { Checks } from '#lessons/_schema/check.ts';
import { MOST_TOLD_MISTAKES, type LessonNews } from '#protocol/authoring.ts';
import { lessonNeeds } from '../sessions/lesson-needs.ts';
import type { LessonNeeds } from '../sessions/session-directory.ts';
import { freshAddress } from './fresh-checks.ts';

/** What was right last of the files that only authors see. */
interface LastGood {
  readonly checks: Checks;
  readonly proof: Proof | undefined;
}

/** Needs that are changed where they stand: sessions hold on to the object, its checks and its steps. */
interface ChangingNeeds extends LessonNeeds {
  readonly checks: Record<string, LessonNeeds['checks'][string]>;
  readonly steps: LessonNeeds['steps'][number][];
}

/** The lessons, as good as they are. */
export class LessonsAtWork {
  readonly #lessonsDirectory: string;
  readonly #lessons = new Map<string, LessonNeeds>();
  /** With those whose folder has gone, which may come back while their sessions are open. */
  readonly #standing = new Map<string, ChangingNeeds>();
  readonly #authorFiles = new Map<string, LastGood>();
  readonly #listeners = new Set<(news: LessonNews) => void>();
  #catalogue: Catalogue = { parts: [] };
  #news: LessonNews = { revision: 0, mistakes: [] };

  private constructor(lessonsDirectory: string) {
    this.#lessonsDirectory = lessonsDirectory;
  }

  /** Reads the lessons for the first time; those with a mistake are not there until they are mended. */
  static async read(lessonsDirectory: string): Promise<LessonsAtWork> {
    const lessons = new LessonsAtWork(lessonsDirectory);
    lessons.#news = { revision: 0, mistakes: await lessons.#read() };
    return lessons;
  }

  /** What each lesson needs, by its id. Stays the same map; `readAgain` changes what is in it. */
  get lessons(): ReadonlyMap<string, LessonNeeds> {
    return this.#lessons;
  }

  /** How things stand. */
  get news(): LessonNews {
    return this.#news;
  }

  /** Tells the news now and whenever there are others, until the answered function is called. */
  follow(listener: (news: LessonNews) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#news);
    return () => this.#listeners.delete(listener);
  }

  /** Reads every lesson anew and calls `beforeTold` before anybody is told. Must not be called before the last call has ended. */
  async readAgain(beforeTold: () => void): Promise<void> {
    const mistakes = await this.#read();
    beforeTold();
    this.#news = { revision: this.#news.revision + 1, mistakes };
    for (const listener of this.#listeners) listener(this.#news);
  }

  async #read(): Promise<LessonNews['mistakes']> {
    const before = this.#catalogue;
    const { catalogue, mistakes: learnerMistakes } = await readCatalogue(this.#lessonsDirectory, before);
    const mistakes: Mistake[] = [...learnerMistakes];
    for (const lesson of lessonsInOrder(catalogue)) {
      // Files that go with a broken version of a lesson cannot be compared with the version before.
      if (lesson === findLesson(before, lesson.id)) continue;
      const files = await this.#readAuthorFiles(lesson, mistakes);
      this.#authorFiles.set(lesson.id, files);
      this.#replace(lesson.id, lessonNeeds(lesson, files.checks, files.proof));
    }
    for (const id of this.#lessons.keys()) {
      if (findLesson(catalogue, id) === undefined) this.#lessons.delete(id);
    }
    this.#catalogue = catalogue;
    return mistakes.slice(0, MOST_TOLD_MISTAKES);
  }

  async #readAuthorFiles(lesson: Lesson, mistakes: Mistake[]): Promise<LastGood> {
    const directory = this.#lessonsDirectory;
    const before = this.#authorFiles.get(lesson.id);
    const addressOf = async (file: string) => freshAddress(directory, file);
    return {
      checks: await rightOr(before?.checks ?? {}, async () => loadChecks(directory, lesson, addressOf), mistakes),
      proof: await rightOr(before?.proof, async () => loadProof(directory, lesson), mistakes),
    };
  }

  #replace(id: string, needs: LessonNeeds): void {
    const before = this.#standing.get(id);
    const { checks = {}, steps = [] } = before ?? {};
    for (const stepId of Object.keys(checks)) delete checks[stepId];
    Object.assign(checks, needs.checks);
    steps.splice(0, steps.length, ...needs.steps);
    const standing: ChangingNeeds = Object.assign(before ?? {}, { ...needs, checks, steps });
    this.#standing.set(id, standing);
    this.#lessons.set(id, standing);
  }
}

/** What was loaded, or `otherwise` when it has mistakes, which are noted. */
async function rightOr<Value>(otherwise: Value, load: () => Promise<Value>, mistakes: Mistake[]): Promise<Value> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof LessonMistakes)) throw error;
    mistakes.push(...error.mistakes);
    return otherwise;
  }
}
