/**
 * Watches what the terminals of one session print and tells about the errors that it can explain.
 *
 * Everything but the copying of a few bytes happens after the output was passed on, and nothing is ever thrown at whoever
 * passes it. Floods are looked at up to a budget; of the rest only the end, because an error comes last.
 *
 * Knows nothing about rules, sockets or sessions.
 */
import type { Trouble } from '#protocol/trouble.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { explain, recognise } from './explain.ts';
import { OutputLines } from './output-lines.ts';
import { DriverSandboxFacts } from './sandbox-facts.ts';

/** Bytes of one terminal’s output that are read in one second: some 60 ms of work when every line is suspicious. */
const BUDGET_BYTES = 128 * 1024;

/** Bytes of the end of a flood. */
const FLOOD_END_BYTES = 4 * 1024;

/** Troubles told in one second over all terminals; a command that is entered may have as many of its own. */
const MOST_A_SECOND = 3;

/** Milliseconds for which the same error is not told again, unless a command was entered meanwhile. */
const SAME_AGAIN_MS = 30_000;

const SECOND_MS = 1_000;

const CARRIAGE_RETURN = 0x0d;

/** What a watch needs. */
export interface TroubleWatchOptions {
  readonly driver: SandboxDriver;
  readonly sandboxId: string;
  /** "name:tag" of every image that can be pulled, for names that are misspelled. */
  readonly courseImages: () => readonly string[];
  readonly onTrouble: (trouble: Trouble) => void;
}

interface WatchedTerminal {
  readonly lines: OutputLines;
  /** Not read yet, oldest first. */
  waiting: Buffer[];
  waitingBytes: number;
  /** Bytes read in the second that began at `secondBegan`. */
  readBytes: number;
  secondBegan: number;
  /** Only the end of what was printed beyond the budget. */
  floodEnd: Buffer | null;
  timer: NodeJS.Timeout | NodeJS.Immediate | null;
  /** Errors told since the last command, with when. */
  readonly told: Map<string, number>;
}

/** Watches one session's terminals from its making to `close`. */
export class TroubleWatch {
  readonly #options: TroubleWatchOptions;
  readonly #facts: DriverSandboxFacts;
  readonly #terminals = new Map<number, WatchedTerminal>();
  #toldInSecond = { began: 0, count: 0 };
  #isClosed = false;

  constructor(options: TroubleWatchOptions) {
    this.#options = options;
    this.#facts = new DriverSandboxFacts(options.driver, options.sandboxId, options.courseImages);
  }

  /** A terminal has printed; to be called once for each chunk of a shell's output. Keeps a copy. */
  output(terminal: number, bytes: Uint8Array): void {
    if (this.#isClosed || bytes.length === 0) return;
    const watched = this.#terminal(terminal);
    const now = performance.now();
    if (now - watched.secondBegan >= SECOND_MS && watched.floodEnd === null) {
      watched.secondBegan = now;
      watched.readBytes = 0;
    }
    if (watched.floodEnd !== null || watched.readBytes + watched.waitingBytes + bytes.length > BUDGET_BYTES) {
      const end = Buffer.concat([watched.floodEnd ?? Buffer.alloc(0), bytes.subarray(-FLOOD_END_BYTES)]);
      watched.floodEnd = Buffer.from(end.subarray(-FLOOD_END_BYTES));
    } else {
      watched.waiting.push(Buffer.from(bytes));
      watched.waitingBytes += bytes.length;
    }
    watched.timer ??= setImmediate(() => this.#read(terminal, watched));
  }

  /** A learner has typed; an Enter means that what comes next is told even when it was told before. */
  input(terminal: number, bytes: Uint8Array): void {
    if (!bytes.includes(CARRIAGE_RETURN)) return;
    this.#terminals.get(terminal)?.told.clear();
    this.#toldInSecond.count = 0;
  }

  /** Watches no longer. */
  close(): void {
    this.#isClosed = true;
    for (const watched of this.#terminals.values()) this.#stopTimer(watched);
    this.#terminals.clear();
    this.#facts.close();
  }

  #terminal(number: number): WatchedTerminal {
    const known = this.#terminals.get(number);
    if (known !== undefined) return known;
    const watched: WatchedTerminal = {
      lines: new OutputLines(),
      waiting: [],
      waitingBytes: 0,
      readBytes: 0,
      secondBegan: performance.now(),
      floodEnd: null,
      timer: null,
      told: new Map(),
    };
    this.#terminals.set(number, watched);
    return watched;
  }

  #stopTimer({ timer }: WatchedTerminal): void {
    if (timer === null) return;
    if (timer instanceof Object && 'refresh' in timer) clearTimeout(timer);
    else clearImmediate(timer);
  }

  #read(terminal: number, watched: WatchedTerminal): void {
    watched.timer = null;
    const chunks = watched.waiting;
    watched.readBytes += watched.waitingBytes;
    watched.waiting = [];
    watched.waitingBytes = 0;
    for (const chunk of chunks) this.#readChunk(terminal, watched, chunk);
    if (watched.floodEnd === null) return;
    // The end is read when the flood's second is over; a flood that goes on is read once in a second.
    watched.timer = setTimeout(() => this.#readFloodEnd(terminal, watched), SECOND_MS).unref();
  }

  #readFloodEnd(terminal: number, watched: WatchedTerminal): void {
    watched.timer = null;
    const end = watched.floodEnd;
    watched.floodEnd = null;
    watched.secondBegan = performance.now();
    watched.readBytes = 0;
    if (end === null) return;
    watched.lines.skip();
    this.#readChunk(terminal, watched, end);
  }

  #readChunk(terminal: number, watched: WatchedTerminal, chunk: Buffer): void {
    for (const line of watched.lines.push(chunk)) {
      const recognised = recognise(line);
      if (recognised === null) continue;
      const key = JSON.stringify([recognised.rule.id, recognised.found]);
      const now = performance.now();
      const before = watched.told.get(key);
      if (before !== undefined && now - before < SAME_AGAIN_MS) continue;
      if (!this.#mayTell(now)) return;
      watched.told.set(key, now);
      void explain(recognised, terminal, this.#facts).then((trouble) => {
        if (!this.#isClosed) this.#options.onTrouble(trouble);
      });
    }
  }

  #mayTell(now: number): boolean {
    if (now - this.#toldInSecond.began >= SECOND_MS) this.#toldInSecond = { began: now, count: 0 };
    this.#toldInSecond.count += 1;
    return this.#toldInSecond.count <= MOST_A_SECOND;
  }
}
