/**
 * How many panes fit into the window. The widths are those of workbench.css, which draws the first paint.
 *
 * Knows nothing about which panes there are.
 */
import { useSyncExternalStore } from 'react';
import type { Room } from './layout.ts';

const column = '(width < 900px)';
const single = '(width < 1280px)';

function watch(changed: () => void): () => void {
  const lists = [window.matchMedia(column), window.matchMedia(single)];
  for (const list of lists) list.addEventListener('change', changed);
  return () => {
    for (const list of lists) list.removeEventListener('change', changed);
  };
}

function roomNow(): Room {
  if (window.matchMedia(column).matches) return 'column';
  return window.matchMedia(single).matches ? 'single' : 'several';
}

/** How much fits into the window; follows its width. */
export function useRoom(): Room {
  return useSyncExternalStore(watch, roomNow, () => 'several');
}
