/**
 * Recipes for tests, with only what a test cares about. Knows nothing about the recipes of the course.
 */
import type { Recipe } from '../recipe.mjs';

/** A recipe that is right in everything a test does not name. */
export function recipe(folder: string, more: Partial<Recipe> = {}): Recipe {
  return {
    folder,
    name: folder,
    tags: ['latest'],
    from: [],
    chapters: [],
    standsFor: folder,
    title: folder,
    differs: { ko: '차이', en: 'Differs' },
    version: { text: '1' },
    localName: `drydock/course/${folder}:local`,
    fingerprint: `fingerprint of ${folder}`,
    ...more,
  };
}
