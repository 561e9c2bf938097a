/**
 * The terminals of one running sandbox: each with a shell of its own, any number of viewers, and one driver among them
 * whose size it has.
 *
 * Knows nothing about sockets, sessions or grading.
 */
import { DrydockError } from '#protocol/errors.ts';
import { MOST_TERMINALS, type TerminalInfo } from '#protocol/messages.ts';
import { DrivingOrder } from './driving-order.ts';
import type { Recordings } from './recordings.ts';
import type { ScreenSnapshot } from './screen.ts';
import type { Shells } from './shell.ts';
import { isTerminalReport } from './terminal-reports.ts';
import { Terminal, type ResumePoint, type TerminalViewer } from './terminal.ts';
import type { TerminalSize } from './terminal-size.ts';

/** Milliseconds until a shell that could not be started is tried again. */
const RETRY_MS = 1_000;

/** Someone who looks at terminals of a set. The methods must not throw. */
export interface TerminalSetViewer {
  showSnapshot(terminal: number, epoch: string, snapshot: ScreenSnapshot): void;
  showOutput(terminal: number, offset: number, bytes: Uint8Array): void;
  showEnd(terminal: number, exitCode: number | null): void;
  /** The size a terminal has now, and whether this viewer is its driver. */
  showSize(terminal: number, size: TerminalSize, isDriver: boolean): void;
}

/** What a set of terminals needs. */
export interface TerminalSetOptions {
  readonly shells: Shells;
  /** What is known from before, at least one. */
  readonly terminals: readonly TerminalInfo[];
  /** Of terminals nobody has attached to yet. */
  readonly size: TerminalSize;
  readonly recordings: Recordings | null;
  /** Called for input and output. */
  readonly onActivity: () => void;
  /** Called for every piece of a terminal's output, after it was passed on. Must not throw. */
  readonly onOutput: (terminal: number, bytes: Uint8Array) => void;
  /** A terminal came, went or was renamed. */
  readonly onTerminals: (terminals: readonly TerminalInfo[]) => void;
  /** A shell could not be started; it is tried again in a second while the set is open. */
  readonly onFailure: (error: unknown) => void;
}

interface Member {
  name: string | null;
  readonly terminal: Terminal;
  readonly order: DrivingOrder<TerminalSetViewer>;
  /** How each viewer is known to the terminal. */
  readonly viewers: Map<TerminalSetViewer, TerminalViewer>;
}

/** The terminals of a sandbox. Numbers that are unknown are ignored everywhere. */
export class TerminalSet {
  readonly #options: TerminalSetOptions;
  readonly #members = new Map<number, Member>();
  /** Terminals whose shell is being ended; their numbers are not free yet. */
  readonly #ending = new Set<number>();
  readonly #retries = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(options: TerminalSetOptions) {
    this.#options = options;
    for (const { number, name } of options.terminals) this.#add(number, name);
  }

  /** The terminals there are, by number. */
  get terminals(): readonly TerminalInfo[] {
    return [...this.#members]
      .map(([number, { name }]) => ({ number, name }))
      .sort((one, other) => one.number - other.number);
  }

  /** Starts the shells of all terminals, or finds those that are there. */
  startAll(): void {
    for (const number of this.#members.keys()) this.start(number);
  }

  /** Shows a terminal to a viewer, from `resume` on if that is still known. */
  attach(viewer: TerminalSetViewer, terminal: number, size: TerminalSize, resume: ResumePoint | null): void {
    const member = this.#members.get(terminal);
    if (!member) return;
    member.order.enter(viewer, size);
    if (member.order.driver === viewer) this.#follow(terminal, member);
    else viewer.showSize(terminal, member.terminal.size, false);
    const known = member.viewers.get(viewer);
    if (known) member.terminal.detach(known);
    const shown: TerminalViewer = {
      showSnapshot: (epoch, snapshot) => viewer.showSnapshot(terminal, epoch, snapshot),
      showOutput: (offset, bytes) => viewer.showOutput(terminal, offset, bytes),
      showEnd: (exitCode) => viewer.showEnd(terminal, exitCode),
    };
    member.viewers.set(viewer, shown);
    member.terminal.attach(shown, resume ?? undefined);
  }

  /** Forgets a viewer of one terminal, or of all. */
  detach(viewer: TerminalSetViewer, terminal?: number): void {
    for (const number of terminal === undefined ? [...this.#members.keys()] : [terminal]) {
      const member = this.#members.get(number);
      const shown = member?.viewers.get(viewer);
      if (!member || !shown) continue;
      member.viewers.delete(viewer);
      member.terminal.detach(shown);
      if (member.order.leave(viewer)) this.#follow(number, member);
    }
  }

  /**
   * Sends keys to a shell; a viewer that types becomes the driver. What screens answer by themselves counts as typed only
   * from the driver. Resolves when there is room for more.
   */
  async write(viewer: TerminalSetViewer, terminal: number, bytes: Uint8Array): Promise<void> {
    const member = this.#members.get(terminal);
    if (!member) return;
    const { driver } = member.order;
    if (driver && driver !== viewer && isTerminalReport(bytes)) return;
    if (member.order.take(viewer)) this.#follow(terminal, member, driver);
    await member.terminal.write(bytes);
  }

  /** A viewer has room for another size; the terminal takes it if the viewer is its driver. */
  async resize(viewer: TerminalSetViewer, terminal: number, size: TerminalSize): Promise<void> {
    const member = this.#members.get(terminal);
    if (!member) return;
    member.order.resize(viewer, size);
    if (member.order.driver === viewer) await this.#apply(terminal, member, size);
  }

  /** Notes how far a viewer has shown a terminal's output. */
  acknowledge(viewer: TerminalSetViewer, terminal: number, offset: number): void {
    const member = this.#members.get(terminal);
    const shown = member?.viewers.get(viewer);
    if (member && shown) member.terminal.acknowledge(shown, offset);
  }

  /** Starts a shell where there is none. */
  start(terminal: number): void {
    const member = this.#members.get(terminal);
    if (!member || this.#closed) return;
    member.terminal.start().catch((error: unknown) => {
      if (this.#closed || this.#members.get(terminal) !== member) return;
      this.#options.onFailure(error);
      const retry = setTimeout(() => {
        this.#retries.delete(retry);
        if (this.#members.get(terminal) === member) this.start(terminal);
      }, RETRY_MS);
      this.#retries.add(retry);
    });
  }

  /** Opens one more terminal and answers its number, the lowest that is free. Throws `too-many-terminals`. */
  open(): number {
    if (this.#members.size >= MOST_TERMINALS) throw new DrydockError('too-many-terminals');
    let number = 1;
    while (this.#members.has(number) || this.#ending.has(number)) number += 1;
    this.#add(number, null);
    this.start(number);
    this.#options.onTerminals(this.terminals);
    return number;
  }

  /** Ends the shell of a terminal and removes it. The last one stays. Rejects when the shell could not be ended. */
  async closeTerminal(terminal: number): Promise<void> {
    const member = this.#members.get(terminal);
    if (!member || this.#members.size === 1) return;
    this.#members.delete(terminal);
    this.#ending.add(terminal);
    for (const shown of member.viewers.values()) member.terminal.detach(shown);
    this.#options.onTerminals(this.terminals);
    try {
      // A shell that is just being started would be missed.
      await member.terminal.settled();
      member.terminal.close();
      await this.#options.shells.end(terminal);
    } finally {
      this.#ending.delete(terminal);
    }
  }

  /** Gives a terminal a name. */
  rename(terminal: number, name: string): void {
    const member = this.#members.get(terminal);
    if (!member || member.name === name) return;
    member.name = name;
    this.#options.onTerminals(this.terminals);
  }

  /** Lets go of all shells, which go on, and of all viewers. */
  close(): void {
    this.#closed = true;
    for (const retry of this.#retries) clearTimeout(retry);
    this.#retries.clear();
    for (const { terminal } of this.#members.values()) terminal.close();
  }

  #add(number: number, name: string | null): void {
    const { shells, size, recordings, onActivity, onOutput } = this.#options;
    const terminal = new Terminal({
      startShell: async (current) => shells.open(number, current),
      size,
      beginRecording: recordings ? (current) => recordings.begin(number, current) : null,
      onActivity,
      onOutput: (bytes) => onOutput(number, bytes),
    });
    this.#members.set(number, { name, terminal, order: new DrivingOrder(), viewers: new Map() });
  }

  /** There is a driver that was not one before, or that came again: the terminal takes its size, and all learn of it. */
  #follow(terminal: number, member: Member, previous?: TerminalSetViewer): void {
    const { driver } = member.order;
    const size = driver && member.order.sizeOf(driver);
    if (!driver || !size) return;
    if (hasSize(member.terminal, size)) previous?.showSize(terminal, size, false);
    else void this.#apply(terminal, member, size);
    driver.showSize(terminal, size, true);
  }

  /** Gives a terminal the size of its driver and tells the others. */
  async #apply(terminal: number, member: Member, size: TerminalSize): Promise<void> {
    if (hasSize(member.terminal, size)) return;
    const resized = member.terminal.resize(size);
    for (const viewer of member.order.viewers) {
      if (viewer !== member.order.driver) viewer.showSize(terminal, size, false);
    }
    await resized;
  }
}

function hasSize({ size }: Terminal, { columns, rows }: TerminalSize): boolean {
  return size.columns === columns && size.rows === rows;
}
