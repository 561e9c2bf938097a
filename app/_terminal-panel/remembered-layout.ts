/**
 * Remembers in this browser which terminals of a lesson are shown side by side.
 *
 * Knows nothing about which of them still exist.
 */
import { z } from 'zod';
import { terminalNumberSchema } from '#protocol/messages.ts';
import { initialPaneLayout, MOST_PANES, type PaneLayout } from './pane-layout.ts';

const layoutSchema = z.strictObject({
  panes: z.array(terminalNumberSchema).min(1).max(MOST_PANES),
  current: terminalNumberSchema,
  direction: z.enum(['row', 'column']),
});

function keyOf(lessonId: string): string {
  return `drydock.panes.${lessonId}`;
}

/** What was shown last, one pane when nothing is known. */
export function readLayout(lessonId: string): PaneLayout {
  try {
    const stored = localStorage.getItem(keyOf(lessonId));
    return stored === null ? initialPaneLayout : layoutSchema.parse(JSON.parse(stored));
  } catch {
    // Storage may be forbidden, or hold what another version wrote.
    return initialPaneLayout;
  }
}

/** Remembers what is shown. */
export function rememberLayout(lessonId: string, layout: PaneLayout): void {
  try {
    localStorage.setItem(keyOf(lessonId), JSON.stringify(layout));
  } catch {
    return;
  }
}
