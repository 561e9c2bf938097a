/**
 * How much memory a process needed at most, on Linux. For tests and benchmarks only.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** Bytes of memory that a process has at most needed since `forgetPeakMemory`. */
export function peakMemoryBytes(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  const kibibytes = /^VmHWM:\s+(?<size>\d+) kB$/m.exec(status)?.groups?.['size'];
  if (kibibytes === undefined) throw new Error(`the memory of process ${String(pid)} is not known`);
  return Number(kibibytes) * 1024;
}

/** Begins the peak anew at what is needed now. Answers with that. */
export function forgetPeakMemory(pid: number): number {
  writeFileSync(`/proc/${String(pid)}/clear_refs`, '5');
  return peakMemoryBytes(pid);
}
