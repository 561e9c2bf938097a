/**
 * How long a key takes until it is echoed: through the product's WebSocket, and through a pseudo terminal on this machine
 * with nothing between. The kernel's echo answers at both ends, so the shell's own work does not count.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** A terminal that can be typed into, the product's or the bare one. */
export interface TypedTerminal {
  type(keys: string): void;
  untilPrinted(text: string): Promise<void>;
}

const READY = 'echo-is-ready';
const LETTERS = 'bcdfghjklm';
const CONTROL_C = '\u0003';
/** Milliseconds in which a shell takes its terminal back. */
const SHELL_RETURNS_MS = 200;

/** Makes the terminal itself echo each key at once, whatever is typed: no line editing, and nobody reads slowly. */
export async function beginEcho(terminal: TypedTerminal): Promise<void> {
  const ready = terminal.untilPrinted(`<${READY}>`);
  terminal.type(`(printf '<%s>\\n' ${READY}; stty -icanon; exec cat > /dev/null)\r`);
  await ready;
}

/** Milliseconds from key to echo for each of `keys` keys, one at a time, `pause` milliseconds apart. */
export async function measureEcho(terminal: TypedTerminal, keys: number, pause = 0): Promise<number[]> {
  const samples: number[] = [];
  for (let number = 0; number < keys; number += 1) {
    const letter = LETTERS.charAt(number % LETTERS.length);
    const echoed = terminal.untilPrinted(letter);
    const began = performance.now();
    terminal.type(letter);
    await echoed;
    const took = performance.now() - began;
    samples.push(took);
    if (pause > took) await new Promise((resolve) => setTimeout(resolve, pause - took));
  }
  return samples;
}

/** Gives the shell back. What is typed before the shell has the terminal again may be lost with the program that ended. */
export async function endEcho(terminal: TypedTerminal): Promise<void> {
  terminal.type(CONTROL_C);
  await sleep(SHELL_RETURNS_MS);
}

/** Echo from the beginning to the end. */
export async function measureKeyEcho(terminal: TypedTerminal, keys: number): Promise<number[]> {
  await beginEcho(terminal);
  const samples = await measureEcho(terminal, keys);
  await endEcho(terminal);
  return samples;
}
