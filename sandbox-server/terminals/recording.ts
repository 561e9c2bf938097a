/**
 * A recording of what one shell showed, as asciicast v2: lines of JSON that any player of the format can show again.
 * Output and sizes only, never what was typed, so that a password without echo is not in it.
 *
 * Never makes the terminal wait: what the file cannot take in time is left out, and a marker says so. Knows nothing about
 * folders and which recordings there are.
 */
import type { TerminalSize } from './terminal-size.ts';

/** Text that may wait for the disk. */
const MOST_WAITING_CHARACTERS = 1024 * 1024;

/** Takes down what a terminal shows. The methods return at once and must not throw. */
export interface TerminalRecording {
  output(bytes: Uint8Array): void;
  resize(size: TerminalSize): void;
  /** Writes what is still waiting and closes the file. */
  end(): void;
}

/** The file behind a recording. Texts are appended one after another, never two at a time. */
export interface RecordingSink {
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

/** What a recording needs. */
export interface RecordingOptions {
  readonly sink: RecordingSink;
  readonly size: TerminalSize;
  /** Milliseconds since the epoch when it began. */
  readonly startedAt: number;
  /** Milliseconds that only move forward. */
  readonly now: () => number;
  /** Asks for room for so many bytes; false when there is none, which ends the recording. */
  readonly claim: (bytes: number) => boolean;
  /** Written at the beginning; null for nothing. */
  readonly firstMarker: string | null;
  /** The file could not be written; the recording has ended. */
  readonly onFailure: (error: unknown) => void;
}

/** A recording in asciicast v2. */
export class AsciicastRecording implements TerminalRecording {
  readonly #options: RecordingOptions;
  readonly #began: number;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #waiting: string[] = [];
  #waitingCharacters = 0;
  #isWriting = false;
  #leavesOut = false;
  #ended = false;
  #tellClosed: () => void = () => undefined;
  /** Resolves when the recording has ended and its file is closed. */
  readonly closed = new Promise<void>((resolve) => (this.#tellClosed = resolve));

  constructor(options: RecordingOptions) {
    this.#options = options;
    this.#began = options.now();
    const { size, startedAt, firstMarker } = options;
    const header = { version: 2, width: size.columns, height: size.rows, timestamp: Math.floor(startedAt / 1000) };
    if (!this.#write(JSON.stringify({ ...header, env: { TERM: 'xterm-256color' } }))) this.end();
    if (firstMarker !== null) this.#event('m', firstMarker);
  }

  output(bytes: Uint8Array): void {
    // Decoded even when it is left out, so that the next character begins where it should.
    const text = this.#decoder.decode(bytes, { stream: true });
    if (text !== '') this.#event('o', text);
  }

  resize({ columns, rows }: TerminalSize): void {
    this.#event('r', `${String(columns)}x${String(rows)}`);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#flush();
  }

  #event(kind: 'o' | 'r' | 'm', data: string): void {
    if (this.#ended) return;
    if (this.#waitingCharacters + data.length > MOST_WAITING_CHARACTERS) {
      this.#leavesOut = true;
      return;
    }
    if (this.#leavesOut) {
      this.#leavesOut = false;
      this.#event('m', 'Output is missing here: the disk was too slow.');
      if (this.#ended) return;
    }
    const line = this.#line(kind, data);
    if (this.#write(line)) return;
    this.#append(this.#line('m', 'The recording ends here: it has reached its largest size.'));
    this.end();
  }

  #line(kind: string, data: string): string {
    const seconds = (this.#options.now() - this.#began) / 1000;
    return JSON.stringify([Number(seconds.toFixed(6)), kind, data]);
  }

  #write(line: string): boolean {
    if (!this.#options.claim(Buffer.byteLength(line) + 1)) return false;
    this.#append(line);
    return true;
  }

  #append(line: string): void {
    this.#waiting.push(`${line}\n`);
    this.#waitingCharacters += line.length + 1;
    this.#flush();
  }

  #flush(): void {
    if (this.#isWriting) return;
    this.#isWriting = true;
    void this.#drain();
  }

  /** Writes until nothing waits any more. Whatever comes meanwhile is written in one piece with the next turn. */
  async #drain(): Promise<void> {
    const { sink, onFailure } = this.#options;
    try {
      while (this.#waiting.length > 0) {
        const text = this.#waiting.join('');
        this.#waiting = [];
        await sink.append(text);
        this.#waitingCharacters -= text.length;
      }
      if (this.#ended) await this.#close();
      else this.#isWriting = false;
    } catch (error) {
      // Stays "writing", so that nothing is written to a broken file again.
      this.#ended = true;
      this.#waiting = [];
      onFailure(error);
      await this.#close().catch(onFailure);
    }
  }

  async #close(): Promise<void> {
    try {
      await this.#options.sink.close();
    } finally {
      this.#tellClosed();
    }
  }
}
