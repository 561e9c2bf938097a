/** Where the kernel counts no swap, the engine notes -1 for it, and nobody is blamed for that. */
import { describe, expect, it } from 'vitest';
import { container, evidenceOf } from '#lessons/_checks/hand-made-evidence.ts';
import { memoryWithoutSwap } from './memory-limit.ts';

const BYTES = 64 * 1024 ** 2;
const account = { kind: 'file', sizeBytes: 2, text: '0\n' } as const;

/** The codes of what a container with these limits lacks. */
async function lacks(memoryBytes: number, memorySwapBytes: number, accounts: readonly string[]): Promise<string[]> {
  const evidence = evidenceOf({ files: Object.fromEntries(accounts.map((path) => [path, account])) });
  const limited = container({ id: 'c1', limits: { memoryBytes, memorySwapBytes, cpus: 0, cpuShares: 0, pids: 0 } });
  const codes: string[] = [];
  for (const { code, isMet } of memoryWithoutSwap(evidence, BYTES)) if (!(await isMet(limited))) codes.push(code);
  return codes;
}

describe('memoryWithoutSwap', () => {
  const first = '/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes';
  const second = '/sys/fs/cgroup/memory.swap.max';

  it.each([
    ['both the same', BYTES, BYTES, [first], []],
    ['room for swap', BYTES, 2 * BYTES, [second], ['other-memory-swap']],
    ['swap without end, which version 1 counts', BYTES, -1, [first], ['other-memory-swap']],
    ['swap without end, which version 2 counts', BYTES, -1, [second], ['other-memory-swap']],
    ['-1 where nothing counts swap', BYTES, -1, [], []],
    ['no limit', 0, 0, [first], ['other-memory', 'other-memory-swap']],
  ])('%s', async (_, memoryBytes, memorySwapBytes, accounts, codes) => {
    expect(await lacks(memoryBytes, memorySwapBytes, accounts)).toEqual(codes);
  });
});
