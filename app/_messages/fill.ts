/**
 * Puts values into a sentence that has only plain placeholders, for pages in the browser: the full message syntax would
 * double what a lesson page has to load.
 *
 * Knows nothing about languages or namespaces.
 */

/** The sentence with `{name}` replaced by the value of that name; a placeholder without a value stays. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  );
}
