/**
 * Puts chosen files together as the archive that an upload is. The files are only referred to: they are read while they are
 * sent.
 *
 * Knows nothing about where files come from or how they are sent.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import {
  MOST_UPLOAD_BYTES,
  MOST_UPLOAD_ENTRIES,
  tarEnd,
  tarHeader,
  tarPadding,
  UPLOAD_CONTENT_TYPE,
  uploadPath,
} from '#protocol/upload.ts';

/** A file and where it goes, relative to the folder it is uploaded into. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

/** The archive, or why it would be refused. */
export type UploadArchive =
  { readonly ok: true; readonly archive: Blob } | { readonly ok: false; readonly code: ErrorCode };

/** Makes the archive. */
export function uploadArchive(files: readonly ChosenFile[]): UploadArchive {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  if (bytes > MOST_UPLOAD_BYTES || files.length > MOST_UPLOAD_ENTRIES) return { ok: false, code: 'upload-too-large' };
  const pieces: BlobPart[] = [];
  for (const { path: given, file } of files) {
    const path = uploadPath(given);
    if (path === null || path === '') return { ok: false, code: 'upload-refused' };
    const { size } = file;
    const modifiedAt = file.lastModified / 1000;
    pieces.push(tarHeader({ path, kind: 'file', size, modifiedAt, isExecutable: false }), file, tarPadding(size));
  }
  return { ok: true, archive: new Blob([...pieces, tarEnd()], { type: UPLOAD_CONTENT_TYPE }) };
}
