/**
 * Stage: the course registry serves the images that are needed now; the others can follow while the product is in use.
 * Knows nothing about how images are built.
 */
import { surveyCourseImages } from '../../images/course-images.mjs';
import { foldersOfLesson } from '../../images/image-order.mjs';
import { readLessonImages } from '../../images/lesson-images.mjs';
import { ImageReport } from '../../images/image-report.mjs';
import { workingOnImages } from '../../images/work-lock.mjs';
import { describeFailures, provideImages, tidyUp } from '../../images/provide-images.mjs';
import { inspectImage } from '../docker.mjs';
import { asError, Interrupted, StageFailure } from '../failure.mjs';
import { registryImage } from '../registry-container.mjs';
import { baseImage, proxyArguments } from './sandbox-image.mjs';

const atFirstRetryMilliseconds = [3_000, 15_000];
const inBackgroundRetryMilliseconds = [10_000, 60_000, 300_000, 900_000];

/**
 * Which folders an installation has to have before it can be used.
 * @typedef {(survey: import('../../images/course-images.mjs').Survey) => readonly string[]} Choice
 */

/** @type {Choice} What the first lesson needs. */
export const imagesOfFirstLesson = ({ lessons: [first], recipes }) =>
  first === undefined ? [] : foldersOfLesson(recipes, first);

/** @type {Choice} */
export const allImages = ({ wanted }) => wanted.map(({ folder }) => folder);

/**
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 * @param {Choice} choose
 * @returns {Promise<'already' | 'done'>}
 * @throws {StageFailure} when one cannot be had
 */
export async function provideCourseImages(settings, stage, choose) {
  const soonContinued = choose === imagesOfFirstLesson;
  return workOnImages(settings, stage, { soonContinued }, async (provision) => {
    const { survey, report } = provision;
    // Also when there is nothing to do: another report may be left from a run that was killed.
    report.begin(survey.wanted, survey.current);
    const served = allImages(survey);
    const folders = choose(survey).filter((folder) => served.includes(folder) && !survey.current.has(folder));
    const mistakes = choose === allImages ? survey.mistakes : new Map();
    if (folders.length === 0 && mistakes.size === 0) return 'already';
    const { detail, signal } = stage;
    const retryMilliseconds = atFirstRetryMilliseconds;
    const failed = await provideImages(provision, { folders, retryMilliseconds, detail, signal });
    if (failed.size + mistakes.size > 0) {
      throw new StageFailure(describeFailures(new Map([...mistakes, ...failed]), settings));
    }
    if (choose === allImages) await tidyUp(survey, signal);
    return 'done';
  });
}

/**
 * Builds the rest while the product is in use. Failures are told and tried again; they end nothing.
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 * @returns {Promise<void>}
 */
export async function provideRemainingImages(settings, stage) {
  const startedAt = performance.now();
  try {
    await workOnImages(settings, stage, { soonContinued: false }, async (provision) => {
      const { survey, report } = provision;
      const folders = allImages(survey).filter((folder) => !survey.current.has(folder));
      if (folders.length === 0 && survey.mistakes.size === 0) return;
      report.begin(survey.wanted, survey.current);
      stage.say(
        `${survey.current.size} of ${survey.wanted.length} course images are ready; the rest are built in the background.`,
      );
      const { detail, signal } = stage;
      const retryMilliseconds = inBackgroundRetryMilliseconds;
      const made = await provideImages(provision, { folders, retryMilliseconds, detail, signal });
      const failed = new Map([...survey.mistakes, ...made]);
      await tidyUp(survey, signal);
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      stage.say(
        failed.size > 0
          ? describeFailures(failed, settings)
          : `All ${survey.wanted.length} course images are ready (${seconds} s).`,
      );
    });
  } catch (error) {
    if (error instanceof Interrupted || stage.signal.aborted) return;
    stage.say(`The remaining course images cannot be built: ${asError(error).message}`);
  }
}

/**
 * @template T
 * @param {import('../settings.mjs').Settings} settings
 * @param {import('../progress.mjs').Stage} stage
 * @param {{ soonContinued: boolean }} plan whether what is still missing afterwards is built as soon as the product runs
 * @param {(provision: import('../../images/provide-images.mjs').Provision) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function workOnImages(settings, stage, { soonContinued }, work) {
  const { signal } = stage;
  const waiting = (/** @type {number} */ pid) => stage.detail(`waiting for process ${pid}, which builds course images`);
  return workingOnImages(settings.stateDirectory, { signal, waiting }, async () => {
    const registry = await inspectImage(registryImage, signal);
    if (registry === null) throw new StageFailure(`${registryImage} is not there. \`npm start\` makes it.`);
    const survey = await surveyCourseImages(settings, await readLessonImages(settings.repository), signal);
    const report = new ImageReport(settings.stateDirectory);
    const buildArguments = { BASE: baseImage, ...(await proxyArguments(stage)) };
    try {
      return await work({ settings, survey, report, registryImage: registry.id, buildArguments });
    } finally {
      const isComplete = survey.wanted.every(({ folder }) => survey.current.has(folder));
      report.end({ soonContinued: soonContinued && !isComplete });
    }
  });
}
