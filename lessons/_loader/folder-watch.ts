/**
 * Notices that something in a folder was saved, made, renamed or removed.
 *
 * Looks at the folder again and again: a handful of milliseconds for hundreds of files, and it works alike on every system,
 * for editors that write into a file and for those that put a new file in its place, and in folders shared with a virtual
 * machine, where the system's own notices fail in one case or another. Knows nothing about what the files are.
 */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Milliseconds between two looks. */
const LOOK_MS = 250;

/** A folder that is being watched. */
export interface FolderWatch {
  /** Stops watching. */
  close(): void;
}

/**
 * Calls `onChange` after each look that found something else than the look before, until it is closed; never before the last
 * call has ended. Names that begin with a dot are overlooked: editors keep unfinished things there.
 *
 * @param onFailure a look or a call failed; the watch goes on
 */
export function watchFolder(
  folder: string,
  onChange: () => Promise<void>,
  onFailure: (error: unknown) => void,
): FolderWatch {
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let seen: string | undefined;
  const look = async () => {
    const found = (await describe(folder)).sort().join('\n');
    const before = seen;
    seen = found;
    if (before !== undefined && before !== found && !isClosed) await onChange();
  };
  const goOn = () => {
    void look()
      .catch(onFailure)
      .finally(() => {
        if (!isClosed) timer = setTimeout(goOn, LOOK_MS);
      });
  };
  goOn();
  return {
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** One line for each file in the folder, which becomes another one when the file does. */
async function describe(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'));
  const lines = await Promise.all(
    entries.map(async (entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return [`${file}/`, ...(await describe(file))];
      // It may have gone since the folder was read; the next look knows.
      const found = await stat(file).catch(() => null);
      return found === null ? [] : [`${file} ${found.mtimeMs} ${found.size} ${found.ino}`];
    }),
  );
  return lines.flat();
}
