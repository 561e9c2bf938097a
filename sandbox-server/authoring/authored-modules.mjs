/**
 * A hook of Node's module loader. A module of a lesson's author that is imported under an address with `?authored=…` imports
 * its neighbours and the kit of checks under addresses with the same mark, so that a new mark loads all of them anew.
 *
 * Runs in the loader's own thread, where TypeScript is not understood. Knows nothing about why the mark changes.
 */

/** What is loaded anew: what belongs to a lesson, and the kit of checks. What the loader itself uses stays one. */
const renewed = /\/(?:_checks|author)\/[^/]+$/;

/** @type {import('node:module').ResolveHook} */
export async function resolve(specifier, context, nextResolve) {
  const found = await nextResolve(specifier, context);
  const mark = context.parentURL === undefined ? null : new URL(context.parentURL).searchParams.get('authored');
  if (mark === null || !found.url.startsWith('file:')) return found;
  const url = new URL(found.url);
  if (!renewed.test(url.pathname)) return found;
  url.searchParams.set('authored', mark);
  return { ...found, url: url.href };
}
