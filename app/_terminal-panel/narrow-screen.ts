/**
 * Whether the page shows one half at a time, as on phones. The width is that of the rules in globals.css.
 *
 * Knows nothing about what is shown then.
 */
import { useSyncExternalStore } from 'react';

const narrow = '(width < 900px)';

function watch(changed: () => void): () => void {
  const list = window.matchMedia(narrow);
  list.addEventListener('change', changed);
  return () => list.removeEventListener('change', changed);
}

/** Whether the page is narrow; follows turns of the screen. */
export function useNarrowScreen(): boolean {
  return useSyncExternalStore(
    watch,
    () => window.matchMedia(narrow).matches,
    () => false,
  );
}
