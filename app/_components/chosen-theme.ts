/**
 * The colours that a learner chose, as the page shows them now: `data-theme` of the document. Several parts of a page may
 * change them and all show the same.
 *
 * Knows nothing about the colours themselves.
 */
import { useSyncExternalStore } from 'react';
import { rememberPreference, themes, type Theme } from './preference-cookies.ts';

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

function shownTheme(): Theme {
  const shown = document.documentElement.dataset['theme'];
  return themes.find((theme) => theme === shown) ?? 'system';
}

/** The theme that is chosen now; on the server the one that the request asks for. */
export function useChosenTheme(requested: Theme): Theme {
  return useSyncExternalStore(watch, shownTheme, () => requested);
}

/** Changes the colours at once and remembers it. Only in the browser. */
export function chooseTheme(theme: Theme): void {
  rememberPreference('theme', theme);
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
