/**
 * The pictures of a lesson: files in its folder `pictures`, as its text refers to them.
 *
 * Knows nothing about how they are served.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Reference } from './lesson-text.ts';
import type { MistakeList } from './mistakes.ts';

/** Paths of pictures by the name under which they are asked for, e.g. "layers.svg". */
export type Pictures = ReadonlyMap<string, string>;

const picturePath = /^pictures\/(?<name>[a-z0-9][a-z0-9-]*\.(?:svg|png|webp))$/;

/** Notes every picture a text refers to, and what is wrong with the references. */
export async function notePictures(
  lessonDirectory: string,
  textFile: string,
  references: readonly Reference[],
  pictures: Map<string, string>,
  mistakes: MistakeList,
): Promise<void> {
  for (const { line, name: address } of references) {
    const name = picturePath.exec(address)?.groups?.['name'];
    if (name === undefined) {
      const problem =
        'is no picture of the lesson: write pictures/ and a name in small letters that ends in .svg, .png or .webp';
      mistakes.add(textFile, line, address, problem);
      continue;
    }
    const file = path.join(lessonDirectory, 'pictures', name);
    if (await isFile(file)) pictures.set(name, file);
    else mistakes.add(textFile, line, address, 'there is no such file in the folder of the lesson');
  }
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
