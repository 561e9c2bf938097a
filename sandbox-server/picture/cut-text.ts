/**
 * The beginning of a text that may be huge.
 *
 * V8 keeps the whole of a text in memory as long as any piece of it is used, so a piece that is kept has to be a copy.
 */

/** At most `longest` characters of a text, without holding on to the rest. */
export function cutText(text: string, longest: number): string {
  return text.length <= longest ? text : Buffer.from(text.slice(0, longest)).toString();
}
