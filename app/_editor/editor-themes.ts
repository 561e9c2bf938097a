/**
 * The editor's colours by day and by night. The backgrounds are those of globals.css; every colour of text has a contrast of
 * at least 4.5 : 1 on them.
 *
 * Knows nothing about which of them a learner prefers.
 */
import type { Appearance } from '#app/_terminal/terminal-palettes.ts';
import type { Monaco } from './monaco-type.ts';

interface Palette {
  readonly surface: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly line: string;
  readonly sunken: string;
  readonly accent: string;
  readonly selection: string;
  readonly keyword: string;
  readonly text: string;
  readonly number: string;
  readonly name: string;
  readonly danger: string;
  readonly caution: string;
  readonly positive: string;
}

const palettes: Readonly<Record<Appearance, Palette>> = {
  light: {
    surface: '#ffffff',
    ink: '#15212c',
    inkSoft: '#4d5c69',
    line: '#dbe2e8',
    sunken: '#eef2f5',
    accent: '#0b6390',
    selection: '#bfdcec',
    keyword: '#8a2f8f',
    text: '#1a6b3c',
    number: '#7a5200',
    name: '#0b5cad',
    danger: '#a8281f',
    caution: '#805000',
    positive: '#16703d',
  },
  dark: {
    surface: '#121a22',
    ink: '#e4ecf3',
    inkSoft: '#9fb0be',
    line: '#24313d',
    sunken: '#18222c',
    accent: '#6cc3ee',
    selection: '#1f4a63',
    keyword: '#d7a6ea',
    text: '#6fd79b',
    number: '#f0c268',
    name: '#8abdf5',
    danger: '#ff9a90',
    caution: '#f0c268',
    positive: '#6fd79b',
  },
};

/** What Monaco calls the theme of an appearance. */
export function themeName(appearance: Appearance): string {
  return `drydock-${appearance}`;
}

/** Tells Monaco both themes. */
export function defineEditorThemes(monaco: Monaco): void {
  define(monaco, 'light', palettes.light);
  define(monaco, 'dark', palettes.dark);
}

function define(monaco: Monaco, appearance: Appearance, colours: Palette): void {
  const rule = (token: string, colour: string, fontStyle?: string) => ({
    token,
    foreground: colour.slice(1),
    ...(fontStyle !== undefined && { fontStyle }),
  });
  monaco.editor.defineTheme(themeName(appearance), {
    base: appearance === 'light' ? 'vs' : 'vs-dark',
    inherit: true,
    rules: [
      rule('', colours.ink),
      rule('comment', colours.inkSoft, 'italic'),
      ...['keyword', 'metatag', 'tag', 'predefined'].map((token) => rule(token, colours.keyword)),
      ...['string', 'string.yaml', 'attribute.value', 'regexp'].map((token) => rule(token, colours.text)),
      ...['string.key.json', 'type', 'attribute.name', 'variable', 'annotation'].map((token) =>
        rule(token, colours.name),
      ),
      ...['number', 'constant', 'string.escape'].map((token) => rule(token, colours.number)),
      ...['delimiter', 'operator', 'identifier'].map((token) => rule(token, colours.ink)),
      rule('invalid', colours.danger),
    ],
    colors: {
      'editor.background': colours.surface,
      'editor.foreground': colours.ink,
      'editorCursor.foreground': colours.accent,
      'editorLineNumber.foreground': colours.inkSoft,
      'editorLineNumber.activeForeground': colours.ink,
      'editor.selectionBackground': colours.selection,
      'editor.inactiveSelectionBackground': colours.sunken,
      'editor.lineHighlightBackground': colours.sunken,
      'editor.lineHighlightBorder': '#00000000',
      'editorWidget.background': colours.surface,
      'editorWidget.foreground': colours.ink,
      'editorWidget.border': colours.line,
      'editorHoverWidget.background': colours.surface,
      'editorHoverWidget.foreground': colours.ink,
      'editorHoverWidget.border': colours.line,
      'editorSuggestWidget.background': colours.surface,
      'editorSuggestWidget.foreground': colours.ink,
      'editorSuggestWidget.selectedBackground': colours.selection,
      'editorSuggestWidget.selectedForeground': colours.ink,
      'editorError.foreground': colours.danger,
      'editorWarning.foreground': colours.caution,
      'editorInfo.foreground': colours.accent,
      // Two digits of opacity behind the colour: the text on it stays readable.
      'diffEditor.insertedLineBackground': `${colours.positive}1a`,
      'diffEditor.insertedTextBackground': `${colours.positive}2b`,
      'diffEditor.removedLineBackground': `${colours.danger}1a`,
      'diffEditor.removedTextBackground': `${colours.danger}2b`,
      focusBorder: colours.accent,
      'textLink.foreground': colours.accent,
    },
  });
}
