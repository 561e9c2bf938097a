/** How figures are printed. Knows nothing about what was measured. */
import { percentile } from './statistics.ts';

/** Prints one figure. */
export function report(what: string, figures: string): void {
  process.stdout.write(`${what.padEnd(60)} ${figures}\n`);
}

/** A duration in milliseconds for people. */
export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

/** Bytes as MiB for people. */
export function mib(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

/** Prints durations beside the goal for their 95th percentile, all in milliseconds. */
export function reportAgainstGoal(what: string, samples: readonly number[], goal: number, remark = ''): void {
  if (samples.length === 0) {
    report(what, `no sample${remark}`);
    return;
  }
  const p95 = percentile(samples, 0.95);
  report(
    `${what} (n=${String(samples.length)})`,
    `p50 ${ms(percentile(samples, 0.5))}, p95 ${ms(p95)}, ${(p95 / goal).toFixed(2)} × the goal of ${ms(goal)}${remark}`,
  );
}

/** Prints durations beside those of a peer from the same run, at the median and at the 99th percentile. */
export function reportAgainstPeer(
  what: string,
  samples: readonly number[],
  peerName: string,
  peer: readonly number[],
): void {
  for (const share of [0.5, 0.99]) {
    const [ours, theirs] = [percentile(samples, share), percentile(peer, share)];
    report(
      `${what} p${String(share * 100)} (n=${String(samples.length)})`,
      `${ms(ours)}, ${peerName} ${ms(theirs)}: ${(ours / theirs).toFixed(1)} × ${peerName}`,
    );
  }
}

/** Samples of one thing, taken in the same run as those of the others it is compared with. */
export interface Compared {
  readonly name: string;
  readonly samples: readonly number[];
}

/** Prints several side by side in the given unit, each with its ratio at the median to each of those before it. */
export function reportSideBySide(what: string, compared: readonly Compared[], unit: (value: number) => string): void {
  const measured = compared.filter(({ samples }) => samples.length > 0);
  const parts = measured.map(({ name, samples }, index) => {
    const median = percentile(samples, 0.5);
    const ratios = measured
      .slice(0, index)
      .map((before) => ` = ${(median / percentile(before.samples, 0.5)).toFixed(2)} × ${before.name}`);
    const spread = samples.length === 1 ? unit(median) : `p50 ${unit(median)}, p95 ${unit(percentile(samples, 0.95))}`;
    return `${name} ${spread}${ratios.join('')}`;
  });
  const counts = [...new Set(measured.map(({ samples }) => samples.length))].filter((count) => count > 1).join(' and ');
  report(counts === '' ? what : `${what} (n=${counts})`, parts.length === 0 ? 'no sample' : parts.join('; '));
}
