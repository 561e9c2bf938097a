/**
 * What a click on a command in the text does: put it into the terminal, or run it there. Remembered in this browser, the same
 * for all commands and lessons.
 *
 * Knows nothing about terminals.
 */
import { useSyncExternalStore } from 'react';
import { z } from 'zod';

const choiceSchema = z.enum(['insert', 'run']);

/** What a click on a command does. */
export type ClickChoice = z.infer<typeof choiceSchema>;

const KEY = 'drydock.command-click';

const listeners = new Set<() => void>();

/** The choice of a browser that does not let pages remember anything lasts as long as the page. */
let chosenHere: ClickChoice | null = null;

function readChoice(): ClickChoice {
  if (chosenHere !== null) return chosenHere;
  try {
    return choiceSchema.catch('insert').parse(localStorage.getItem(KEY));
  } catch {
    return 'insert';
  }
}

/** Remembers the choice. */
export function chooseClick(choice: ClickChoice): void {
  chosenHere = choice;
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Storage may be forbidden or full; the choice still counts on this page.
  }
  for (const tell of listeners) tell();
}

function listen(tell: () => void): () => void {
  const tellOfOtherWindow = ({ key }: StorageEvent) => {
    if (key !== KEY) return;
    chosenHere = null;
    tell();
  };
  listeners.add(tell);
  window.addEventListener('storage', tellOfOtherWindow);
  return () => {
    listeners.delete(tell);
    window.removeEventListener('storage', tellOfOtherWindow);
  };
}

/** The learner's choice; follows changes made at another command or in another window. */
export function useClickChoice(): ClickChoice {
  return useSyncExternalStore(listen, readChoice, () => 'insert');
}
