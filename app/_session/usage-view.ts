/**
 * What a page shows of a sandbox's use and time, decided from the figures.
 *
 * Knows nothing about React or wording.
 */
import type { SandboxUsageView } from '#protocol/messages.ts';

/** How much of something is used, in its own unit. */
export interface Share {
  readonly used: number;
  readonly limit: number;
}

/** How near to its limit something is. */
export type Level = 'fine' | 'caution' | 'danger';

const CAUTION_FROM = 0.8;
const DANGER_FROM = 0.95;
const DISK_FULL_FROM = 0.98;

/** Minutes from which on the time left is shown without being asked for. */
export const SHOW_MINUTES_FROM = 15;

/** From 0 to 1. Something without a limit is never used up. */
export function usedPart({ used, limit }: Share): number {
  return limit <= 0 ? 0 : Math.min(1, used / limit);
}

/** Whole percent; 100 only when it is really all. */
export function usedPercent(share: Share): number {
  return Math.floor(usedPart(share) * 100);
}

/** How near to its limit something is. */
export function level(share: Share): Level {
  const part = usedPart(share);
  return part >= DANGER_FROM ? 'danger' : part >= CAUTION_FROM ? 'caution' : 'fine';
}

/** What fills the disk first: its bytes or the number of files. */
export function fullerDiskShare({ diskBytes, files }: SandboxUsageView): Share {
  return files !== null && usedPart(files) > usedPart(diskBytes) ? files : diskBytes;
}

/** Whether hardly anything can be written any more. */
export function isDiskFull(usage: SandboxUsageView): boolean {
  return usedPart(fullerDiskShare(usage)) >= DISK_FULL_FROM;
}

/** Whole minutes until a moment, both by the page's clock in milliseconds. The last one is called 1 until it is over. */
export function minutesLeft(endsAt: number, now: number): number {
  return Math.max(0, Math.ceil((endsAt - now) / 60_000));
}

/** Bytes as Docker writes them: three digits and a binary unit. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  // 999.6 would be written with four digits.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number(value.toPrecision(3))} ${units[unit] ?? ''}`;
}
