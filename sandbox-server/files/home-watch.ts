/**
 * Follows what changes in a learner's home, as a program inside tells it, and says which folders to look at again. Only for the
 * sandbox's own learner: whoever is root in it can make it say anything.
 *
 * Knows nothing about sessions, nor about what lies in the folders.
 */
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderPathSchema } from '#protocol/workspace.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { FolderBatch, type HomeChange } from './folder-batch.ts';
import { textOf } from './home-entries.ts';

const command = ['/usr/local/lib/drydock/home-watch'] as const;
const home = '/home/learner/';

/** Milliseconds until a program that ended is started again. */
const RETRY_MS = 3_000;

/** Bytes of a record that are believed: a path and a name, both of the longest. */
const LONGEST_RECORD = 16 * 1024;

/**
 * Tells about changes until `stop`: the folders, '' being the home itself, or null when anything may have changed. That is so
 * when watching has begun, and whenever it has been interrupted.
 */
export function watchHome(
  driver: Pick<SandboxDriver, 'exec'>,
  sandboxId: string,
  onChanged: (folders: readonly string[] | null) => void,
): { stop(): void } {
  const stopping = new AbortController();
  const batch = new FolderBatch(onChanged);
  const follow = async () => {
    while (!stopping.signal.aborted) {
      try {
        for await (const change of changes(driver, sandboxId, stopping.signal)) batch.add(change);
      } catch {
        // The sandbox is ending, or so full that nothing can be started in it; the next program begins with `null`.
      }
      await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  void follow();
  return {
    stop: () => {
      stopping.abort();
      batch.close();
    },
  };
}

async function* changes(
  driver: Pick<SandboxDriver, 'exec'>,
  sandboxId: string,
  signal: AbortSignal,
): AsyncGenerator<HomeChange> {
  const process = await driver.exec(sandboxId, { command, user: 'learner' });
  const detach = () => process.detach();
  signal.addEventListener('abort', detach);
  try {
    if (signal.aborted) return;
    yield* readChanges(process.stream);
  } finally {
    signal.removeEventListener('abort', detach);
    process.detach();
  }
}

/** Records as they come: events, folder and name, each followed by a zero. Ends with a stream that has another form. */
export async function* readChanges(stream: Readable): AsyncGenerator<HomeChange> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const piece of stream) {
    pending = Buffer.concat([pending, Buffer.from(piece as Uint8Array)]);
    for (let record = takeRecord(); record !== null; record = takeRecord()) {
      const change = toChange(record);
      if (change) yield change;
    }
    if (pending.length > LONGEST_RECORD) return;
  }

  function takeRecord(): readonly Buffer[] | null {
    const fields: Buffer[] = [];
    let start = 0;
    for (let field = 0; field < 3; field += 1) {
      const end = pending.indexOf(0, start);
      if (end === -1) return null;
      fields.push(pending.subarray(start, end));
      start = end + 1;
    }
    pending = pending.subarray(start);
    return fields;
  }
}

/** null for a folder that the tree cannot show. */
function toChange([eventBytes, folderBytes]: readonly Buffer[]): HomeChange | null {
  const events = textOf(eventBytes ?? Buffer.alloc(0))?.split(',') ?? [];
  if (!folderBytes || folderBytes.length === 0 || events.includes('Q_OVERFLOW')) {
    return { folder: null, newFolder: false };
  }
  const path = textOf(folderBytes);
  if (path === null || !path.startsWith(home)) return null;
  const folder = folderPathSchema.safeParse(path.slice(home.length).replace(/\/$/, ''));
  if (!folder.success) return null;
  const appeared = events.includes('CREATE') || events.includes('MOVED_TO');
  return { folder: folder.data, newFolder: appeared && events.includes('ISDIR') };
}
