/**
 * Everyone who looks at a session: what each of them is shown, types and watches, whether there is a sandbox yet or not.
 *
 * Does not know when there is one, nor what its state is; a viewer is whoever implements SessionViewer.
 */
import { DrydockError } from '#protocol/errors.ts';
import type { ServerMessage, WatchedSubject } from '#protocol/messages.ts';
import type { TerminalSetViewer } from '../terminals/terminal-set.ts';
import type { ResumePoint } from '../terminals/terminal.ts';
import type { TerminalSize } from '../terminals/terminal-size.ts';
import { EarlyInput } from './early-input.ts';
import type { LiveSandbox } from './live-sandbox.ts';
import { Visits } from './visits.ts';
import { Watchers } from './watchers.ts';

const DEFAULT_SIZE: TerminalSize = { columns: 80, rows: 24 };

/** Someone connected to a session. The methods must not throw. */
export interface SessionViewer extends TerminalSetViewer {
  send(message: ServerMessage): void;
}

/** What the session says to those who look at it. */
export interface SessionAudienceOptions {
  /** What someone who comes is told first. */
  readonly greeting: () => readonly ServerMessage[];
  /** What someone is told about a sandbox before its terminals are shown. */
  readonly newsOf: (sandbox: LiveSandbox) => readonly ServerMessage[];
  /** Somebody has been told. */
  readonly onTold: () => void;
  /** Whether a sandbox is on its way, so that keys are kept for it. */
  readonly isStarting: () => boolean;
}

/** The viewers of one session. */
export class SessionAudience {
  readonly #options: SessionAudienceOptions;
  readonly #visits = new Visits<SessionViewer>();
  readonly #watchers = new Watchers<SessionViewer>();
  readonly #earlyInput = new EarlyInput<SessionViewer>();
  #sandbox: LiveSandbox | undefined;

  constructor(options: SessionAudienceOptions) {
    this.#options = options;
  }

  /** Whether nobody looks. */
  get isEmpty(): boolean {
    return this.#visits.isEmpty;
  }

  /** The size for terminals that nobody has been shown yet. */
  get size(): TerminalSize {
    return this.#visits.anySize ?? DEFAULT_SIZE;
  }

  /** Tells everyone. */
  tell(message: ServerMessage): void {
    for (const viewer of this.#visits.viewers) viewer.send(message);
  }

  /** Tells those who watch a subject. */
  tellWatchers(subject: WatchedSubject, message: ServerMessage): void {
    for (const viewer of this.#watchers.of(subject)) viewer.send(message);
  }

  /** Shows a sandbox to everyone, with the keys that were typed for it. */
  show(sandbox: LiveSandbox): void {
    this.#sandbox = sandbox;
    sandbox.watches.follow(this.#watchers.subjects);
    // Whatever was open in a page belongs to the sandbox before.
    this.tellWatchers('files', { type: 'files-changed', folders: null });
    for (const viewer of this.#visits.viewers) this.#showTo(viewer, sandbox);
    if (!this.isEmpty) this.#options.onTold();
    for (const { viewer, terminal, bytes } of this.#earlyInput.take()) void sandbox.type(viewer, terminal, bytes);
  }

  /** There is no sandbox any more. */
  hide(): void {
    this.#sandbox = undefined;
  }

  /** Shows the session to a viewer. */
  attach(viewer: SessionViewer): void {
    this.#visits.arrive(viewer);
    for (const message of this.#options.greeting()) viewer.send(message);
    if (!this.#sandbox) return;
    this.#showTo(viewer, this.#sandbox);
    this.#options.onTold();
  }

  /** Forgets a viewer. */
  detach(viewer: SessionViewer): void {
    this.#visits.leave(viewer);
    this.#watchers.leave(viewer);
    this.#sandbox?.terminals.detach(viewer);
    this.#sandbox?.attend(!this.isEmpty);
    this.#sandbox?.watches.follow(this.#watchers.subjects);
  }

  /** Shows a terminal to a viewer, from `resume` on if that is still known. */
  attachTerminal(viewer: SessionViewer, terminal: number, size: TerminalSize, resume: ResumePoint | null): void {
    this.#visits.show(viewer, terminal, size, this.#sandbox ? null : resume);
    this.#sandbox?.terminals.attach(viewer, terminal, size, resume);
  }

  /** Shows a terminal to a viewer no longer. */
  detachTerminal(viewer: SessionViewer, terminal: number): void {
    this.#visits.hide(viewer, terminal);
    this.#sandbox?.terminals.detach(viewer, terminal);
  }

  /** Has a viewer told about a subject, or no longer. */
  watch(viewer: SessionViewer, subject: WatchedSubject, isOn: boolean): void {
    this.#watchers.set(viewer, subject, isOn);
    if (!this.#sandbox) return;
    const { watches } = this.#sandbox;
    watches.follow(this.#watchers.subjects);
    if (isOn && subject === 'picture' && watches.picture) viewer.send({ type: 'picture', sections: watches.picture });
  }

  /** Keys from a viewer. Resolves when there is room for more. */
  async type(viewer: SessionViewer, terminal: number, bytes: Uint8Array): Promise<void> {
    if (this.#sandbox) await this.#sandbox.type(viewer, terminal, bytes);
    else if (this.#options.isStarting()) this.#earlyInput.keep({ viewer, terminal, bytes });
  }

  /** A viewer's pane changed its size. */
  async resize(viewer: SessionViewer, terminal: number, size: TerminalSize): Promise<void> {
    this.#visits.resize(viewer, terminal, size);
    await this.#sandbox?.terminals.resize(viewer, terminal, size);
  }

  /** A viewer has shown the output up to `offset`. */
  acknowledge(viewer: SessionViewer, terminal: number, offset: number): void {
    this.#sandbox?.terminals.acknowledge(viewer, terminal, offset);
  }

  /** Starts a shell again that has ended. */
  startTerminal(terminal: number): void {
    this.#sandbox?.terminals.start(terminal);
  }

  /** One more terminal. Throws `too-many-terminals` or `sandbox-not-running`. */
  openTerminal(): number {
    if (!this.#sandbox) throw new DrydockError('sandbox-not-running');
    return this.#sandbox.terminals.open();
  }

  /** Ends a terminal's shell and removes it. */
  async closeTerminal(terminal: number): Promise<void> {
    await this.#sandbox?.terminals.closeTerminal(terminal);
  }

  /** Gives a terminal a name. */
  renameTerminal(terminal: number, name: string): void {
    this.#sandbox?.terminals.rename(terminal, name);
  }

  #showTo(viewer: SessionViewer, sandbox: LiveSandbox): void {
    for (const message of this.#options.newsOf(sandbox)) viewer.send(message);
    sandbox.attend(true);
    for (const { terminal, size, resume } of this.#visits.takeShown(viewer)) {
      sandbox.terminals.attach(viewer, terminal, size, resume);
    }
  }
}
