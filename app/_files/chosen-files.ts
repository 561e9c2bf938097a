/**
 * The files a learner chose in a dialog or dropped onto the page, folders with all that is in them.
 *
 * Knows nothing about uploading.
 */
import { MOST_UPLOAD_ENTRIES } from '#protocol/upload.ts';
import type { ChosenFile } from './upload-archive.ts';

/** The files of a file dialog; those of a folder dialog bear their paths. */
export function filesOfInput(input: HTMLInputElement): readonly ChosenFile[] {
  return [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Whether something that is dragged over the page has files. */
export function hasFiles(transfer: DataTransfer): boolean {
  return transfer.types.includes('Files');
}

/**
 * The files that were dropped. Must be called while the drop is being handled; the browser forgets them afterwards.
 * What cannot be read is left out. It stops soon after there are more files than an upload may have.
 */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly ChosenFile[]> {
  const entries: FileSystemEntry[] = [];
  const found: ChosenFile[] = [];
  for (const item of transfer.items) {
    const entry = item.webkitGetAsEntry();
    // What another program gives, a picture for example, may be a file without a place in a file system.
    const file = entry === null ? item.getAsFile() : null;
    if (entry !== null) entries.push(entry);
    if (file !== null) found.push({ path: file.name, file });
  }
  while (entries.length > 0 && found.length <= MOST_UPLOAD_ENTRIES) {
    const entry = entries.shift();
    if (entry === undefined) break;
    if (isFile(entry)) {
      const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)));
      if (file !== null) found.push({ path: entry.fullPath.replace(/^\/+/, ''), file });
    } else if (isDirectory(entry)) {
      entries.push(...(await contentsOf(entry)));
    }
  }
  return found;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** Browsers tell a folder's contents in portions; an empty one is the last. */
async function contentsOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const contents: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<readonly FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (portion.length === 0 || contents.length > MOST_UPLOAD_ENTRIES) return contents;
    contents.push(...portion);
  }
}
