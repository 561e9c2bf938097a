import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { ExecSpec } from '../driver/driver.ts';
import { readSandboxFile, runProgram, type ProgramDriver } from './program-reading.ts';

/** A sandbox in which every program says this. */
function sandboxThatSays(output: string, exitCode: number | null): { driver: ProgramDriver; ran: ExecSpec[] } {
  const ran: ExecSpec[] = [];
  const exec: ProgramDriver['exec'] = (_id, spec) => {
    ran.push(spec);
    const stream = new PassThrough();
    stream.end(output);
    // A program whose standard input is closed by us goes on saying what it has to say.
    stream.end = () => stream;
    return Promise.resolve({
      stream,
      exited: Promise.resolve(exitCode),
      resize: () => Promise.resolve(),
      detach: () => undefined,
    });
  };
  return { driver: { exec }, ran };
}

describe('a program', () => {
  it('is run as root and for two seconds at most', async () => {
    const { driver, ran } = sandboxThatSays('said', 3);
    expect(await runProgram(driver, 'one', ['ctr', 'images', 'ls'])).toEqual({ exitCode: 3, output: 'said' });
    expect(ran).toMatchObject([
      { user: 'root', command: ['/usr/bin/timeout', '--kill-after=1', '2', 'ctr', 'images', 'ls'] },
    ]);
  });

  it('whose end is not known says nothing', async () => {
    await expect(runProgram(sandboxThatSays('said', null).driver, 'one', ['x'])).rejects.toThrow('x broke off');
    await expect(runProgram(sandboxThatSays('said', 124).driver, 'one', ['x'])).rejects.toThrow(
      'longer than 2 seconds',
    );
  });

  it('that says too much is heard in part', async () => {
    const { driver } = sandboxThatSays('x'.repeat(200_000), 0);
    expect((await runProgram(driver, 'one', ['yes'])).output).toBe('x'.repeat(64 * 1024));
  });
});

describe('a file', () => {
  it.each([
    ['81a4 5\ntext\n', { kind: 'file', sizeBytes: 5, text: 'text\n' }],
    ['81a4 0\n', { kind: 'file', sizeBytes: 0, text: '' }],
    ['41ed 4096\n', { kind: 'folder', sizeBytes: 4096, text: '' }],
    ['21b6 0\n', { kind: 'other', sizeBytes: 0, text: '' }],
  ])('of which %j is said is %j', async (output, file) => {
    expect(await readSandboxFile(sandboxThatSays(output, 0).driver, 'one', '/x')).toEqual(file);
  });

  it('is null when it is not there', async () => {
    expect(await readSandboxFile(sandboxThatSays('', 44).driver, 'one', '/x')).toBeNull();
  });

  it('has a name that is no part of the program', async () => {
    const { driver, ran } = sandboxThatSays('', 44);
    await readSandboxFile(driver, 'one', '$(reboot)');
    expect(ran[0]?.command.at(-1)).toBe('$(reboot)');
    expect(ran[0]?.command.filter((word) => word.includes('reboot'))).toHaveLength(1);
  });

  it.each(['', 'nonsense', 'zz 5\ntext', '81a4 5', '81a4 -5\n'])('is a fault when %j is said of it', async (output) => {
    const reading = readSandboxFile(sandboxThatSays(output, 0).driver, 'one', '/x');
    await expect(reading).rejects.toThrow('could not be read');
  });
});
