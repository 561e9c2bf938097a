/**
 * Runs programs inside a sandbox for what a check wants to know, and reads files with them; bounded in bytes and time.
 *
 * Knows nothing about what an answer means. The sandbox's owner can make every program say anything.
 */
import type { FileEvidence, ProgramEvidence } from '#lessons/_schema/evidence.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { beginningOf } from '../driver/process-output.ts';

/** Bytes of an answer or a file that are read. */
const MOST_BYTES = 64 * 1024;

/** Bytes for the line before a file's beginning. */
const STAT_BYTES = 128;

/** Seconds that a program may take. */
const SECONDS = 2;

/** Milliseconds after which a sandbox that cannot even end a program is given up. */
const PATIENCE_MS = (SECONDS + 2) * 1000;

/** Exit code of `timeout` for a program that it ended. */
const TIMED_OUT = 124;

/** Exit code of the script below when the path leads nowhere. */
const NOTHING_THERE = 44;

/** Mode in hexadecimal digits and size on the first line, then the beginning of the file. Links are followed. */
const READ_SCRIPT = `/usr/bin/stat --dereference --format='%f %s' -- "$1" 2>/dev/null || exit ${String(NOTHING_THERE)}
[ ! -f "$1" ] || exec /usr/bin/head --bytes=${String(MOST_BYTES)} -- "$1"`;

/** The kernel's bits of a mode that say what a thing is (inode(7)). */
const KIND_BITS = 0o170000;
const FOLDER = 0o040000;
const REGULAR_FILE = 0o100000;

/** The part of a driver that is needed. */
export type ProgramDriver = Pick<SandboxDriver, 'exec'>;

/** What a program says, run as root. Rejects when it takes longer than two seconds, or its end cannot be known. */
export async function runProgram(
  driver: ProgramDriver,
  sandboxId: string,
  command: readonly [string, ...string[]],
): Promise<ProgramEvidence> {
  const { exitCode, output } = await run(driver, sandboxId, command, MOST_BYTES);
  return { exitCode, output: output.toString('utf8') };
}

/** A file or folder of the sandbox; null when it is not there. Rejects as `runProgram` does. */
export async function readSandboxFile(
  driver: ProgramDriver,
  sandboxId: string,
  path: string,
): Promise<FileEvidence | null> {
  const command = ['/bin/sh', '-c', READ_SCRIPT, 'read', path] as const;
  const { exitCode, output } = await run(driver, sandboxId, command, MOST_BYTES + STAT_BYTES);
  if (exitCode === NOTHING_THERE) return null;
  const lineEnd = output.indexOf('\n');
  const [, mode, size] = /^([0-9a-f]{1,8}) (\d{1,16})$/.exec(output.subarray(0, lineEnd).toString('latin1')) ?? [];
  if (exitCode !== 0 || mode === undefined) throw new Error(`${path} could not be read: exit code ${String(exitCode)}`);
  const kind = Number.parseInt(mode, 16) & KIND_BITS;
  return {
    kind: kind === REGULAR_FILE ? 'file' : kind === FOLDER ? 'folder' : 'other',
    sizeBytes: Number(size),
    text: output.subarray(lineEnd + 1, lineEnd + 1 + MOST_BYTES).toString('utf8'),
  };
}

async function run(
  driver: ProgramDriver,
  sandboxId: string,
  command: readonly [string, ...string[]],
  mostBytes: number,
): Promise<{ exitCode: number; output: Buffer }> {
  const limited = ['/usr/bin/timeout', '--kill-after=1', String(SECONDS), ...command] as const;
  const process = await driver.exec(sandboxId, { command: limited, user: 'root', workingDirectory: '/' });
  const patience = setTimeout(() => process.detach(), PATIENCE_MS);
  try {
    process.stream.end();
    const output = await beginningOf(process.stream, mostBytes);
    const exitCode = await process.exited;
    if (exitCode === null) throw new Error(`${command[0]} broke off`);
    if (exitCode === TIMED_OUT) throw new Error(`${command[0]} took longer than ${String(SECONDS)} seconds`);
    return { exitCode, output };
  } finally {
    clearTimeout(patience);
    process.detach();
  }
}
