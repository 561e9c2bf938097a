/**
 * The keys of a lesson page: one table for what listens to them, the list that a learner can open, and aria-keyshortcuts.
 *
 * Knows nothing about what happens when they are pressed. Keys are named by their place on the keyboard: with Alt, or on
 * another layout, the same key writes another letter.
 */

/** Keys pressed together. */
export interface Keys {
  /** `KeyboardEvent.code` of the key that is pressed last. */
  readonly code: string;
  readonly control?: true;
  readonly alt?: true;
  readonly shift?: true;
}

interface Entry {
  /** What it does; a sentence of the namespace `workbench`, behind `key-`. */
  readonly id: string;
  readonly group: 'panes' | 'terminals' | 'help';
  /** Any of them does it. */
  readonly keys: readonly Keys[];
}

/** What the whole page listens to, wherever the keyboard is. */
export const pageShortcuts = [
  { id: 'switch-half', group: 'panes', keys: [{ code: 'Backquote', control: true }] },
  { id: 'go-text', group: 'panes', keys: [{ code: 'Digit1', alt: true, shift: true }] },
  { id: 'go-editor', group: 'panes', keys: [{ code: 'Digit2', alt: true, shift: true }] },
  { id: 'go-terminal', group: 'panes', keys: [{ code: 'Digit3', alt: true, shift: true }] },
  { id: 'go-preview', group: 'panes', keys: [{ code: 'Digit4', alt: true, shift: true }] },
  { id: 'go-picture', group: 'panes', keys: [{ code: 'Digit5', alt: true, shift: true }] },
  { id: 'next-pane', group: 'panes', keys: [{ code: 'F6' }] },
  { id: 'previous-pane', group: 'panes', keys: [{ code: 'F6', shift: true }] },
  { id: 'palette', group: 'help', keys: [{ code: 'KeyP', alt: true, shift: true }, { code: 'F1' }] },
  { id: 'shortcuts', group: 'help', keys: [{ code: 'KeyK', alt: true, shift: true }] },
] as const satisfies readonly Entry[];

/** What terminals listen to while the keyboard is in one of them; only to be read about here. */
export const terminalShortcuts = [
  { id: 'new-terminal', group: 'terminals', keys: [{ code: 'KeyT', alt: true, shift: true }] },
  { id: 'close-terminal', group: 'terminals', keys: [{ code: 'KeyW', alt: true, shift: true }] },
  { id: 'previous-terminal', group: 'terminals', keys: [{ code: 'ArrowLeft', alt: true, shift: true }] },
  { id: 'next-terminal', group: 'terminals', keys: [{ code: 'ArrowRight', alt: true, shift: true }] },
  { id: 'copy', group: 'terminals', keys: [{ code: 'KeyC', control: true, shift: true }] },
  { id: 'paste', group: 'terminals', keys: [{ code: 'KeyV', control: true, shift: true }] },
  { id: 'find', group: 'terminals', keys: [{ code: 'KeyF', control: true, shift: true }] },
] as const satisfies readonly Entry[];

/** What a key of the page does. */
export type PageShortcutId = (typeof pageShortcuts)[number]['id'];

/** What a key does. */
export type ShortcutId = PageShortcutId | (typeof terminalShortcuts)[number]['id'];

/** A row of the list of shortcuts. */
export interface Shortcut extends Entry {
  readonly id: ShortcutId;
}

/** All of them, in the order in which they are listed. */
export const shortcuts: readonly Shortcut[] = [...pageShortcuts, ...terminalShortcuts];

/** A pressed key as browsers report it. */
export interface PressedKey {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/** Which of the page's shortcuts was pressed, null for any other key. */
export function pressedShortcut(pressed: PressedKey): PageShortcutId | null {
  const isPressed = ({ code, control, alt, shift }: Keys) =>
    pressed.code === code &&
    pressed.ctrlKey === (control ?? false) &&
    pressed.altKey === (alt ?? false) &&
    pressed.shiftKey === (shift ?? false) &&
    !pressed.metaKey;
  return pageShortcuts.find(({ keys }) => keys.some(isPressed))?.id ?? null;
}

const keyNames: Readonly<Record<string, string>> = { Backquote: '`', ArrowLeft: '←', ArrowRight: '→' };

/** The single keys as they are written on a keyboard, in the order in which they are pressed. */
export function keyCaps({ code, control, alt, shift }: Keys): readonly string[] {
  const last = keyNames[code] ?? code.replace(/^(Key|Digit)/, '');
  return [...(control ? ['Ctrl'] : []), ...(alt ? ['Alt'] : []), ...(shift ? ['Shift'] : []), last];
}

/** The value of aria-keyshortcuts for what a key of the page does. */
export function ariaKeys(id: PageShortcutId): string {
  const { keys } = pageShortcuts.find((shortcut) => shortcut.id === id) ?? { keys: [] };
  return keys.map((one) => keyCaps(one).join('+').replace('Ctrl', 'Control')).join(' ');
}

/** The first way to press it, for a tooltip or a menu. */
export function shownKeys(id: ShortcutId): string {
  const first = shortcuts.find((shortcut) => shortcut.id === id)?.keys[0];
  return first === undefined ? '' : keyCaps(first).join('+');
}
