/**
 * Puts the terminals of a lesson page together: a screen for each that was ever shown, all connected to one session. Loaded
 * by the page only when it is shown, because xterm is most of the page's code.
 *
 * A screen lives in an element of its own that is moved into whichever pane shows it, so nothing of it is lost when panes
 * come and go. Knows nothing about React.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import { currentAppearance, watchAppearance } from './appearance.ts';
import { connect, openSession, resetSession } from './browser-connection.ts';
import type { Opening } from './connection-parts.ts';
import { initialConnectionState, type ConnectionState } from './connection-state.ts';
import { SessionConnection } from './session-connection.ts';
import type { SessionFeed } from './session-feed.ts';
import type { ScreenRequests } from './xterm-clipboard.ts';
import type { FindDirection, FindResults } from './xterm-find.ts';
import { loadTerminalFont, XtermScreen } from './xterm-screen.ts';

/** What a pane can do with the screen it shows. */
export interface ShownScreen {
  readonly hasSelection: boolean;
  copy(): Promise<void>;
  paste(): Promise<void>;
  selectAll(): void;
  /** Clears everything but the line of the cursor, for this page only. */
  clear(): void;
  find(text: string, direction: FindDirection, onResults: (results: FindResults) => void): void;
  endFind(): void;
  focus(): void;
  setLabel(label: string): void;
  /** Takes the screen out of the pane; the terminal goes on. */
  hide(): void;
}

/** How a pane shows a terminal. */
export interface PaneSettings {
  readonly label: string;
  readonly requests: ScreenRequests;
  /** The learner works in this terminal now. */
  readonly onFocus: () => void;
}

/** What a page can do with its terminals. Without a number the one meant is the one the learner works in. */
export interface OpenTerminal {
  /** Shows a terminal in an element that has a size. */
  show(number: number, pane: HTMLElement, settings: PaneSettings): ShownScreen;
  /** Which terminal the learner works in. */
  setCurrent(number: number): void;
  /** Puts a command at the cursor, without running it, and takes the keyboard there. */
  insert(command: string): void;
  focus(): void;
  setScreenReaderMode(isOn: boolean): void;
  /** Asks for the sandbox again after it was stopped or refused. */
  retry(): void;
  /** Starts a new shell after the last one ended. */
  startShell(number: number): void;
  /** Opens one more terminal. Its number; null when that was refused. */
  openTerminal(): Promise<number | null>;
  closeTerminal(number: number): void;
  renameTerminal(number: number, name: string): void;
  /** Someone is there: the time left begins anew. */
  extend(): void;
  /** Throws the sandbox away and connects to a new one; the refusal when that could not be done. */
  startOver(sessionId: string): Promise<ErrorCode | null>;
  dispose(): void;
}

/** What the page gives. */
export interface TerminalSettings {
  readonly lessonId: string;
  /** Id of the element that says how to leave a terminal by keyboard. */
  readonly descriptionId: string;
  readonly screenReaderMode: boolean;
  readonly onState: (state: ConnectionState) => void;
  readonly feed: SessionFeed;
}

/** A screen and the element that is moved from pane to pane. */
interface Place {
  readonly screen: XtermScreen;
  readonly element: HTMLElement;
  settings: PaneSettings;
}

/** Connects to the session of a lesson. Terminals appear where they are shown. */
export async function openTerminals(settings: TerminalSettings): Promise<OpenTerminal> {
  // The sandbox starts while the font loads.
  let first: Promise<Opening> | null = openSession(settings.lessonId);
  await loadTerminalFont();
  const connection = new SessionConnection({
    openSession: () => {
      const opening = first ?? openSession(settings.lessonId);
      first = null;
      return opening;
    },
    connect,
    schedule: (action, milliseconds) => {
      const timer = window.setTimeout(action, milliseconds);
      return () => window.clearTimeout(timer);
    },
    random: Math.random,
    now: () => performance.now(),
    onState: (state) => terminals.learn(state),
    feed: settings.feed,
  });
  const terminals = new PageTerminals(connection, settings);
  connection.start();
  return terminals;
}

class PageTerminals implements OpenTerminal {
  readonly #connection: SessionConnection;
  readonly #settings: TerminalSettings;
  readonly #places = new Map<number, Place>();
  readonly #stop = new AbortController();
  readonly #stopWatching: () => void;
  #state = initialConnectionState;
  #screenReaderMode: boolean;
  #current = 1;
  #wantsFocus = false;

  constructor(connection: SessionConnection, settings: TerminalSettings) {
    this.#connection = connection;
    this.#settings = settings;
    this.#screenReaderMode = settings.screenReaderMode;
    this.#stopWatching = watchAppearance((appearance) => {
      for (const { screen } of this.#places.values()) screen.setAppearance(appearance);
    });
    const hurry = () => {
      if (document.visibilityState === 'visible') connection.hurry();
    };
    window.addEventListener('online', hurry, { signal: this.#stop.signal });
    document.addEventListener('visibilitychange', hurry, { signal: this.#stop.signal });
  }

  /** Something about the sandbox changed. */
  learn(state: ConnectionState): void {
    if (state.terminals !== this.#state.terminals) {
      for (const [number, place] of this.#places) {
        if (!state.terminals.some((terminal) => terminal.number === number)) this.#remove(number, place);
      }
    }
    this.#state = state;
    this.#settings.onState(state);
  }

  show(number: number, pane: HTMLElement, settings: PaneSettings): ShownScreen {
    const stream = this.#connection.terminal(number);
    let place = this.#places.get(number);
    if (place === undefined) {
      const element = document.createElement('div');
      element.className = 'terminal-screen';
      pane.append(element);
      place = { element, settings, screen: this.#makeScreen(number, element, settings.label) };
      this.#places.set(number, place);
    } else {
      place.settings = settings;
      pane.append(place.element);
      place.screen.setLabel(settings.label);
    }
    const { screen, element } = place;
    screen.setRequests(settings.requests);
    const cancel = whenLaidOut(() => {
      screen.fit();
      stream.show(screen);
      if (this.#wantsFocus && number === this.#current) this.focus();
    });
    return {
      get hasSelection() {
        return screen.hasSelection;
      },
      copy: () => screen.copy(),
      paste: () => screen.paste(),
      selectAll: () => screen.selectAll(),
      clear: () => screen.clear(),
      find: (text, direction, onResults) => screen.find(text, direction, onResults),
      endFind: () => screen.endFind(),
      focus: () => screen.focus(),
      setLabel: (label) => screen.setLabel(label),
      hide: () => {
        cancel();
        // Another pane may have taken it over already.
        if (element.parentElement !== pane) return;
        // Moving takes the keyboard away.
        this.#wantsFocus ||= element.contains(document.activeElement);
        element.remove();
        screen.setRequests(null);
        stream.hide();
      },
    };
  }

  setCurrent(number: number): void {
    this.#current = number;
  }

  insert(command: string): void {
    // A terminal that was hidden until now tells its size first, or the shell would draw the line twice.
    this.#places.get(this.#current)?.screen.fit();
    this.#connection.terminal(this.#current).send(new TextEncoder().encode(command));
    this.focus();
  }

  focus(): void {
    const place = this.#places.get(this.#current);
    // A pane that is about to appear takes the keyboard when it does.
    this.#wantsFocus = place?.element.isConnected !== true;
    place?.screen.focus();
  }

  setScreenReaderMode(isOn: boolean): void {
    this.#screenReaderMode = isOn;
    for (const { screen } of this.#places.values()) screen.setScreenReaderMode(isOn);
  }

  retry(): void {
    this.#connection.start();
  }

  startShell(number: number): void {
    this.#connection.terminal(number).startShell();
  }

  async openTerminal(): Promise<number | null> {
    return this.#connection.openTerminal();
  }

  closeTerminal(number: number): void {
    this.#connection.closeTerminal(number);
  }

  renameTerminal(number: number, name: string): void {
    this.#connection.renameTerminal(number, name);
  }

  extend(): void {
    this.#connection.extend();
  }

  async startOver(sessionId: string): Promise<ErrorCode | null> {
    const refusal = await resetSession(sessionId);
    if (refusal === null) this.#connection.startOver();
    return refusal;
  }

  dispose(): void {
    this.#stop.abort();
    this.#stopWatching();
    this.#connection.dispose();
    for (const [number, place] of this.#places) this.#remove(number, place);
  }

  #makeScreen(number: number, element: HTMLElement, label: string): XtermScreen {
    return new XtermScreen(element, {
      appearance: currentAppearance(),
      screenReaderMode: this.#screenReaderMode,
      label,
      descriptionId: this.#settings.descriptionId,
      onInput: (bytes) => this.#connection.terminal(number).send(bytes),
      onSize: (size) => this.#connection.terminal(number).resized(size),
      onFocus: () => this.#places.get(number)?.settings.onFocus(),
    });
  }

  #remove(number: number, { screen, element }: Place): void {
    this.#places.delete(number);
    screen.dispose();
    element.remove();
  }
}

/**
 * Runs something once a pane that has just appeared has its size: a shell that first hears of a narrower one breaks its
 * lines there for good. Pages in the background are never laid out and do not wait. Returns how to cancel it.
 */
function whenLaidOut(action: () => void): () => void {
  if (document.visibilityState === 'hidden') {
    action();
    return () => undefined;
  }
  const frame = requestAnimationFrame(action);
  return () => cancelAnimationFrame(frame);
}
