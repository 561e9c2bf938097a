/**
 * In which order course images are built: what lessons need first, in the order of the course, each after what it is built
 * on. Knows nothing about how they are built.
 */
import { StageFailure } from '../start/failure.mjs';
import { splitReference } from './recipe.mjs';

/**
 * @typedef {object} LessonImages
 * @property {string} lessonId
 * @property {readonly string[]} images As the learner writes them.
 */

/**
 * The recipe that provides a reference.
 * @param {readonly import('./recipe.mjs').Recipe[]} recipes
 * @param {string} reference as a learner writes it
 */
export function findRecipe(recipes, reference) {
  const { name, tag } = splitReference(reference);
  return recipes.find((recipe) => recipe.name === name && recipe.tags.includes(tag)) ?? null;
}

/**
 * Folders of the images that a lesson needs.
 * @param {readonly import('./recipe.mjs').Recipe[]} recipes
 * @param {LessonImages} lesson
 * @returns {string[]}
 * @throws {StageFailure} when no recipe provides one
 */
export function foldersOfLesson(recipes, { lessonId, images }) {
  return images.map((reference) => {
    const recipe = findRecipe(recipes, reference);
    if (recipe === null) {
      throw new StageFailure(
        `The lesson ${lessonId} needs the image ${reference}, which no folder of images/course provides.`,
      );
    }
    return recipe.folder;
  });
}

/**
 * Recipes in the order in which they are wanted. Those a recipe is built on stand before it.
 * @param {readonly import('./recipe.mjs').Recipe[]} recipes each after those it is built on
 * @param {readonly LessonImages[]} lessons in the order of the course
 * @param {readonly string[]} first folders to put before everything else
 * @returns {import('./recipe.mjs').Recipe[]}
 */
export function inOrderOfNeed(recipes, lessons, first = []) {
  const byFolder = new Map(recipes.map((recipe) => [recipe.folder, recipe]));
  const byChapter = [...recipes].sort((one, other) => firstChapter(one) - firstChapter(other));
  const wanted = [
    ...first,
    ...lessons.flatMap((lesson) => foldersOfLesson(recipes, lesson)),
    ...byChapter.map(({ folder }) => folder),
  ];
  /** @type {Set<import('./recipe.mjs').Recipe>} */
  const ordered = new Set();
  /** @param {string} folder */
  const add = (folder) => {
    const recipe = byFolder.get(folder);
    if (recipe === undefined || ordered.has(recipe)) return;
    for (const parent of recipe.from) add(parent);
    ordered.add(recipe);
  };
  for (const folder of wanted) add(folder);
  return [...ordered];
}

/**
 * Folders with all the folders they are built on.
 * @param {readonly import('./recipe.mjs').Recipe[]} recipes
 * @param {readonly string[]} folders
 * @returns {Set<string>}
 */
export function withParents(recipes, folders) {
  const byFolder = new Map(recipes.map((recipe) => [recipe.folder, recipe]));
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {string} folder */
  const add = (folder) => {
    if (found.has(folder)) return;
    found.add(folder);
    for (const parent of byFolder.get(folder)?.from ?? []) add(parent);
  };
  for (const folder of folders) add(folder);
  return found;
}

/**
 * The appendix comes after the chapters.
 * @param {import('./recipe.mjs').Recipe} recipe
 */
function firstChapter({ chapters }) {
  return Math.min(...chapters.map((chapter) => Number(chapter.slice(1)) + (chapter.startsWith('A') ? 100 : 0)), 1000);
}
