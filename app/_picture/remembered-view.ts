/**
 * Remembers in this browser which part of the picture is shown, and whether drawn or as a table.
 *
 * Knows nothing about what they look like.
 */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { z } from 'zod';

/** Parts of the picture, in the order of their tabs. */
export const sections = ['containers', 'images', 'volumes', 'builds'] as const;

/** Ways to show a part. */
export const forms = ['picture', 'table'] as const;

const viewSchema = z.strictObject({ section: z.enum(sections), form: z.enum(forms) });

/** What is shown. */
export type PictureView = z.infer<typeof viewSchema>;

const KEY = 'drydock.picture';
const initialView: PictureView = { section: 'containers', form: 'picture' };
const listeners = new Set<() => void>();
/** Where nothing can be stored it is remembered until the page is left. */
let unstored = '';

function read(): string {
  try {
    return localStorage.getItem(KEY) ?? unstored;
  } catch {
    return unstored;
  }
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => void listeners.delete(changed);
}

/** What a stored text says; the initial view when another version wrote it. */
export function parseView(stored: string): PictureView {
  try {
    return viewSchema.parse(JSON.parse(stored));
  } catch {
    return initialView;
  }
}

/** What is shown and how to show something else. */
export function useRememberedView(): [PictureView, (view: PictureView) => void] {
  const stored = useSyncExternalStore(subscribe, read, () => '');
  const view = useMemo(() => parseView(stored), [stored]);
  const remember = useCallback((next: PictureView) => {
    unstored = JSON.stringify(next);
    try {
      localStorage.setItem(KEY, unstored);
    } catch {
      // Remembered above.
    }
    for (const listener of listeners) listener();
  }, []);
  return [view, remember];
}
