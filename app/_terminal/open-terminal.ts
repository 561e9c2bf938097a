/**
 * Puts a terminal together: a screen in an element, connected to the session of a lesson. Loaded by the page only when it
 * is shown, because xterm is most of the page's code.
 *
 * Knows nothing about React.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import { currentAppearance, watchAppearance } from './appearance.ts';
import { connect, openSession, resetSession } from './browser-connection.ts';
import type { ConnectionState } from './connection-state.ts';
import { SessionConnection, type Opening } from './session-connection.ts';
import { createXtermScreen } from './xterm-screen.ts';

/** What a page can do with its terminal. */
export interface OpenTerminal {
  /** Puts a command at the cursor, without running it, and takes the keyboard there. */
  insert(command: string): void;
  focus(): void;
  setScreenReaderMode(isOn: boolean): void;
  /** Asks for the sandbox again after it was stopped or refused. */
  retry(): void;
  /** Starts a new shell after the last one ended. */
  startShell(): void;
  /** Throws the sandbox away and connects to a new one; the refusal when that could not be done. */
  startOver(sessionId: string): Promise<ErrorCode | null>;
  dispose(): void;
}

/** What the page gives. */
export interface TerminalSettings {
  readonly lessonId: string;
  readonly label: string;
  readonly descriptionId: string;
  readonly screenReaderMode: boolean;
  readonly onState: (state: ConnectionState) => void;
}

/** Opens a terminal inside an element that has a size. */
export async function openTerminal(container: HTMLElement, settings: TerminalSettings): Promise<OpenTerminal> {
  // The screen measures itself before there is a connection to tell.
  let connection: SessionConnection | null = null;
  // The sandbox starts while the font and xterm load.
  let first: Promise<Opening> | null = openSession(settings.lessonId);
  const screen = await createXtermScreen(container, {
    appearance: currentAppearance(),
    screenReaderMode: settings.screenReaderMode,
    label: settings.label,
    descriptionId: settings.descriptionId,
    onInput: (bytes) => connection?.send(bytes),
    onSize: (size) => connection?.resized(size),
  });
  const opened = new SessionConnection({
    screen,
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
    onState: settings.onState,
  });
  connection = opened;
  const stopWatching = watchAppearance((appearance) => screen.setAppearance(appearance));
  const hurry = () => {
    if (document.visibilityState === 'visible') opened.hurry();
  };
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  opened.start();
  return {
    insert: (command) => {
      // A terminal that was hidden until now tells its size first, or the shell would draw the line twice.
      screen.fit();
      screen.insert(command);
      screen.focus();
    },
    focus: () => screen.focus(),
    setScreenReaderMode: (isOn) => screen.setScreenReaderMode(isOn),
    retry: () => opened.start(),
    startShell: () => opened.startShell(),
    startOver: async (sessionId) => {
      const refusal = await resetSession(sessionId);
      if (refusal === null) opened.startOver();
      return refusal;
    },
    dispose: () => {
      window.removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
      stopWatching();
      opened.dispose();
      screen.dispose();
    },
  };
}
