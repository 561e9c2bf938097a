/** Figures from samples. Knows nothing about what was measured. */

/** The value below which the given share of the samples lies; nearest rank. Throws on no samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('there are no samples');
  return value;
}
