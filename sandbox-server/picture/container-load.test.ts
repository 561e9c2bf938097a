import { describe, expect, it } from 'vitest';
import { loadBetween, loadSampleSchema, type LoadSample } from './container-load.ts';

const before: LoadSample = { taken: 1e9, passed: 100e9, cpus: 4, memoryBytes: 10, memoryLimitBytes: 100 };

describe('the load of a container', () => {
  it('is its share of what has passed on all CPUs', () => {
    // Two seconds on four CPUs are eight; three of them were taken.
    expect(loadBetween(before, { ...before, taken: 4e9, passed: 108e9, memoryBytes: 20 })).toEqual({
      cpus: 1.5,
      memoryBytes: 20,
      memoryLimitBytes: 100,
    });
  });

  it('is never above what there is', () => {
    expect(loadBetween(before, { ...before, taken: 20e9, passed: 101e9 })?.cpus).toBe(4);
  });

  it('is not known when the counters began anew or no time has passed', () => {
    expect(loadBetween(before, { ...before, taken: 0, passed: 108e9 })).toBeNull();
    expect(loadBetween(before, { ...before, taken: 2e9 })).toBeNull();
  });
});

describe('a look at the counters', () => {
  const cpu_stats = { cpu_usage: { total_usage: 5 }, system_cpu_usage: 6, online_cpus: 2 };

  it('leaves out the page cache and takes the sandbox for the limit, on cgroup version 1', () => {
    const stats = { total_inactive_file: 300, hierarchical_memory_limit: 1_000 };
    const sample = loadSampleSchema.parse({ cpu_stats, memory_stats: { usage: 500, limit: 9_000, stats } });
    expect(sample).toEqual({ taken: 5, passed: 6, cpus: 2, memoryBytes: 200, memoryLimitBytes: 1_000 });
  });

  it('leaves out the page cache on cgroup version 2', () => {
    const memory_stats = { usage: 500, limit: 9_000, stats: { inactive_file: 100 } };
    expect(loadSampleSchema.parse({ cpu_stats, memory_stats })).toMatchObject({
      memoryBytes: 400,
      memoryLimitBytes: 9_000,
    });
  });

  it('is refused of a container that does not run, whose counters are left out', () => {
    const stopped = { cpu_stats: { cpu_usage: { total_usage: 0 } }, memory_stats: {} };
    expect(loadSampleSchema.safeParse(stopped).success).toBe(false);
  });
});
