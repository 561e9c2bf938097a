/**
 * What may be pasted into a shell. Text from a page may hold characters that nobody sees but that a terminal obeys: the end
 * mark of a bracketed paste among them, behind which the rest would count as typed.
 *
 * Knows nothing about clipboards.
 */

/** The text without control characters other than tabulators and line ends. */
export function harmlessPaste(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '');
}

/** How many commands a shell would run at once if it took the text for typed keys: one per line end. */
export function linesRunBy(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
