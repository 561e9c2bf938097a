/**
 * A learner's home folder as the editor works with it: what lies in a folder, what stands in a file, and every change.
 *
 * A file's `version` changes with its content or its place on the disk. Whoever writes says which version they have seen, so
 * that nothing is overwritten unseen.
 *
 * Knows nothing about requests or sandboxes.
 */
import { z } from 'zod';
import { accountIdSchema } from './control.ts';
import { uploadPath } from './upload.ts';

/** Bytes of a text file that the editor opens; larger ones can only be downloaded. */
export const MOST_EDITED_BYTES = 2 * 1024 * 1024;

/** Entries of one folder that are listed; the rest is only counted. */
export const MOST_LISTED_ENTRIES = 2_000;

/** Path of a folder below the home, '' for the home itself: composed letters, "/" between the parts, none of them "..". */
export const folderPathSchema = z
  .string()
  .max(1024)
  .refine((path) => uploadPath(path) === path, 'no path below the home');

/** Path of a file or folder below the home. */
export const homePathSchema = folderPathSchema.min(1);

const versionSchema = z.string().min(1).max(200);

/** A file or folder as the tree shows it. */
export const folderEntrySchema = z.strictObject({
  path: homePathSchema,
  /** `link` leads out of the home or nowhere; one that leads to a file or folder inside is that file or folder. */
  kind: z.enum(['file', 'folder', 'link', 'other']),
  bytes: z.number().min(0),
  version: versionSchema,
});

/** A file or folder as the tree shows it. */
export type FolderEntry = z.infer<typeof folderEntrySchema>;

/** What lies in a folder, in no particular order. */
export const folderListingSchema = z.strictObject({
  path: folderPathSchema,
  entries: z.array(folderEntrySchema).max(MOST_LISTED_ENTRIES),
  /** Entries that are not listed: too many, or with a name that cannot be shown. */
  left: z.int().min(0),
});

/** What lies in a folder. */
export type FolderListing = z.infer<typeof folderListingSchema>;

/** What stands in a file. */
export const fileContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), path: homePathSchema, version: versionSchema, text: z.string() }),
  z.strictObject({ kind: z.literal('binary'), path: homePathSchema, version: versionSchema, bytes: z.number() }),
  z.strictObject({ kind: z.literal('too-large'), path: homePathSchema, version: versionSchema, bytes: z.number() }),
]);

/** What stands in a file. */
export type FileContent = z.infer<typeof fileContentSchema>;

/** One change of the home. */
export const fileChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('write'),
    path: homePathSchema,
    text: z.string().max(MOST_EDITED_BYTES),
    /** What the writer has seen; null when there was no such file. Anything else there is refused with `file-changed`. */
    seen: versionSchema.nullable(),
  }),
  /** Makes the folders before it, too. `file-exists` when there is something of that name. */
  z.strictObject({ kind: z.literal('make-folder'), path: homePathSchema }),
  /** `file-exists` when there is something of the new name. */
  z.strictObject({ kind: z.literal('move'), path: homePathSchema, to: homePathSchema }),
  /** A folder with all that is in it. */
  z.strictObject({ kind: z.literal('remove'), path: homePathSchema }),
]);

/** One change of the home. */
export type FileChange = z.infer<typeof fileChangeSchema>;

/** A change and whose home it is. */
export const fileChangeRequestSchema = z.strictObject({ accountId: accountIdSchema, change: fileChangeSchema });

/** What lies under the path, or the new path, afterwards; null after `remove`. */
export const fileChangeAnswerSchema = z.strictObject({ entry: folderEntrySchema.nullable() });

/** What lies under the path afterwards. */
export type FileChangeAnswer = z.infer<typeof fileChangeAnswerSchema>;
