/**
 * Reads what the program `home-files` prints inside a sandbox: fields that end with a zero, four to an entry. Whoever is root
 * in a sandbox can make it print anything, so nothing is believed that is not of the agreed form.
 *
 * Knows nothing about how it is run.
 */
import { folderEntrySchema, MOST_LISTED_ENTRIES, type FolderEntry, type FolderListing } from '#protocol/workspace.ts';

const FIELDS_PER_ENTRY = 4;

const kinds = new Map<string, FolderEntry['kind']>([
  ['f', 'file'],
  ['d', 'folder'],
  ['l', 'link'],
]);

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The first entry of an answer and what follows it. */
export interface FirstEntry {
  readonly entry: FolderEntry;
  readonly rest: Buffer;
}

/** An answer that begins with one entry, which lies under `path` whatever name it has itself; null when it has another form. */
export function readFirstEntry(answer: Buffer, path: string): FirstEntry | null {
  let end = -1;
  for (let field = 0; field < FIELDS_PER_ENTRY; field += 1) {
    end = answer.indexOf(0, end + 1);
    if (end === -1) return null;
  }
  const entry = toEntry(fieldsOf(answer.subarray(0, end + 1)), path);
  return entry && { entry, rest: answer.subarray(end + 1) };
}

/** A whole listing: the number of entries, then the entries; null when it has another form. */
export function readListing(answer: Buffer, path: string): FolderListing | null {
  const [count, ...fields] = fieldsOf(answer);
  const total = /^\d{1,10}$/.test(count ?? '') ? Number(count) : null;
  if (total === null || fields.length % FIELDS_PER_ENTRY !== 0) return null;
  const entries: FolderEntry[] = [];
  for (let index = 0; index < fields.length && entries.length < MOST_LISTED_ENTRIES; index += FIELDS_PER_ENTRY) {
    const name = fields[index + 3] ?? null;
    if (name === null || name.includes('/')) continue;
    const entry = toEntry(fields.slice(index, index + FIELDS_PER_ENTRY), path === '' ? name : `${path}/${name}`);
    if (entry) entries.push(entry);
  }
  return { path, entries, left: Math.max(0, total - entries.length) };
}

/** Fields as text, null for one that is no UTF-8. */
function fieldsOf(answer: Buffer): readonly (string | null)[] {
  const fields: (string | null)[] = [];
  for (let start = 0, end = answer.indexOf(0); end !== -1; start = end + 1, end = answer.indexOf(0, start)) {
    fields.push(textOf(answer.subarray(start, end)));
  }
  return fields;
}

/** The bytes as text with a byte order mark kept, null when they are no UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function toEntry([kind, bytes, version]: readonly (string | null)[], path: string): FolderEntry | null {
  const parsed = folderEntrySchema.safeParse({
    path,
    kind: kinds.get(kind ?? '') ?? 'other',
    bytes: /^\d{1,15}$/.test(bytes ?? '') ? Number(bytes) : null,
    version,
  });
  return parsed.success ? parsed.data : null;
}
