/**
 * Stands in the browser for Node's module `https` (next.config.ts), which the Dockerfile service takes to ask Docker Hub for
 * tags. Lessons know no internet, so nobody is asked.
 *
 * Knows nothing about Dockerfiles.
 */

/** @throws always; who asks takes that for no answer */
export function get(): never {
  throw new Error('there is no network here');
}
