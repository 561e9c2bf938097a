/**
 * The terminal's colours by day and by night. xterm raises the contrast of single colours where a program's choice of
 * background needs it.
 *
 * Knows nothing about which of them a learner prefers.
 */
import type { ITheme } from '@xterm/xterm';

/** Whether a page is shown dark on light or light on dark. */
export type Appearance = 'light' | 'dark';

/** The terminal's colours; the backgrounds are those of the panel around it in globals.css. */
export const terminalPalettes: Readonly<Record<Appearance, ITheme>> = {
  light: {
    background: '#fbfcfd',
    foreground: '#1c2a36',
    cursor: '#0b6390',
    cursorAccent: '#fbfcfd',
    selectionBackground: '#bfdcec',
    black: '#1c2a36',
    red: '#b3261e',
    green: '#1a6b3c',
    yellow: '#7a5200',
    blue: '#0b5cad',
    magenta: '#8a2f8f',
    cyan: '#0a6674',
    white: '#5b6873',
    brightBlack: '#5b6873',
    brightRed: '#c0352b',
    brightGreen: '#1d7a45',
    brightYellow: '#8a5d00',
    brightBlue: '#1769bd',
    brightMagenta: '#9a3da0',
    brightCyan: '#0c7280',
    brightWhite: '#1c2a36',
  },
  dark: {
    background: '#0f161d',
    foreground: '#d7e1ea',
    cursor: '#6cc3ee',
    cursorAccent: '#0f161d',
    selectionBackground: '#2b4a61',
    black: '#24313d',
    red: '#ff8a80',
    green: '#7ddba3',
    yellow: '#f2c76e',
    blue: '#7fbcff',
    magenta: '#dfa3e6',
    cyan: '#74d3df',
    white: '#d7e1ea',
    brightBlack: '#8a9aa8',
    brightRed: '#ffa69e',
    brightGreen: '#9be8ba',
    brightYellow: '#f8d88e',
    brightBlue: '#a3cfff',
    brightMagenta: '#ebbdf0',
    brightCyan: '#99e2eb',
    brightWhite: '#ffffff',
  },
};
