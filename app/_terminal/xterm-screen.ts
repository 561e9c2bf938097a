/**
 * The screen of a terminal, drawn by xterm.
 *
 * Knows nothing about sessions or sockets. Everything it draws was written by a sandbox and is hostile: links open only
 * over HTTP, a program cannot reach the clipboard (OSC 52 has no handler), and its window title goes nowhere.
 */
import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import type { TerminalScreen, TerminalSize } from './session-connection.ts';
import { terminalPalettes, type Appearance } from './terminal-palettes.ts';

const FONT_FAMILY =
  '"JetBrains Mono", "D2Coding", "Noto Sans Mono CJK KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", monospace';
const FONT_SIZE_PX = 14;
const SCROLLBACK_LINES = 10_000;
/** Bounds of the protocol. */
const MAXIMUM_COLUMNS = 1000;
const MAXIMUM_ROWS = 500;

/** What a screen needs from the page around it. */
export interface ScreenSettings {
  readonly appearance: Appearance;
  readonly screenReaderMode: boolean;
  /** Name of the terminal for assistive technology. */
  readonly label: string;
  /** Id of the element that says how to leave the terminal by keyboard. */
  readonly descriptionId: string;
  readonly onInput: (bytes: Uint8Array) => void;
  readonly onSize: (size: TerminalSize) => void;
}

/** Makes a screen inside an element that has a size. Waits for the font, because xterm measures it once. */
export async function createXtermScreen(container: HTMLElement, settings: ScreenSettings): Promise<XtermScreen> {
  await Promise.allSettled([
    document.fonts.load(`${FONT_SIZE_PX}px "JetBrains Mono"`),
    document.fonts.load(`bold ${FONT_SIZE_PX}px "JetBrains Mono"`),
  ]);
  return new XtermScreen(container, settings);
}

/** The screen of a terminal, drawn by xterm. */
export class XtermScreen implements TerminalScreen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #observer: ResizeObserver;
  readonly #onSize: (size: TerminalSize) => void;
  #frame: number | null = null;

  constructor(container: HTMLElement, settings: ScreenSettings) {
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#onSize = settings.onSize;
    this.#terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: !calm,
      fontFamily: FONT_FAMILY,
      fontSize: FONT_SIZE_PX,
      lineHeight: 1.25,
      linkHandler: { activate: (_event, address) => openLink(address) },
      minimumContrastRatio: 4.5,
      screenReaderMode: settings.screenReaderMode,
      scrollback: SCROLLBACK_LINES,
      smoothScrollDuration: 0,
      theme: terminalPalettes[settings.appearance],
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
    this.#terminal.loadAddon(new WebLinksAddon((_event, address) => openLink(address)));
    this.#terminal.open(container);
    this.#drawOnGraphicsCard();
    this.#describe(settings);
    this.#handleKeys();
    const encoder = new TextEncoder();
    this.#terminal.onData((text) => settings.onInput(encoder.encode(text)));
    // Some mouse reports are bytes, not text.
    this.#terminal.onBinary((bytes) => settings.onInput(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0))));
    this.fit();
    this.#observer = new ResizeObserver(() => this.#fitSoon());
    this.#observer.observe(container);
  }

  size(): TerminalSize {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }

  restore({ columns, rows, data }: TerminalSize & { readonly data: string }, shown: () => void): void {
    this.#terminal.resize(columns, rows);
    // RIS clears screen and scrollback in the order of writing; reset() would overtake output that is still queued.
    this.#terminal.write('\u001bc');
    this.#terminal.write(data, () => {
      this.fit();
      shown();
    });
  }

  write(bytes: Uint8Array, shown: () => void): void {
    this.#terminal.write(bytes, shown);
  }

  /** Puts text at the cursor as if it had been typed. */
  insert(text: string): void {
    this.#terminal.input(text);
  }

  /** Takes the keyboard. */
  focus(): void {
    this.#terminal.focus();
  }

  /** Follows the page's colours. */
  setAppearance(appearance: Appearance): void {
    this.#terminal.options.theme = terminalPalettes[appearance];
  }

  /** Keeps the visible lines readable for assistive technology. */
  setScreenReaderMode(isOn: boolean): void {
    this.#terminal.options.screenReaderMode = isOn;
  }

  /** Fills the container with as many whole cells as fit. Does nothing while it is hidden. */
  fit(): void {
    const fitting = this.#fit.proposeDimensions();
    if (fitting === undefined || !Number.isFinite(fitting.cols) || !Number.isFinite(fitting.rows)) return;
    const columns = Math.min(MAXIMUM_COLUMNS, fitting.cols);
    const rows = Math.min(MAXIMUM_ROWS, fitting.rows);
    if (columns !== this.#terminal.cols || rows !== this.#terminal.rows) this.#terminal.resize(columns, rows);
    this.#onSize({ columns, rows });
  }

  dispose(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.#terminal.dispose();
  }

  #fitSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.fit();
    });
  }

  /** Without WebGL, or when the graphics card takes its context away, xterm draws with ordinary elements. */
  #drawOnGraphicsCard(): void {
    try {
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => webgl.dispose());
      this.#terminal.loadAddon(webgl);
    } catch {
      return;
    }
  }

  #describe({ label, descriptionId }: ScreenSettings): void {
    this.#terminal.textarea?.setAttribute('aria-label', label);
    this.#terminal.textarea?.setAttribute('aria-describedby', descriptionId);
  }

  /** Ctrl+Shift+C copies, because Ctrl+C belongs to the shell. */
  #handleKeys(): void {
    this.#terminal.attachCustomKeyEventHandler((event) => {
      if (event.type !== 'keydown') return true;
      if (event.ctrlKey && event.shiftKey && event.code === 'KeyC' && this.#terminal.hasSelection()) {
        event.preventDefault();
        void navigator.clipboard.writeText(this.#terminal.getSelection());
        return false;
      }
      return true;
    });
  }
}

function openLink(address: string): void {
  if (!URL.canParse(address)) return;
  const { protocol } = new URL(address);
  if (protocol === 'http:' || protocol === 'https:') window.open(address, '_blank', 'noopener,noreferrer');
}
