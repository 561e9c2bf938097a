/**
 * The files that a lesson brings along: everything in its folder `files`, which is put into the learner's home.
 *
 * Knows nothing about how they get there.
 */
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { MistakeList } from './mistakes.ts';

/** Bytes of all files of one lesson together: a small application, not a data set, since every learner gets a copy. */
const MOST_BYTES = 2 * 1024 * 1024;

/** Files of one lesson. */
const MOST_FILES = 500;

/** Letters of any script, digits, and what names of files usually have; nothing that a shell or a terminal would act on. */
const fileName = /^[\p{L}\p{N}._+@-][\p{L}\p{N}._+@ -]*$/u;

/** One file that a lesson brings along. */
export interface HomeFile {
  /** Below the home folder, with "/" between the parts, in composed letters. */
  readonly path: string;
  /** Where it lies on the host. */
  readonly source: string;
  /** In bytes. */
  readonly size: number;
  /** Whether its owner may run it. */
  readonly isExecutable: boolean;
}

/** Something in the folder that cannot be brought along. */
export interface HomeFileProblem {
  /** Where it lies on the host. */
  readonly source: string;
  readonly problem: string;
}

/**
 * Every file below the folder, in the order of their names, and what is wrong with them. Folders come with the files in them;
 * one without files does not come. Rejects when the folder cannot be read.
 */
export async function listHomeFiles(
  folder: string,
): Promise<{ readonly files: readonly HomeFile[]; readonly problems: readonly HomeFileProblem[] }> {
  const files: HomeFile[] = [];
  const problems: HomeFileProblem[] = [];
  // With their types, because without them links to folders would be followed.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const source of entries.map((entry) => path.join(entry.parentPath, entry.name)).sort()) {
    const found = await lstat(source);
    if (!fileName.test(path.basename(source).normalize('NFC'))) {
      problems.push({ source, problem: 'its name may have letters, digits, ".", "_", "+", "@", "-" and spaces only' });
    } else if (found.isFile()) {
      const inHome = path.relative(folder, source).split(path.sep).join('/').normalize('NFC');
      files.push({ path: inHome, source, size: found.size, isExecutable: (found.mode & 0o100) !== 0 });
    } else if (!found.isDirectory()) {
      problems.push({
        source,
        problem: 'is neither a file nor a folder; links cannot be brought along, copy the file',
      });
    }
  }
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MOST_BYTES) {
    const problem = `holds ${String(bytes)} bytes, which is more than the ${String(MOST_BYTES)} a lesson may bring along`;
    problems.push({ source: folder, problem });
  }
  if (files.length > MOST_FILES) {
    const problem = `holds ${String(files.length)} files, which is more than the ${String(MOST_FILES)} a lesson may bring along`;
    problems.push({ source: folder, problem });
  }
  return { files, problems };
}

/** The folder `files` of a lesson, and what is wrong in it; null when the lesson has none. */
export async function noteHomeFiles(lessonDirectory: string, mistakes: MistakeList): Promise<string | null> {
  const folder = path.join(lessonDirectory, 'files');
  const found = await lstat(folder).catch(() => null);
  if (found === null) return null;
  if (!found.isDirectory()) {
    mistakes.add(folder, 1, '', 'must be a folder; what is in it is put into the home folder of the learner');
    return null;
  }
  const { files, problems } = await listHomeFiles(folder);
  for (const { source, problem } of problems) mistakes.add(source, 1, '', problem);
  return files.length === 0 ? null : folder;
}
