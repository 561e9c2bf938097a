/**
 * Remembers in this browser whether the terminal is read aloud.
 *
 * Knows nothing about terminals.
 */

const KEY = 'drydock.screen-reader';

/** Whether the learner has switched it on. */
export function readScreenReaderMode(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    // Storage may be forbidden; the switch then lasts as long as the page.
    return false;
  }
}

/** Remembers the switch. */
export function rememberScreenReaderMode(isOn: boolean): void {
  try {
    localStorage.setItem(KEY, isOn ? 'on' : 'off');
  } catch {
    return;
  }
}
