/**
 * Changes of a text: where a piece of the lesson goes, and what makes one text another.
 *
 * Knows nothing about editors.
 */
import type { FileRequest } from '#app/_workbench/requests.ts';

type Put = NonNullable<FileRequest['put']>;

/** A change of a text: what stands from `from` up to `to`, in UTF-16 units, becomes `insert`. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * The change that puts a text into its place. Where the line it goes below is missing, it goes to the end. null when it is
 * there already, so that a second click does no harm.
 */
export function placedText(content: string, { text, place }: Put): TextEdit | null {
  if (place === 'whole') return content === text ? null : { from: 0, to: content.length, insert: text };
  const lines = text.endsWith('\n') ? text : `${text}\n`;
  const found = place === 'end' || place.below === '' ? -1 : content.indexOf(place.below);
  if (found === -1) return atEnd(content, lines);
  const lineEnd = content.indexOf('\n', found);
  const at = lineEnd === -1 ? content.length : lineEnd + 1;
  if (hasAt(content, lines, at)) return null;
  return { from: at, to: at, insert: lineEnd === -1 ? `\n${lines}` : lines };
}

function atEnd(content: string, lines: string): TextEdit | null {
  const whole = content === '' || content.endsWith('\n') ? content : `${content}\n`;
  const normal = whole.replaceAll('\r\n', '\n');
  if (normal === lines || normal.endsWith(`\n${lines}`)) return null;
  return { from: content.length, to: content.length, insert: (whole === content ? '' : '\n') + lines };
}

function hasAt(content: string, lines: string, at: number): boolean {
  const rest = content.slice(at).replaceAll('\r\n', '\n');
  return (rest.endsWith('\n') ? rest : `${rest}\n`).startsWith(lines);
}

/** The one change that makes a text another, without what both begin and end with. */
export function smallestEdit(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let tail = 0;
  while (tail < most - from && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  // Neither a character of two units nor a line end of two characters is changed by halves.
  if (isWithin(before, from) || isWithin(after, from)) from -= 1;
  if (isWithin(before, before.length - tail) || isWithin(after, after.length - tail)) tail -= 1;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}

function isWithin(text: string, index: number): boolean {
  return /^(?:\r\n|[\uD800-\uDBFF][\uDC00-\uDFFF])$/.test(text.slice(Math.max(0, index - 1), index + 1));
}
