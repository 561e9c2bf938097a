/**
 * Image references as people write them: when two of them mean the same image, and how to show one.
 *
 * Knows nothing about registries or engines. References come from a sandbox and are never trusted to be well formed.
 */

const defaultRegistries = ['docker.io/', 'index.docker.io/', 'registry-1.docker.io/'];

/** The shortest way to write a reference: without Docker Hub's own prefixes and without ":latest". */
export function familiarReference(reference: string): string {
  const registry = defaultRegistries.find((prefix) => reference.startsWith(prefix));
  const onHub = registry === undefined ? reference : reference.slice(registry.length);
  // "library/" is Docker Hub's group for official images; on another registry it is an ordinary part of the name.
  const name = onHub.startsWith('library/') ? onHub.slice('library/'.length) : onHub;
  return name.endsWith(':latest') ? name.slice(0, -':latest'.length) : name;
}

/** Whether two references mean the same image, e.g. "diamol/base" and "docker.io/diamol/base:latest". */
export function isSameImage(a: string, b: string): boolean {
  return familiarReference(a) === familiarReference(b);
}

/** Longest text from a sandbox that is put into a sentence. */
const longestShownText = 120;

/** Text that a sandbox reported, made fit to stand in a sentence: one line without control characters, not too long. */
export function shownText(reported: string): string {
  // Format characters (Cf) could reorder the sentence around them.
  const line = reported.replace(/[\p{Cc}\p{Cf}]/gu, '');
  return line.length <= longestShownText ? line : `${line.slice(0, longestShownText)}…`;
}
