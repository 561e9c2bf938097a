/**
 * Copy, paste and the menu of a terminal's screen.
 *
 * Pasting goes through the browser's own paste event wherever it can, because that needs no permission in any browser:
 * Ctrl+Shift+V, Shift+Insert, Cmd+V and the middle button all cause one. Ctrl+C always belongs to the shell.
 *
 * Knows nothing about sessions or about how questions are put to the learner.
 */
import type { Terminal } from '@xterm/xterm';
import { harmlessPaste, linesRunBy } from './pasted-text.ts';

/** A place in the window, in CSS pixels. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/** What a learner asked of a screen by keys or mouse that the page around it has to answer. */
export interface ScreenRequests {
  readonly onMenu: (place: MenuPlace) => void;
  readonly onFind: () => void;
  /** Several lines would run at once; `paste` pastes them. */
  readonly onPasteQuestion: (question: { readonly lines: number; readonly paste: () => void }) => void;
  /** The browser did not let the page at the clipboard. */
  readonly onClipboardRefused: (attempt: 'copy' | 'paste') => void;
}

/** Copy, paste and the menu of one screen. */
export class XtermClipboard {
  readonly #terminal: Terminal;
  readonly #host: HTMLElement;
  readonly #requests: () => ScreenRequests | null;
  readonly #stop = new AbortController();

  /** @param requests who answers at the moment */
  constructor(terminal: Terminal, host: HTMLElement, requests: () => ScreenRequests | null) {
    this.#terminal = terminal;
    this.#host = host;
    this.#requests = requests;
    // Before xterm sees the events.
    const options = { capture: true, signal: this.#stop.signal };
    host.addEventListener('paste', (event) => this.#pasted(event), options);
    host.addEventListener('contextmenu', (event) => this.#menuAsked(event), options);
    host.addEventListener('mousedown', (event) => this.#pressed(event), options);
    terminal.attachCustomKeyEventHandler((event) => this.#handleKey(event));
  }

  get hasSelection(): boolean {
    return this.#terminal.hasSelection();
  }

  /** Copies the selection; without one nothing happens. */
  async copy(): Promise<void> {
    if (!this.#terminal.hasSelection()) return;
    try {
      await navigator.clipboard.writeText(this.#terminal.getSelection());
    } catch {
      this.#requests()?.onClipboardRefused('copy');
    }
  }

  /** Reads the clipboard, for which some browsers ask, and pastes. */
  async paste(): Promise<void> {
    try {
      this.#paste(await navigator.clipboard.readText());
    } catch {
      this.#requests()?.onClipboardRefused('paste');
    }
  }

  dispose(): void {
    this.#stop.abort();
  }

  #paste(text: string): void {
    const harmless = harmlessPaste(text);
    if (harmless === '') return;
    const lines = linesRunBy(harmless);
    const paste = () => this.#terminal.paste(harmless);
    // In bracketed-paste mode the program knows that nobody typed this, and waits for Enter.
    if (lines === 0 || this.#terminal.modes.bracketedPasteMode) paste();
    else this.#requests()?.onPasteQuestion({ lines, paste });
  }

  #pasted(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    this.#paste(event.clipboardData?.getData('text/plain') ?? '');
  }

  /** Programs that follow the mouse get the right button, too, unless Shift is held. */
  #belongsToProgram(event: MouseEvent): boolean {
    return this.#terminal.modes.mouseTrackingMode !== 'none' && !event.shiftKey;
  }

  #pressed(event: MouseEvent): void {
    if (event.button !== 2 || this.#belongsToProgram(event)) return;
    // Otherwise the selection and the keyboard would be lost before the menu opens.
    event.preventDefault();
    event.stopPropagation();
  }

  #menuAsked(event: MouseEvent): void {
    event.preventDefault();
    event.stopPropagation();
    const isFromMouse = event.button === 2;
    if (isFromMouse && this.#belongsToProgram(event)) return;
    this.#requests()?.onMenu(isFromMouse ? { x: event.clientX, y: event.clientY } : this.#cursorPlace());
  }

  #cursorPlace(): MenuPlace {
    const { left, bottom } = (this.#terminal.textarea ?? this.#host).getBoundingClientRect();
    return { x: left, y: bottom };
  }

  #handleKey(event: KeyboardEvent): boolean {
    // While a syllable is put together all keys belong to the input method; 229 says so in browsers that do not.
    if (event.type !== 'keydown' || event.isComposing || event.keyCode === 229) return true;
    const action = this.#actionOf(event);
    if (action === null) return true;
    // Ctrl+Shift+C would open the inspector in Firefox and Chromium.
    event.preventDefault();
    action();
    return false;
  }

  #actionOf({ code, ctrlKey, shiftKey, altKey, metaKey }: KeyboardEvent): (() => void) | null {
    if (altKey) return null;
    if (ctrlKey && shiftKey && !metaKey && code === 'KeyC') return () => void this.copy();
    if (ctrlKey && !shiftKey && !metaKey && code === 'Insert') return () => void this.copy();
    if (ctrlKey && shiftKey && !metaKey && code === 'KeyF') return () => this.#requests()?.onFind();
    if (shiftKey && !ctrlKey && !metaKey && code === 'F10') return () => this.#requests()?.onMenu(this.#cursorPlace());
    return null;
  }
}
