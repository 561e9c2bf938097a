/**
 * Where the keyboard is among the panes, and how it gets into one: to where it was there last, to what the pane offers for
 * it (`data-takes-keyboard`), or to the pane itself.
 *
 * Knows nothing about which panes are open. The terminals take the keyboard by themselves.
 */
import { paneNames, type PaneName } from './requests.ts';

/** The pane of an element, null when it is in none. */
export function paneOf(element: Element | null): PaneName | null {
  const name = element?.closest<HTMLElement>('[data-pane]')?.dataset['pane'];
  return paneNames.find((pane) => pane === name) ?? null;
}

/** Remembers where the keyboard was in each pane. */
export class PaneKeyboard {
  readonly #last = new Map<PaneName, HTMLElement>();

  /** Begins to remember. Returns how to stop. */
  watch(): () => void {
    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      const pane = paneOf(target);
      if (pane !== null) this.#last.set(pane, target);
    };
    document.addEventListener('focusin', remember);
    return () => document.removeEventListener('focusin', remember);
  }

  /** Takes the keyboard into a pane that is shown. */
  enter(pane: PaneName): void {
    const frame = document.querySelector<HTMLElement>(`[data-pane='${pane}']`);
    const last = this.#last.get(pane);
    const places = [
      last,
      frame?.querySelector<HTMLElement>('[data-takes-keyboard]'),
      pane === 'text' ? document.getElementById('content') : frame,
    ];
    for (const place of places) {
      if (place?.isConnected !== true || frame?.contains(place) !== true) continue;
      place.focus();
      if (frame.contains(document.activeElement)) return;
    }
  }
}
