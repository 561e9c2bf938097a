/**
 * Takes values apart that consist of several fields.
 *
 * Knows nothing about what the fields mean.
 */

/** Splits at a sign, but not within `$(…)`, `${…}` or `[…]`. */
export function splitFields(text: string, sign: string): readonly string[] {
  const fields = [''];
  let depth = 0;
  for (const letter of text) {
    if ('({['.includes(letter)) depth += 1;
    if (')}]'.includes(letter)) depth -= 1;
    if (letter === sign && depth <= 0) fields.push('');
    else fields.push(`${fields.pop() ?? ''}${letter}`);
  }
  return fields;
}

/** Reads `type=volume,source=data,readonly`; a field without "=" has the value "true". */
export function readPairs(text: string): ReadonlyMap<string, string> {
  return new Map(
    splitFields(text, ',').map((field) => {
      const equals = field.indexOf('=');
      return equals === -1 ? [field, 'true'] : [field.slice(0, equals), field.slice(equals + 1)];
    }),
  );
}

/** Splits `KEY=value` at the first "="; the value is null when there is none. */
export function readPair(text: string): { readonly key: string; readonly value: string | null } {
  const equals = text.indexOf('=');
  return equals === -1 ? { key: text, value: null } : { key: text.slice(0, equals), value: text.slice(equals + 1) };
}
