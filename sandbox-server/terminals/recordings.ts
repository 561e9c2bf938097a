/**
 * The recordings of one session: a file for every shell, in a folder that only this server's user can read. Bounded per
 * file and per session; the oldest files go first.
 *
 * Knows nothing about terminals and shells beyond their number, and nothing about who may read a recording.
 */
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AsciicastRecording, type RecordingSink, type TerminalRecording } from './recording.ts';
import type { TerminalSize } from './terminal-size.ts';

/** What one recording may have on the disk. */
export const LARGEST_FILE_BYTES = 16 * 1024 * 1024;
const LARGEST_SESSION_BYTES = 64 * 1024 * 1024;

/** "2-2031-05-01T12-30-00.123Z.cast" */
const NAME = /^(\d{1,3})-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.cast$/;

/** A recording that is on the disk. */
export interface RecordingFile {
  readonly terminal: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly path: string;
  readonly bytes: number;
}

/** The recordings of one session. */
export interface Recordings {
  /** Begins a recording for a shell; returns at once. */
  begin(terminal: number, size: TerminalSize): TerminalRecording;
  /** What there is, oldest first. */
  list(): Promise<readonly RecordingFile[]>;
  /** Path of the newest recording of a terminal; null when there is none. */
  latest(terminal: number): Promise<string | null>;
  /** Deletes all of the session; recordings that are being made end. */
  removeAll(): Promise<void>;
}

/** Where a session's recordings are kept. */
export interface FileRecordingsOptions {
  /** Of all sessions; the session has a folder of its own in it. */
  readonly folder: string;
  readonly sessionId: string;
  /** Something could not be written or read; the terminals go on without being recorded. */
  readonly onFailure: (error: unknown) => void;
  /** Limits in bytes; those of the product unless a test has smaller ones. */
  readonly limits?: { readonly file: number; readonly session: number };
}

/** A recording that is being made or was made by this process, or found on the disk. */
interface Entry {
  readonly path: string;
  bytes: number;
  /** null when it is not being made any more. */
  recording: AsciicastRecording | null;
}

/** Recordings as files. */
export class FileRecordings implements Recordings {
  readonly #options: FileRecordingsOptions;
  readonly #limits: { readonly file: number; readonly session: number };
  readonly #folder: string;
  /** Oldest first. Those found on the disk come in front as soon as they are read. */
  #entries: Entry[] = [];
  /** Terminals that this process has recorded already. */
  readonly #begun = new Set<number>();
  #lastStart = 0;
  #found: Promise<void> | undefined;
  #removals: Promise<unknown> = Promise.resolve();

  constructor(options: FileRecordingsOptions) {
    this.#options = options;
    this.#limits = options.limits ?? { file: LARGEST_FILE_BYTES, session: LARGEST_SESSION_BYTES };
    this.#folder = join(options.folder, options.sessionId);
  }

  begin(terminal: number, size: TerminalSize): TerminalRecording {
    const startedAt = Math.max(Date.now(), this.#lastStart + 1);
    this.#lastStart = startedAt;
    const entry: Entry = { path: join(this.#folder, fileName(terminal, startedAt)), bytes: 0, recording: null };
    this.#found ??= this.#find();
    const recording = new AsciicastRecording({
      sink: this.#sink(entry),
      size,
      startedAt,
      now: () => performance.now(),
      claim: (bytes) => this.#claim(entry, bytes),
      firstMarker: this.#begun.has(terminal) ? null : 'The recording begins here: the server connected to the shell.',
      onFailure: this.#options.onFailure,
    });
    entry.recording = recording;
    this.#begun.add(terminal);
    this.#entries.push(entry);
    return recording;
  }

  async list(): Promise<readonly RecordingFile[]> {
    const files: RecordingFile[] = [];
    for (const name of await this.#names()) {
      const parts = parseName(name);
      const path = join(this.#folder, name);
      const size = await stat(path).then(
        ({ size: bytes }) => bytes,
        () => null,
      );
      if (parts && size !== null) files.push({ ...parts, path, bytes: size });
    }
    return files.sort((one, other) => one.startedAt - other.startedAt);
  }

  async latest(terminal: number): Promise<string | null> {
    const files = await this.list();
    return files.findLast((file) => file.terminal === terminal)?.path ?? null;
  }

  async removeAll(): Promise<void> {
    const recordings = this.#entries.flatMap(({ recording }) => recording ?? []);
    for (const recording of recordings) recording.end();
    await Promise.all(recordings.map(async ({ closed }) => closed));
    await this.#removals;
    this.#entries = [];
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Makes room for a recording, at the cost of older ones that are finished. False when there is none. */
  #claim(entry: Entry, bytes: number): boolean {
    if (entry.bytes + bytes > this.#limits.file) return false;
    let used = this.#entries.reduce((sum, other) => sum + other.bytes, 0);
    while (used + bytes > this.#limits.session) {
      const oldest = this.#entries.find((other) => other !== entry && other.recording === null);
      if (!oldest) return false;
      this.#entries = this.#entries.filter((other) => other !== oldest);
      used -= oldest.bytes;
      this.#removals = this.#removals.then(async () => rm(oldest.path, { force: true })).catch(this.#options.onFailure);
    }
    entry.bytes += bytes;
    return true;
  }

  #sink(entry: Entry): RecordingSink {
    let file: FileHandle | undefined;
    return {
      append: async (text) => {
        await this.#found;
        if (!file) {
          await mkdir(this.#folder, { recursive: true, mode: 0o700 });
          file = await open(entry.path, 'wx', 0o600);
        }
        await file.appendFile(text);
      },
      close: async () => {
        entry.recording = null;
        await file?.close();
      },
    };
  }

  /** Counts what earlier processes have left. */
  async #find(): Promise<void> {
    try {
      const own = new Set(this.#entries.map(({ path }) => path));
      const found = (await this.list()).filter(({ path }) => !own.has(path));
      this.#entries.unshift(...found.map(({ path, bytes }) => ({ path, bytes, recording: null })));
    } catch (error) {
      this.#options.onFailure(error);
    }
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await readdir(this.#folder);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }
}

function fileName(terminal: number, startedAt: number): string {
  return `${String(terminal)}-${new Date(startedAt).toISOString().replaceAll(':', '-')}.cast`;
}

function parseName(name: string): { readonly terminal: number; readonly startedAt: number } | null {
  const parts = NAME.exec(name);
  if (!parts) return null;
  const [, terminal, day, hours, minutes, seconds] = parts;
  const startedAt = Date.parse(`${day ?? ''}T${hours ?? ''}:${minutes ?? ''}:${seconds ?? ''}`);
  return Number.isNaN(startedAt) ? null : { terminal: Number(terminal), startedAt };
}
