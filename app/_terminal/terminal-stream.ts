/**
 * One terminal of the session as this page has it: its output and where that stopped, its keys, its size, and whether it is
 * shown. Outlives every connection; a terminal that is hidden goes on where it stopped when it is shown again.
 *
 * Knows nothing about sockets, other terminals or xterm.
 */
import { MOST_INPUT_BYTES } from '#protocol/frames.ts';
import type { ClientMessage, ServerMessage } from '#protocol/messages.ts';
import { InputQueue } from './input-queue.ts';
import { OutputStream } from './output-stream.ts';
import type { TerminalScreen, TerminalSize } from './terminal-screen.ts';

/** The way from a terminal to the sandbox. */
export interface TerminalLine {
  /** Whether the sandbox server hears what is told now. */
  isOpen(): boolean;
  /** What becomes of keys now. */
  keysAre(): 'sent' | 'kept' | 'dropped';
  /** Whether the shell of this terminal has ended. */
  hasEnded(): boolean;
  tell(message: ClientMessage): void;
  /** Sends keys in one frame. */
  type(bytes: Uint8Array): void;
  /** Keys were dropped because too many are waiting. */
  inputLost(): void;
}

type MessageOfType<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>;

const RETURN_KEY = 0x0d;

/** One terminal of the session. */
export class TerminalStream {
  readonly #number: number;
  readonly #line: TerminalLine;
  readonly #output = new OutputStream();
  readonly #queue = new InputQueue();
  #screen: TerminalScreen | null = null;
  #isShown = false;
  #isDriver = true;
  /** Output that comes before the snapshot belongs to nothing that is shown. */
  #awaitsSnapshot = false;
  /** The size the server knows of this page. */
  #toldSize: TerminalSize | null = null;

  constructor(number: number, line: TerminalLine) {
    this.#number = number;
    this.#line = line;
  }

  /** Draws on a screen from now on. It is always the same screen. */
  show(screen: TerminalScreen): void {
    this.#screen = screen;
    if (this.#isShown) return;
    this.#isShown = true;
    this.attach();
  }

  /** The terminal is not looked at any more; its shell goes on. */
  hide(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    if (this.#line.isOpen()) this.#line.tell({ type: 'detach', terminal: this.#number });
  }

  /** Asks for the output from where it stopped. To be called whenever a connection was opened. */
  attach(): void {
    if (!this.#isShown || this.#screen === null || !this.#line.isOpen()) return;
    const size = this.#screen.fittingSize();
    const resume = this.#output.resumePoint;
    this.#output.resume();
    this.#awaitsSnapshot = resume === null;
    this.#toldSize = size;
    this.#line.tell({ type: 'attach', terminal: this.#number, ...size, resume });
  }

  /** The sandbox is another one: its output has nothing to do with what is shown. */
  forget(): void {
    this.#output.forget();
    this.dropKeys();
  }

  /** Takes back keys that wait: whoever they were for is gone. */
  dropKeys(): void {
    this.#queue.drain();
  }

  /** Sends keys or pasted text; keeps them while nothing can take them. */
  send(bytes: Uint8Array): void {
    if (this.#line.hasEnded()) {
      if (bytes.includes(RETURN_KEY)) this.startShell();
      return;
    }
    const fate = this.#line.keysAre();
    if (fate === 'sent') this.#type(bytes);
    else if (fate === 'kept' && !this.#queue.add(bytes)) this.#line.inputLost();
  }

  /** Sends the keys that were kept. */
  sendKept(): void {
    for (const bytes of this.#queue.drain()) this.#type(bytes);
  }

  /** Starts a new shell after the last one ended. */
  startShell(): void {
    if (this.#line.keysAre() === 'sent' && this.#line.hasEnded())
      this.#line.tell({ type: 'start-terminal', terminal: this.#number });
  }

  /** The pane has another size. Told in any case: it is the terminal's size as soon as somebody types here. */
  resized({ columns, rows }: TerminalSize): void {
    if (!this.#isShown || !this.#line.isOpen()) return;
    if (this.#toldSize?.columns === columns && this.#toldSize.rows === rows) return;
    this.#toldSize = { columns, rows };
    this.#line.tell({ type: 'resize', terminal: this.#number, columns, rows });
  }

  /** Output arrived. */
  receiveOutput(offset: number, bytes: Uint8Array): void {
    if (this.#awaitsSnapshot || this.#screen === null) return;
    const arrival = this.#output.arrive(offset, bytes);
    if (arrival.kind === 'seen') return;
    if (arrival.kind === 'gap') {
      // Only a snapshot can fill it. A terminal attached anew that resumes nothing gets one.
      this.#output.forget();
      this.#line.tell({ type: 'detach', terminal: this.#number });
      this.#awaitsSnapshot = true;
      this.attach();
      return;
    }
    const epoch = this.#output.resumePoint?.epoch ?? '';
    this.#screen.write(arrival.bytes, () => this.#consumed(epoch, arrival.end));
  }

  /** The whole screen arrived. */
  receiveSnapshot(message: MessageOfType<'snapshot'>): void {
    const screen = this.#screen;
    if (screen === null) return;
    this.#awaitsSnapshot = false;
    this.#output.begin(message.epoch, message.offset);
    screen.restore(message, () => {
      if (this.#isDriver) this.#takeSize(screen, message);
    });
  }

  /** Somebody else decides the size now, or this page does. */
  receiveSize({ columns, rows, isDriver }: MessageOfType<'terminal-size'>): void {
    this.#isDriver = isDriver;
    if (this.#screen === null) return;
    if (isDriver) this.#takeSize(this.#screen, { columns, rows });
    else this.#screen.follow({ columns, rows });
  }

  /** The terminal gets the size of this page's pane, unless it has it already. */
  #takeSize(screen: TerminalScreen, { columns, rows }: TerminalSize): void {
    this.#toldSize = { columns, rows };
    screen.follow(null);
    this.resized(screen.fittingSize());
  }

  #consumed(epoch: string, end: number): void {
    if (!this.#isShown || !this.#line.isOpen()) return;
    const offset = this.#output.consume(epoch, end);
    if (offset !== null) this.#line.tell({ type: 'ack', terminal: this.#number, offset });
  }

  #type(bytes: Uint8Array): void {
    for (let begin = 0; begin < bytes.length; begin += MOST_INPUT_BYTES)
      this.#line.type(bytes.subarray(begin, begin + MOST_INPUT_BYTES));
  }
}
