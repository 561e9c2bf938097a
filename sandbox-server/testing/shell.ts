/**
 * Runs commands in a sandbox and gives their output, for tests and benchmarks only.
 */
import type { SandboxDriver } from '../driver/driver.ts';

/** The output and exit code of a shell command. */
export interface CommandResult {
  readonly output: string;
  readonly exitCode: number | null;
}

/** Runs a shell command to its end. Standard error counts as output. */
export async function runShell(
  driver: SandboxDriver,
  id: string,
  script: string,
  user: 'root' | 'learner' = 'learner',
): Promise<CommandResult> {
  const process = await driver.exec(id, { command: ['/bin/sh', '-c', `exec 2>&1; ${script}`], user });
  process.stream.end();
  let output = '';
  for await (const chunk of process.stream) output += String(chunk);
  return { output, exitCode: await process.exited };
}
