/**
 * How the editor colours the two languages Monaco does not bring along: files that name what is to be ignored, and files of
 * environment variables.
 *
 * Knows nothing about files.
 */
import type { Monaco } from './monaco-type.ts';

/** Tells Monaco both languages. */
export function addIgnoreAndDotenv(monaco: Monaco): void {
  monaco.languages.register({ id: 'ignore' });
  monaco.languages.setLanguageConfiguration('ignore', { comments: { lineComment: '#' } });
  monaco.languages.setMonarchTokensProvider('ignore', {
    tokenizer: {
      root: [
        // Only a line that begins with it is a comment.
        [/^#.*$/, 'comment'],
        [/^!/, 'keyword'],
        [/\*\*?|\?|\[[^\]]*\]/, 'number'],
        [/[^*?[!#]+/, 'string'],
      ],
    },
  });
  monaco.languages.register({ id: 'dotenv' });
  monaco.languages.setLanguageConfiguration('dotenv', { comments: { lineComment: '#' } });
  monaco.languages.setMonarchTokensProvider('dotenv', {
    tokenizer: {
      root: [
        [/^\s*#.*$/, 'comment'],
        [/^\s*export\b/, 'keyword'],
        [/[A-Za-z_][\w.]*(?=\s*=)/, 'variable'],
        [/=/, 'delimiter', '@value'],
      ],
      value: [
        [/$/, '', '@pop'],
        [/\$\{[^}]*\}|\$\w+/, 'variable'],
        [/\s#.*$/, 'comment', '@pop'],
        [/"[^"$]*"?|'[^']*'?/, 'string'],
        [/[^\s$"'][^$"'#]*/, 'string'],
        [/./, 'string'],
      ],
    },
  });
}
