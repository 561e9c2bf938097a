/**
 * What a process in a sandbox says, in bounded memory. Knows nothing about what it means.
 */
import type { SandboxProcess } from './driver.ts';

/** Bytes of the output of a command that are kept. */
const MOST_OUTPUT = 64 * 1024;

/** The first bytes at most; what goes beyond is read on and dropped, so that the process can end. */
export async function beginningOf(output: AsyncIterable<unknown>, mostBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of output) {
    if (!(piece instanceof Uint8Array)) continue;
    if (length < mostBytes) pieces.push(piece);
    length += piece.length;
  }
  return Buffer.concat(pieces).subarray(0, mostBytes);
}

/** A command ran to its end and failed. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  /** null when it could not be known. */
  readonly exitCode: number | null;

  constructor(message: string, exitCode: number | null) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Waits for the end of a process that needs no input. Answers with the first 64 KiB of what it said.
 *
 * @param what it is, for the error
 * @throws CommandFailed when it did not end well
 */
export async function outputOf(process: SandboxProcess, what: string): Promise<string> {
  process.stream.end();
  const output = await beginningOf(process.stream, MOST_OUTPUT);
  const exitCode = await process.exited;
  if (exitCode !== 0) throw new CommandFailed(`${what} ended with ${String(exitCode)}`, exitCode);
  return output.toString('utf8');
}
