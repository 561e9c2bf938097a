/**
 * A small lessons folder in a temporary place, right in every respect, for unit tests to break.
 *
 * Knows nothing about what the loader makes of it; nothing outside of tests uses it.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where the lesson of the folder is. */
export const lessonPath = 'ch02.run/010.first';

const stepBlock = (id: string): string => `:::step{id="${id}"}\n\n\`\`\`sh run\ndocker ${id}\n\`\`\`\n\n:::\n`;

const proofOfStep = `
    solution: [docker one]
    wrong:
      - { name: a, type: [docker a], hint: hint-a }
      - { name: b, type: [docker b], hint: hint-b }
`;

/** The files as they are right, by path. */
export const rightFiles = {
  'catalogue.yaml': `parts:
  - id: part-1
    title: { ko: 하나, en: One }
    chapters:
      - id: ch01
        title: { ko: 시작, en: Start }
        summary: { ko: 시작합니다., en: You start. }
      - id: ch02
        title: { ko: 실행, en: Run }
        summary: { ko: 실행합니다., en: You run. }
  - id: appendix
    title: { ko: 부록, en: Appendix }
    chapters:
      - id: a1
        title: { ko: 더, en: More }
        summary: { ko: 더 봅니다., en: You see more. }
`,
  [`${lessonPath}/lesson.yaml`]: `title: { ko: 처음, en: First }
summary: { ko: 처음 합니다., en: You begin. }
minutes: 5
images: [diamol/base]
steps:
  - id: one
    title: { ko: 하나, en: One }
  - id: two
    title: { ko: 둘, en: Two }
`,
  [`${lessonPath}/ko.md`]: `글입니다.\n\n${stepBlock('one')}\n${stepBlock('two')}`,
  [`${lessonPath}/en.md`]: `Text.\n\n${stepBlock('one')}\n${stepBlock('two')}`,
  [`${lessonPath}/author/checks.ts`]: `const evaluate = async () => ({ outcome: 'passed' as const });
export default {
  one: { watches: ['containers'], evaluate },
  two: { watches: ['containers'], evaluate },
};
`,
  [`${lessonPath}/author/proof.yaml`]: `steps:\n  one:${proofOfStep}  two:${proofOfStep}`,
};

/** A path and its text, or undefined to leave the file out. */
export type Changes = Readonly<Record<string, string | undefined>>;

/** A lessons folder that goes away at the end of the block that made it. */
export interface LessonsOnDisk extends AsyncDisposable {
  /** Its name is "lessons". */
  readonly directory: string;
}

/** Writes the right files, with these changes. */
export async function lessonsOnDisk(changes: Changes = {}): Promise<LessonsOnDisk> {
  const root = await mkdtemp(path.join(tmpdir(), 'drydock-lessons-'));
  const directory = path.join(root, 'lessons');
  for (const [name, text] of Object.entries({ ...rightFiles, ...changes })) {
    if (text === undefined) continue;
    const file = path.join(directory, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return { directory, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

/** A right file with one piece of its text replaced; throws when the piece is not there, so that no test changes nothing. */
export function changed(file: keyof typeof rightFiles, piece: string, by: string): Changes {
  const text = rightFiles[file];
  if (text === undefined || !text.includes(piece)) throw new Error(`${file} has no ${JSON.stringify(piece)}`);
  return { [file]: text.replace(piece, () => by) };
}
