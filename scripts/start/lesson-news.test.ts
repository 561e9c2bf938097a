import { expect, it } from 'vitest';
import { NewsTeller } from './lesson-news.mjs';

it('says mistakes with their place when they come, once, and that they have gone', () => {
  const said: string[] = [];
  const teller = new NewsTeller((text) => said.push(text.replace(/^\d\d:\d\d:\d\d/, 'now')));
  const mistake = { file: 'lessons/ch02.run/010.first/lesson.yaml', line: 4, field: 'imags', problem: 'is unknown' };
  teller.tell({ revision: 0, mistakes: [] });
  teller.tell({ revision: 1, mistakes: [mistake] });
  teller.tell({ revision: 2, mistakes: [mistake] });
  teller.tell({ revision: 3, mistakes: [] });
  expect(said).toEqual([
    'All lessons are right.',
    'now a mistake:\n  lessons/ch02.run/010.first/lesson.yaml:4: imags: is unknown',
    'now saved; all lessons are right.',
  ]);
});
