/**
 * The course images as their smoke tests see them: what they are called, and the script that proves each.
 *
 * Knows nothing about how images are built or what a sandbox is.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const imageSchema = z.object({
  name: z.string().min(1),
  tags: z.tuple([z.string().min(1)], z.string().min(1)),
  standsFor: z.string().min(1),
  differs: z.object({ ko: z.string().min(1), en: z.string().min(1) }),
});

/** One course image. */
export interface CourseImage extends z.infer<typeof imageSchema> {
  readonly folder: string;
  /** What proves it; null when nobody wrote that yet. */
  readonly smokeTest: string | null;
}

const digestSchema = z.record(z.string(), z.record(z.string(), z.object({ digest: z.string() })));

/** Folders with a recipe, in alphabetical order. */
export async function listFolders(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** Reads recipe folders. Throws an Error that names a folder whose image.json is not right. */
export async function readCourseImages(directory: string, folders: readonly string[]): Promise<CourseImage[]> {
  return Promise.all(
    folders.map(async (folder) => {
      const parsed = imageSchema.safeParse(
        JSON.parse(await readFile(path.join(directory, folder, 'image.json'), 'utf8')),
      );
      if (!parsed.success) throw new Error(`${folder}/image.json: ${z.prettifyError(parsed.error)}`);
      const smokeTest = await readFile(path.join(directory, folder, 'smoke.sh'), 'utf8').catch(() => null);
      return { ...parsed.data, folder, smokeTest };
    }),
  );
}

/** The digests that this installation published, by platform and reference, from its lock file. */
export async function readLockedDigests(lockPath: string): Promise<z.infer<typeof digestSchema>> {
  return digestSchema.parse(JSON.parse(await readFile(lockPath, 'utf8')));
}

/** The name of an image in the registry that stands in for Docker Hub. */
export function registryReference({ name, tags }: CourseImage): string {
  return `${name.includes('/') ? name : `library/${name}`}:${tags[0]}`;
}
