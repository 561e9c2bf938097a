/**
 * Pieces of text with a meaning of their own: commands to run, and code within a sentence.
 *
 * Knows nothing about React.
 */
/**
 * The commands of a block that is marked `sh run`, one for each line; a line that ends with a backslash goes on in the next.
 */
export function commandsOf(code: string): readonly string[] {
  return code
    .replace(/\\\r?\n\s*/g, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** A hint or title split at `backquotes`: every second piece is code. */
export function codePieces(sentence: string): readonly { readonly text: string; readonly isCode: boolean }[] {
  return sentence
    .split('`')
    .map((text, index) => ({ text, isCode: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
