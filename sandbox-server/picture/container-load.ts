/**
 * What a container uses now, from two looks at its counters.
 *
 * Pure. Knows nothing about when the looks were taken.
 */
import { z } from 'zod';
import type { ContainerLoads } from '#protocol/picture.ts';

const count = z.number().min(0);

/** One look at a container's counters. */
export interface LoadSample {
  /** Nanoseconds of CPU time that the container has taken. */
  readonly taken: number;
  /** Nanoseconds of CPU time that have passed on the whole machine, over all CPUs. */
  readonly passed: number;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly memoryLimitBytes: number;
}

/** `GET /containers/{id}/stats?stream=false&one-shot=true` of a running container. */
export const loadSampleSchema = z
  .object({
    cpu_stats: z.object({
      cpu_usage: z.object({ total_usage: count }),
      system_cpu_usage: count,
      online_cpus: count.max(100_000),
    }),
    memory_stats: z.object({
      usage: count,
      limit: count,
      stats: z
        .object({
          /** cgroup version 1. */
          total_inactive_file: count.optional(),
          hierarchical_memory_limit: count.optional(),
          /** cgroup version 2. */
          inactive_file: count.optional(),
        })
        .nullish(),
    }),
  })
  .transform(({ cpu_stats: cpu, memory_stats: memory }): LoadSample => ({
    taken: cpu.cpu_usage.total_usage,
    passed: cpu.system_cpu_usage,
    cpus: cpu.online_cpus,
    // As `docker stats` shows it: without the page cache that the kernel would give back first.
    memoryBytes: Math.max(0, memory.usage - (memory.stats?.total_inactive_file ?? memory.stats?.inactive_file ?? 0)),
    // Without a limit of its own the engine tells the memory of the whole machine; the sandbox has less.
    memoryLimitBytes: Math.min(memory.limit, memory.stats?.hierarchical_memory_limit ?? Infinity),
  }));

/** What was used between two looks; null when no time has passed, or the counters began anew. */
export function loadBetween(before: LoadSample, now: LoadSample): ContainerLoads[string] | null {
  const passed = now.passed - before.passed;
  const taken = now.taken - before.taken;
  if (passed <= 0 || taken < 0) return null;
  return {
    // The two counters are not read at the same moment, so that the share may come out above what there is.
    cpus: Math.min(now.cpus, (taken / passed) * now.cpus),
    memoryBytes: now.memoryBytes,
    memoryLimitBytes: now.memoryLimitBytes,
  };
}
