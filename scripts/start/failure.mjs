/**
 * The two ways a stage can end early. Knows nothing about stages or how they are shown.
 */

/** Something the operator must know: what happened, why, and what to do next. Shown without a stack trace. */
export class StageFailure extends Error {
  /** @override */
  name = 'StageFailure';
}

/** The operator asked to stop. Nothing is wrong. */
export class Interrupted extends Error {
  /** @override */
  name = 'Interrupted';

  constructor() {
    super('Interrupted.');
  }
}

/**
 * Passes what was thrown on as an Error.
 * @param {unknown} thrown
 * @returns {Error}
 */
export function asError(thrown) {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
