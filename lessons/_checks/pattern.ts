/**
 * Texts and sizes as a step asks for them, and how they are said in a sentence.
 *
 * Knows nothing about engines or lessons.
 */
import type { LocalizedText } from '#lessons/_schema/check.ts';

/** The text itself, one of several, or what it must look like together with the words for that. */
export type Pattern = string | readonly string[] | { readonly like: RegExp; readonly shown: string };

/** Whether a text is as it should be; null stands for a text that is not there. */
export function matches(pattern: Pattern, text: string | null): boolean {
  if (text === null) return false;
  if (typeof pattern === 'string') return text === pattern;
  return 'like' in pattern ? pattern.like.test(text) : pattern.includes(text);
}

/** How a pattern is said: in Korean with the particle that goes before "정하다", "되다" or "주다". */
export function shownPattern(pattern: Pattern): LocalizedText {
  if (typeof pattern !== 'string' && 'like' in pattern)
    return { ko: `“${pattern.shown}”(으)로`, en: `“${pattern.shown}”` };
  const choices = typeof pattern === 'string' ? [pattern] : pattern;
  const quoted = choices.map((choice) => `“${choice}”`);
  return { ko: `${quoted.join(' 또는 ')}(으)로`, en: quoted.join(' or ') };
}

const units = [
  [1024 ** 3, 'GiB'],
  [1024 ** 2, 'MiB'],
  [1024, 'KiB'],
] as const;

/** A number of bytes for people, e.g. "64 MiB". */
export function shownSize(bytes: number): string {
  const [unit, name] = units.find(([size]) => bytes >= size) ?? [1, 'B'];
  return `${String(Math.round((bytes / unit) * 10) / 10)} ${name}`;
}

const decimalUnits = [
  [1000 ** 3, 'GB'],
  [1000 ** 2, 'MB'],
  [1000, 'kB'],
] as const;

/** The size of an image as `docker image ls` shows it, in units of a thousand, e.g. "37.6 MB". */
export function shownImageSize(bytes: number): string {
  const [unit, name] = decimalUnits.find(([size]) => bytes >= size) ?? [1, 'B'];
  return `${String(Number((bytes / unit).toPrecision(3)))} ${name}`;
}
