/**
 * A shell without a sandbox, for tests only.
 */
import { PassThrough } from 'node:stream';
import type { SandboxProcess } from '../driver/driver.ts';

/** A shell whose output the test writes and whose input the test reads. */
export class ScriptedShell implements SandboxProcess {
  readonly stream: PassThrough & { written: string };
  readonly exited: Promise<number | null>;
  end!: (exitCode: number) => void;
  readonly sizes: string[] = [];

  constructor() {
    const stream = Object.assign(new PassThrough(), { written: '' });
    // Input and output are separate in a real process; a PassThrough would echo.
    stream.write = ((bytes: Uint8Array) => {
      stream.written += Buffer.from(bytes).toString();
      return true;
    }) as typeof stream.write;
    this.stream = stream;
    this.exited = new Promise((resolve) => (this.end = resolve));
  }

  /** The shell says something. */
  print(text: string): void {
    this.stream.push(Buffer.from(text));
  }

  async resize(columns: number, rows: number): Promise<void> {
    this.sizes.push(`${String(columns)}x${String(rows)}`);
  }

  detach(): void {
    this.stream.destroy();
  }
}
