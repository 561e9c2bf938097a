/**
 * `npm run lessons:new`: makes a lesson, or a lab, from a template that works as it is.
 *
 *   npm run lessons:new -- ch03 layers-and-cache [--lab]
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeLesson } from './new-lesson/new-lesson.ts';

const ROOT = path.join(import.meta.dirname, '..');
const USAGE = 'npm run lessons:new -- <chapter> <name> [--lab], e.g. npm run lessons:new -- ch03 layers-and-cache';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { lab: { type: 'boolean' } }, allowPositionals: true });
  const [chapterId, slug, ...rest] = positionals;
  if (chapterId === undefined || slug === undefined || rest.length > 0) throw new Error(USAGE);
  const kind = values.lab === true ? 'lab' : 'lesson';
  const { lessonId, directory } = await makeLesson(path.join(ROOT, 'lessons'), { chapterId, slug, kind });
  const folder = path.relative(ROOT, directory);
  process.stdout.write(
    `${[
      `Made ${folder}. It is a small ${kind} that works; make it yours:`,
      '',
      `  1. ${folder}/lesson.yaml: title, images, ${kind === 'lab' ? 'goals and their points' : 'steps and what they cover'}`,
      `  2. ${folder}/ko.md and en.md: what learners read`,
      `  3. ${folder}/author/checks.ts: when ${kind === 'lab' ? 'a goal is reached' : 'a step is done'}`,
      `  4. ${folder}/author/proof.yaml: what must pass and what must fail`,
      `  5. ${folder}/author/design.md: why it is as it is`,
      '',
      `Then prove it:  npm run lessons:verify -- --lesson ${lessonId}`,
      `What the chapter still lacks:  npm run lessons:coverage -- --chapter ${chapterId}`,
      'How all of it is written:  docs/authoring.md',
    ].join('\n')}\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
