/**
 * Work that is done once for everybody who asks.
 *
 * Knows nothing about what the work is.
 */

/** Does the work when it is asked for the first time, and again for whoever asks after it has failed. */
export function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let latest: Promise<Result> | undefined;
  return async () => {
    const asked = (latest ??= work());
    try {
      return await asked;
    } catch (error) {
      // Somebody may have asked again meanwhile.
      if (latest === asked) latest = undefined;
      throw error;
    }
  };
}
