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
