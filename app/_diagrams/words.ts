/**
 * How the parts of a diagram say the interface's own words, e.g. "from the cache".
 *
 * Knows nothing about which diagram is drawn.
 */
import type { Messages } from '#app/_messages/messages.ts';

/** Says a sentence of the namespace `diagrams`. */
export type DiagramWords = (key: keyof Messages['diagrams'], values?: Readonly<Record<string, string>>) => string;
