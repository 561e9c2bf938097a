/**
 * Makes a sandbox that nobody has used ready for a lesson: puts the lesson's files into the learner's home and runs the
 * commands that leave its starting state, both with the learner's own rights.
 *
 * Knows nothing about sessions or snapshots, nor about when a sandbox needs it.
 */
import { readFile } from 'node:fs/promises';
import { listHomeFiles } from '#lessons/_loader/home-files.ts';
import { fillVariables, type Variables } from '#lessons/_loader/variables.ts';
import { DrydockError } from '#protocol/errors.ts';
import { tarEnd, tarHeader, tarPadding } from '#protocol/upload.ts';
import { LEARNER_HOME, SandboxNotRunning, type SandboxDriver } from '../driver/driver.ts';

/** Seconds that unpacking the files may take. */
const FILES_SECONDS = 20;

/** Seconds that all start commands together may take; the learner waits meanwhile. */
const COMMANDS_SECONDS = 60;

/** Seconds that asking for the time may take. */
const CLOCK_SECONDS = 10;

/** Seconds after which a sandbox that cannot even end a program is given up. */
const EXTRA_SECONDS = 5;

/** Letters of a program's output that are kept for the log: its end, where it says what went wrong. */
const MOST_OUTPUT = 2_000;

/** Exit codes of `timeout` when the time was over, the second when the program had to be killed. */
const timeIsOver: ReadonlySet<number | null> = new Set([124, 137]);

/** What a lesson wants to be there before the learner begins. */
export interface LessonStart {
  /** Folder on the host whose contents go into the home; null when there is none. */
  readonly files: string | null;
  /** Commands, one after another; the first that fails ends it. */
  readonly start: readonly string[];
}

/** Whether a lesson wants anything to be there at all. */
export function wantsPreparation({ files, start }: LessonStart): boolean {
  return files !== null || start.length > 0;
}

/**
 * Puts the files there and runs the commands. Answers with a moment by the sandbox's clock, in milliseconds since the epoch:
 * whatever happened before it was not the learner's doing. It is 0 when the lesson wants nothing, in which case the sandbox
 * is left alone.
 *
 * When it fails, the sandbox may be half prepared and is to be thrown away.
 *
 * @throws DrydockError `lesson-start-failed` when the lesson cannot be prepared, with the end of what was printed as the
 *   detail; `sandbox-start-failed` when the sandbox ended meanwhile
 */
export async function prepareSandbox(
  driver: Pick<SandboxDriver, 'exec'>,
  sandboxId: string,
  lesson: LessonStart & { readonly variables: Variables },
): Promise<number> {
  if (!wantsPreparation(lesson)) return 0;
  if (lesson.files !== null) await putFiles(driver, sandboxId, lesson.files);
  if (lesson.start.length > 0) {
    await run(driver, sandboxId, {
      what: 'the start commands',
      // In one shell, so that `cd` and variables mean the same as in a terminal.
      command: ['/bin/sh', '-e', '-c', lesson.start.map((line) => fillVariables(line, lesson.variables)).join('\n')],
      seconds: COMMANDS_SECONDS,
    });
  }
  const clock = await run(driver, sandboxId, {
    what: 'the clock',
    command: ['/bin/date', '+%s%3N'],
    seconds: CLOCK_SECONDS,
  });
  if (!/^\d{13}\n$/.test(clock))
    throw new DrydockError('lesson-start-failed', `the clock says ${JSON.stringify(clock)}`);
  // What happened within this very millisecond was before.
  return Number(clock) + 1;
}

async function putFiles(driver: Pick<SandboxDriver, 'exec'>, sandboxId: string, folder: string): Promise<void> {
  await run(driver, sandboxId, {
    what: 'unpacking the files',
    command: ['/bin/sh', '-c', 'umask 022; exec tar --extract --touch --no-overwrite-dir --file -'],
    input: await archiveOf(folder).catch(unreadable),
    seconds: FILES_SECONDS,
  });
}

async function archiveOf(folder: string): Promise<Uint8Array> {
  const { files, problems } = await listHomeFiles(folder);
  const [first] = problems;
  if (first) throw new DrydockError('lesson-start-failed', `${first.source}: ${first.problem}`);
  const pieces: Uint8Array[] = [];
  for (const { path, source, isExecutable } of files) {
    const content = await readFile(source);
    const entry = { path, kind: 'file', size: content.length, modifiedAt: 0, isExecutable } as const;
    pieces.push(tarHeader(entry), content, tarPadding(content.length));
  }
  return Buffer.concat([...pieces, tarEnd()]);
}

interface Program {
  /** For the log. */
  readonly what: string;
  readonly command: readonly [string, ...string[]];
  /** Standard input; nothing when it is left out. */
  readonly input?: Uint8Array;
  readonly seconds: number;
}

/** Runs a program as the learner in the home folder. Answers with the end of what it printed, errors included. */
async function run(driver: Pick<SandboxDriver, 'exec'>, sandboxId: string, program: Program): Promise<string> {
  const { what, command, input = new Uint8Array(0), seconds } = program;
  const limited = ['/usr/bin/timeout', '--kill-after=2', String(seconds), ...command] as const;
  const process = await driver
    .exec(sandboxId, {
      command: ['/bin/sh', '-c', 'exec "$@" 2>&1', 'sh', ...limited],
      user: 'learner',
      environment: { HOME: LEARNER_HOME, LANG: 'C.UTF-8' },
      workingDirectory: LEARNER_HOME,
    })
    .catch(ended);
  const patience = setTimeout(() => process.detach(), (seconds + EXTRA_SECONDS) * 1000);
  let output = '';
  try {
    // It may end before it has read everything; its exit code knows better why than the broken pipe.
    process.stream.on('error', () => undefined);
    process.stream.end(input);
    output = await endOf(process.stream).catch(() => '');
    const exitCode = await process.exited;
    if (exitCode === 0) return output;
    if (exitCode === null) throw new DrydockError('sandbox-start-failed', `${what} broke off`);
    const reason = timeIsOver.has(exitCode) ? `took more than ${String(seconds)} s` : `ended with ${String(exitCode)}`;
    throw new DrydockError('lesson-start-failed', `${what} ${reason}: ${output}`);
  } finally {
    clearTimeout(patience);
    process.detach();
  }
}

/** The last letters of a stream. */
async function endOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const piece of stream) text = `${text}${String(piece)}`.slice(-MOST_OUTPUT);
  return text;
}

function unreadable(error: unknown): never {
  if (error instanceof DrydockError) throw error;
  throw new DrydockError('lesson-start-failed', 'the files of the lesson cannot be read', { cause: error });
}

function ended(error: unknown): never {
  if (error instanceof SandboxNotRunning) {
    throw new DrydockError('sandbox-start-failed', error.message, { cause: error });
  }
  throw error;
}
