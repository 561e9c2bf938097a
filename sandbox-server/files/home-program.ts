/**
 * Runs the program `home-files` inside a sandbox as its learner and takes its answer, bounded in bytes and time. What it can do
 * stands in its own first lines (images/sandbox).
 *
 * Knows nothing about what an answer means.
 */
import { DrydockError, type ErrorCode } from '#protocol/errors.ts';
import type { SandboxDriver, SandboxProcess } from '../driver/driver.ts';
import { beginningOf } from '../driver/process-output.ts';
import { notRunning } from './upload.ts';

const program = '/usr/local/lib/drydock/home-files';

/** Seconds that the program may take, unless more are given. */
const USUAL_SECONDS = 10;

/** Seconds after which a sandbox that cannot even end a program is given up. */
const EXTRA_SECONDS = 5;

/** What its exit codes mean; anything else is a fault. */
const refusals: ReadonlyMap<number, ErrorCode> = new Map([
  [28, 'sandbox-disk-full'],
  [41, 'file-unknown'],
  [42, 'file-exists'],
  [43, 'file-changed'],
  [44, 'file-refused'],
]);

/** The part of a driver that is needed. */
export type FilesDriver = Pick<SandboxDriver, 'exec'>;

/** One run of the program. */
export interface HomeProgramRun {
  readonly verb: readonly [string, ...string[]];
  /** Standard input. */
  readonly input?: Uint8Array;
  /** Bytes of an answer that are believed. */
  readonly mostBytes: number;
  readonly seconds?: number;
}

/** Starts the program; it is ended when the seconds are over. Throws DrydockError `sandbox-not-running`. */
export async function startHomeProgram(
  driver: FilesDriver,
  sandboxId: string,
  verb: readonly string[],
  seconds: number,
): Promise<SandboxProcess> {
  const limited = ['/usr/bin/timeout', '--kill-after=1', String(seconds), program, ...verb] as const;
  return driver.exec(sandboxId, { command: limited, user: 'learner' }).catch(notRunning);
}

/**
 * Runs the program to its end.
 *
 * @throws DrydockError `sandbox-not-running`, `sandbox-disk-full`, `file-unknown`, `file-exists`, `file-changed`,
 *   `file-refused`, and `internal` when the sandbox does not play by the rules or takes too long
 */
export async function runHomeProgram(driver: FilesDriver, sandboxId: string, run: HomeProgramRun): Promise<Buffer> {
  const seconds = run.seconds ?? USUAL_SECONDS;
  const process = await startHomeProgram(driver, sandboxId, run.verb, seconds);
  const patience = setTimeout(() => process.detach(), (seconds + EXTRA_SECONDS) * 1000);
  try {
    // It may end before it has read everything; its exit code knows better why than the broken pipe.
    process.stream.end(run.input ?? new Uint8Array(0));
    const answer = await beginningOf(process.stream, run.mostBytes + 1).catch(() => null);
    await requireSuccess(process, run.verb[0]);
    if (answer === null) throw new DrydockError('sandbox-not-running', `${run.verb[0]} broke off`);
    if (answer.length > run.mostBytes) throw new DrydockError('internal', `${run.verb[0]} says too much`);
    return answer;
  } finally {
    clearTimeout(patience);
    process.detach();
  }
}

/** Waits for the end of the program. Throws what its exit code means. */
export async function requireSuccess(process: SandboxProcess, verb: string): Promise<void> {
  const exitCode = await process.exited;
  if (exitCode === 0) return;
  if (exitCode === null) throw new DrydockError('sandbox-not-running', `${verb} broke off`);
  throw new DrydockError(refusals.get(exitCode) ?? 'internal', `${verb} ended with ${String(exitCode)}`);
}
