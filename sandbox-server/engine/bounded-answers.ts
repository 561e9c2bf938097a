/**
 * Parts that the engine's answers are made of, parsed. The engine's owner can make it say anything, so nothing passes
 * unchecked, text is cut to a length that cannot hurt, and of a list only so much is believed.
 *
 * Knows nothing about any one answer.
 */
import { z } from 'zod';

const LONGEST_TEXT = 1_000;

/** Letters of a path (the kernel's limit), and of a command or a line of a Dockerfile. */
const LONGEST_LINE = 4_096;

/** Words, labels, ports, … of one thing. */
const MOST_PARTS = 500;

/** Things of one kind that the engine may list. */
export const LONGEST_LIST = 10_000;

/** A name, an id, a value. */
export const text = z.string().transform((value) => value.slice(0, LONGEST_TEXT));

/** A text that Go leaves out or sets to null when it is empty. */
export const optionalText = text.nullish().transform((value) => value ?? '');

/** A path, a command or a line of a Dockerfile. */
export const line = z.string().transform((value) => value.slice(0, LONGEST_LINE));

/** Words in order; none when Go says that there is no list. */
export const words = z
  .array(line)
  .nullish()
  .transform((list) => (list ?? []).slice(0, MOST_PARTS));

/** Names with their texts, such as labels. */
export const namedTexts = z
  .record(text, line)
  .nullish()
  .transform((record) => Object.fromEntries(Object.entries(record ?? {}).slice(0, MOST_PARTS)));

/** Things by name. */
export function named<T extends z.ZodType>(thing: T) {
  return z
    .record(text, thing)
    .nullish()
    .transform((record) => Object.entries(record ?? {}).slice(0, MOST_PARTS));
}

/** Things in order. */
export function some<T extends z.ZodType>(thing: T) {
  return z
    .array(thing)
    .nullish()
    .transform((list) => (list ?? []).slice(0, MOST_PARTS));
}

/** "NAME=value" as Docker keeps the environment; only the first "=" divides, and a later one of the same name counts. */
export const environment = words.transform((variables) =>
  Object.fromEntries(
    variables.map((variable) => {
      const at = variable.indexOf('=');
      return at === -1 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
    }),
  ),
);

/** Bytes or a count; nothing is 0. */
export const amount = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);

/** A switch; what is left out is off. */
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** Milliseconds since the epoch; Go's "no time", which is the year 1, is 0. */
export const moment = z.iso.datetime({ offset: true }).transform((value) => Math.max(0, Date.parse(value)));

/** A time that may be left out or empty, which is 0. */
export const optionalMoment = z
  .union([moment, z.literal('').transform(() => 0)])
  .nullish()
  .transform((value) => value ?? 0);

/** Id of a container. */
export const containerId = z.string().regex(/^[0-9a-f]{64}$/);

/** Id of an image; nothing else of it goes into a path. */
export const imageId = z.string().regex(/^sha256:[0-9a-f]{64}$/);
