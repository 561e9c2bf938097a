/** The order in which course images are built. */
import { describe, expect, it } from 'vitest';
import { findRecipe, foldersOfLesson, inOrderOfNeed, withParents } from './image-order.mjs';
import type { Recipe } from './recipe.mjs';
import { recipe } from './testing/recipe.ts';

function folders(recipes: readonly Recipe[]): string[] {
  return recipes.map(({ folder }) => folder);
}

describe('finding the recipe of a reference', () => {
  const recipes = [recipe('node-18', { name: 'node', tags: ['18', 'latest'] }), recipe('web', { name: 'x/web' })];

  it('looks at name and tag', () => {
    expect(findRecipe(recipes, 'node')?.folder).toBe('node-18');
    expect(findRecipe(recipes, 'node:18')?.folder).toBe('node-18');
    expect(findRecipe(recipes, 'x/web:latest')?.folder).toBe('web');
  });

  it.each(['node:20', 'web', 'registry.test:5000/node'])('finds none for %s', (reference) => {
    expect(findRecipe(recipes, reference)).toBeNull();
  });

  it('names the lesson and the image when a lesson needs one that nobody provides', () => {
    const lesson = { lessonId: 'first-container', images: ['node', 'redis:7'] };
    expect(() => foldersOfLesson(recipes, lesson)).toThrow(/first-container needs the image redis:7/);
    expect(foldersOfLesson(recipes, { ...lesson, images: ['x/web', 'node'] })).toEqual(['web', 'node-18']);
  });
});

describe('the order of need', () => {
  it('is that of the lessons, then that of the chapters, the appendix last', () => {
    const recipes = [
      recipe('appendix', { chapters: ['A1'] }),
      recipe('chapter-ten', { chapters: ['L10'] }),
      recipe('chapter-two', { chapters: ['A6', 'L2'] }),
      recipe('no-chapter'),
      recipe('second-lesson', { chapters: ['L22'] }),
      recipe('first-lesson', { chapters: ['A6'] }),
    ];
    const lessons = [
      { lessonId: 'one', images: ['first-lesson'] },
      { lessonId: 'two', images: ['second-lesson', 'first-lesson'] },
    ];
    expect(folders(inOrderOfNeed(recipes, lessons))).toEqual([
      ...['first-lesson', 'second-lesson', 'chapter-two', 'chapter-ten', 'appendix', 'no-chapter'],
    ]);
  });

  it('puts what somebody waits for first, in the order in which it was asked for', () => {
    const recipes = [recipe('a'), recipe('b'), recipe('c')];
    const lessons = [{ lessonId: 'one', images: ['a'] }];
    expect(folders(inOrderOfNeed(recipes, lessons, ['c', 'unknown', 'b']))).toEqual(['c', 'b', 'a']);
  });

  it('puts what an image is built on before it, and nothing twice', () => {
    const recipes = [
      recipe('base', { chapters: ['L9'] }),
      recipe('middle', { from: ['base'], chapters: ['L9'] }),
      recipe('other', { chapters: ['L1'] }),
      recipe('top', { from: ['other', 'middle'], chapters: ['L1'] }),
    ];
    const lessons = [{ lessonId: 'one', images: ['top'] }];
    expect(folders(inOrderOfNeed(recipes, lessons))).toEqual(['other', 'base', 'middle', 'top']);
    expect(folders(inOrderOfNeed(recipes, lessons, ['middle']))).toEqual(['base', 'middle', 'other', 'top']);
  });
});

describe('folders with what they are built on', () => {
  it('reach down to the very first and no further', () => {
    const recipes = [
      recipe('base'),
      recipe('middle', { from: ['base'] }),
      recipe('stranger', { from: ['base'] }),
      recipe('top', { from: ['middle', 'base'] }),
    ];
    expect(withParents(recipes, ['top'])).toEqual(new Set(['top', 'middle', 'base']));
    expect(withParents(recipes, [])).toEqual(new Set());
  });
});
