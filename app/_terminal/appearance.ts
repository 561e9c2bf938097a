/**
 * Whether the page is light or dark at present, and news about it.
 *
 * Knows nothing about terminals.
 */
import type { Appearance } from './terminal-palettes.ts';

const systemPrefersDark = '(prefers-color-scheme: dark)';

/** The learner's choice on the page, else the system's. */
export function currentAppearance(): Appearance {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return window.matchMedia(systemPrefersDark).matches ? 'dark' : 'light';
}

/** Calls back after every change; returns how to stop. */
export function watchAppearance(changed: (appearance: Appearance) => void): () => void {
  const notify = () => changed(currentAppearance());
  const system = window.matchMedia(systemPrefersDark);
  const choice = new MutationObserver(notify);
  system.addEventListener('change', notify);
  choice.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', notify);
    choice.disconnect();
  };
}
