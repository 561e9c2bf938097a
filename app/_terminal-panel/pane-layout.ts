/**
 * Which terminals are shown side by side and in which of them the learner works. Pure decisions.
 *
 * Knows nothing about sizes, React or where a layout is remembered.
 */

/** Terminals shown at once at most; more would be too narrow to read. */
export const MOST_PANES = 4;

/** What is shown. A terminal is in one pane at most; those in none are tabs only. */
export interface PaneLayout {
  /** Numbers of the terminals shown, in the order of their panes. */
  readonly panes: readonly number[];
  /** The terminal the learner works in; one of those shown. */
  readonly current: number;
  /** `row`: side by side; `column`: one below the other. */
  readonly direction: 'row' | 'column';
}

/** One pane with the first terminal. */
export const initialPaneLayout: PaneLayout = { panes: [1], current: 1, direction: 'row' };

/** The nearest layout with nothing but terminals that exist. */
export function existingLayout({ panes, current, direction }: PaneLayout, existing: readonly number[]): PaneLayout {
  const kept = [...new Set(panes)].filter((number) => existing.includes(number)).slice(0, MOST_PANES);
  const first = kept[0] ?? existing[0] ?? 1;
  return { panes: kept.length === 0 ? [first] : kept, current: kept.includes(current) ? current : first, direction };
}

/** Goes to a terminal: to its pane, or else it takes the place of the current one. */
export function showing(layout: PaneLayout, number: number): PaneLayout {
  if (layout.panes.includes(number)) return { ...layout, current: number };
  return {
    ...layout,
    panes: layout.panes.map((shown) => (shown === layout.current ? number : shown)),
    current: number,
  };
}

/** Shows a terminal in a new pane next to the current one; without room for one it takes the current one's place. */
export function splitFor(layout: PaneLayout, number: number, direction: PaneLayout['direction']): PaneLayout {
  if (layout.panes.length >= MOST_PANES || layout.panes.includes(number)) return showing(layout, number);
  const place = layout.panes.indexOf(layout.current) + 1;
  return { panes: layout.panes.toSpliced(place, 0, number), current: number, direction };
}

/** Shows the current terminal alone; the others stay as tabs. */
export function onlyCurrent(layout: PaneLayout): PaneLayout {
  return { ...layout, panes: [layout.current] };
}

/**
 * What is shown once a terminal is gone: the other panes, or else the tab next to it.
 *
 * @param existing all terminals in the order of their tabs, the leaving one among them
 */
export function without(layout: PaneLayout, number: number, existing: readonly number[]): PaneLayout {
  const panes = layout.panes.filter((shown) => shown !== number);
  const place = existing.indexOf(number);
  const neighbour = panes[Math.max(0, layout.panes.indexOf(number) - 1)] ?? existing[place + 1] ?? existing[place - 1];
  if (neighbour === undefined) return layout;
  return {
    ...layout,
    panes: panes.length === 0 ? [neighbour] : panes,
    current: layout.current === number ? neighbour : layout.current,
  };
}

/** The terminal a number of tabs further, from the last on to the first. */
export function tabFrom(number: number, distance: number, existing: readonly number[]): number {
  const place = existing.indexOf(number) + distance;
  return existing[((place % existing.length) + existing.length) % existing.length] ?? number;
}
