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
import { terminalPalettes, type Appearance } from './terminal-palettes.ts';
import type { TerminalScreen, TerminalSize } from './terminal-screen.ts';
import { XtermClipboard, type ScreenRequests } from './xterm-clipboard.ts';
import { XtermFind, type FindDirection, type FindResults } from './xterm-find.ts';

const FONT_FAMILY =
  '"JetBrains Mono", "D2Coding", "Noto Sans Mono CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", "Pretendard Variable", monospace';
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
  /** The size that fills the pane, whether it is shown or not. */
  readonly onSize: (size: TerminalSize) => void;
  /** The learner works in this terminal now. */
  readonly onFocus: () => void;
}

/** Waits for the terminal's font, because xterm measures it once. */
export async function loadTerminalFont(): Promise<void> {
  await Promise.allSettled([
    document.fonts.load(`${FONT_SIZE_PX}px "JetBrains Mono"`),
    document.fonts.load(`bold ${FONT_SIZE_PX}px "JetBrains Mono"`),
  ]);
}

/** The screen of a terminal, drawn by xterm. */
export class XtermScreen implements TerminalScreen {
  readonly #terminal: Terminal;
  readonly #host: HTMLElement;
  readonly #fit = new FitAddon();
  readonly #find: XtermFind;
  readonly #clipboard: XtermClipboard;
  readonly #observer: ResizeObserver;
  readonly #onSize: (size: TerminalSize) => void;
  #requests: ScreenRequests | null = null;
  /** The size somebody else decides. */
  #followed: TerminalSize | null = null;
  #fitting: TerminalSize = { columns: 80, rows: 24 };
  #frame: number | null = null;

  /** @param host an element in the page that has a size; it may be moved and hidden afterwards */
  constructor(host: HTMLElement, settings: ScreenSettings) {
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#host = host;
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
    this.#find = new XtermFind(this.#terminal, settings.appearance);
    this.#terminal.open(host);
    this.#drawOnGraphicsCard();
    this.#clipboard = new XtermClipboard(this.#terminal, host, () => this.#requests);
    this.#terminal.textarea?.setAttribute('aria-describedby', settings.descriptionId);
    this.#terminal.textarea?.addEventListener('focus', () => settings.onFocus());
    this.setLabel(settings.label);
    const encoder = new TextEncoder();
    this.#terminal.onData((text) => settings.onInput(encoder.encode(text)));
    // Some mouse reports are bytes, not text.
    this.#terminal.onBinary((bytes) => settings.onInput(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0))));
    this.fit();
    this.#observer = new ResizeObserver(() => this.#fitSoon());
    this.#observer.observe(host);
  }

  fittingSize(): TerminalSize {
    const fitting = this.#fit.proposeDimensions();
    if (fitting !== undefined && Number.isFinite(fitting.cols) && Number.isFinite(fitting.rows)) {
      this.#fitting = {
        columns: Math.min(MAXIMUM_COLUMNS, fitting.cols),
        rows: Math.min(MAXIMUM_ROWS, fitting.rows),
      };
    }
    // Hidden screens have no size of their own and keep the last.
    return this.#fitting;
  }

  restore({ columns, rows, data }: TerminalSize & { readonly data: string }, shown: () => void): void {
    // RIS clears screen and scrollback in the order of writing; reset() would overtake output that is still queued, and so
    // would a change of the size.
    this.#terminal.write('\u001bc', () => this.#terminal.resize(columns, rows));
    this.#terminal.write(data, shown);
  }

  write(bytes: Uint8Array, shown: () => void): void {
    this.#terminal.write(bytes, shown);
  }

  follow(size: TerminalSize | null): void {
    this.#followed = size;
    this.#host.toggleAttribute('data-follows', size !== null);
    // What was written before was meant for the size before.
    this.#terminal.write('', () => this.#applySize());
  }

  /** Who answers what the learner asks of this screen; null for nobody. */
  setRequests(requests: ScreenRequests | null): void {
    this.#requests = requests;
  }

  /** Names the terminal for assistive technology. */
  setLabel(label: string): void {
    this.#terminal.textarea?.setAttribute('aria-label', label);
  }

  get hasSelection(): boolean {
    return this.#clipboard.hasSelection;
  }

  /** Copies the selection. */
  async copy(): Promise<void> {
    await this.#clipboard.copy();
  }

  /** Pastes what is in the clipboard. */
  async paste(): Promise<void> {
    await this.#clipboard.paste();
  }

  selectAll(): void {
    this.#terminal.selectAll();
  }

  /** Clears everything but the line of the cursor, for this page only. */
  clear(): void {
    this.#terminal.clear();
  }

  /** Looks for text; tells the results now and whenever they change. */
  find(text: string, direction: FindDirection, onResults: (results: FindResults) => void): void {
    this.#find.find(text, direction, onResults);
  }

  endFind(): void {
    this.#find.end();
  }

  /** Takes the keyboard. */
  focus(): void {
    this.#terminal.focus();
  }

  /** Follows the page's colours. */
  setAppearance(appearance: Appearance): void {
    this.#terminal.options.theme = terminalPalettes[appearance];
    this.#find.setAppearance(appearance);
  }

  /** Keeps the visible lines readable for assistive technology. */
  setScreenReaderMode(isOn: boolean): void {
    this.#terminal.options.screenReaderMode = isOn;
  }

  /** Fills the pane with as many whole cells as fit, unless somebody else decides the size. */
  fit(): void {
    this.#applySize();
    this.#onSize(this.fittingSize());
  }

  dispose(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.#clipboard.dispose();
    this.#terminal.dispose();
  }

  #applySize(): void {
    const { columns, rows } = this.#followed ?? this.fittingSize();
    if (columns !== this.#terminal.cols || rows !== this.#terminal.rows) this.#terminal.resize(columns, rows);
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
}

function openLink(address: string): void {
  if (!URL.canParse(address)) return;
  const { protocol } = new URL(address);
  if (protocol === 'http:' || protocol === 'https:') window.open(address, '_blank', 'noopener,noreferrer');
}
