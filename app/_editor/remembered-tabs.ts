/**
 * Remembers in this browser which files of a lesson are open. Paths only; what stands in them is in the sandbox.
 *
 * Knows nothing about whether the files still exist.
 */
import { z } from 'zod';
import { homePathSchema } from '#protocol/workspace.ts';

/** Tabs that are remembered; nobody keeps an overview of more. */
const MOST_REMEMBERED = 20;

const tabsSchema = z.strictObject({
  paths: z.array(homePathSchema).max(MOST_REMEMBERED),
  current: homePathSchema.nullable(),
});

/** The open files and the one that is shown. */
export type RememberedTabs = z.infer<typeof tabsSchema>;

const noTabs: RememberedTabs = { paths: [], current: null };

function keyOf(lessonId: string): string {
  return `drydock.files.${lessonId}`;
}

/** What was open last, nothing when that is unknown. */
export function readTabs(lessonId: string, storage: () => Storage = () => localStorage): RememberedTabs {
  try {
    const stored = storage().getItem(keyOf(lessonId));
    return stored === null ? noTabs : tabsSchema.parse(JSON.parse(stored));
  } catch {
    // Storage may be forbidden, or hold what another version wrote.
    return noTabs;
  }
}

/** Remembers what is open. */
export function rememberTabs(
  lessonId: string,
  tabs: RememberedTabs,
  storage: () => Storage = () => localStorage,
): void {
  const paths = tabs.paths.slice(-MOST_REMEMBERED);
  const current = tabs.current !== null && paths.includes(tabs.current) ? tabs.current : null;
  try {
    storage().setItem(keyOf(lessonId), JSON.stringify({ paths, current }));
  } catch {
    return;
  }
}
