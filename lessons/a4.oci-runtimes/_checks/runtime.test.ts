import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#lessons/_checks/hand-made-evidence.ts';
import { containerdContainers, memoryLimitOf, runcContainers, statusOf } from './runtime.ts';

function answering(command: string, output: string, exitCode = 0) {
  return evidenceOf({ programs: { [command]: { exitCode, output } } });
}

describe('what runc says', () => {
  it.each([
    ['nothing at all', 'null', 0],
    ['an error', '', 1],
    ['something else', '{"id":"box"}', 0],
  ])('has no containers when it says %s', async (_, output, exitCode) => {
    expect(await runcContainers(answering('runc list --format json', output, exitCode))).toEqual([]);
  });

  it('has containers', async () => {
    const box = { id: 'box', pid: 7, status: 'running', bundle: '/home/learner/bundle' };
    const output = JSON.stringify([{ ...box, created: '2026-01-01T00:00:00Z' }]);
    expect(await runcContainers(answering('runc list --format json', output))).toEqual([box]);
  });

  it('has a memory limit', async () => {
    const output = JSON.stringify({ type: 'stats', data: { memory: { usage: { limit: 4096 } } } });
    expect(await memoryLimitOf(answering('runc events --stats box', output), 'box')).toBe(4096);
    expect(await memoryLimitOf(evidenceOf({}), 'box')).toBe(0);
  });
});

describe('what containerd says', () => {
  it('tells containers from running tasks', async () => {
    const evidence = evidenceOf({
      programs: {
        'ctr containers ls --quiet': { exitCode: 0, output: 'calm\nquiet\n' },
        'ctr tasks ls': {
          exitCode: 0,
          output: 'TASK    PID    STATUS    \ncalm    7    RUNNING\nquiet   0    STOPPED\n',
        },
      },
    });
    expect(await containerdContainers(evidence)).toEqual({ all: ['calm', 'quiet'], running: ['calm'] });
  });
});

describe('what the kernel says', () => {
  it('finds a line of the status, and not one that only begins alike', async () => {
    const evidence = answering('cat /proc/7/status', 'Name:\tnginx\nSeccomp_filters:\t1\nSeccomp:\t2\n');
    expect(await statusOf(evidence, 7, 'Seccomp')).toBe('2');
    expect(await statusOf(evidence, 7, 'Uid')).toBe('');
  });
});
