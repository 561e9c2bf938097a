/**
 * How long a key takes until it is echoed: through the product's WebSocket, and through a pseudo terminal on this machine
 * with nothing between. Both ends run the same shell without its start files, and the kernel's echo answers.
 */
import { performance } from 'node:perf_hooks';
import { spawn } from 'node-pty';
import { encodeInputFrame } from '#protocol/frames.ts';
import type { BrowserConnection } from '#sandbox/testing/browser-connection.ts';

/** Programs that echo each key at once, whatever is typed: the terminal's own echo, without line editing. */
const ECHO_COMMAND = 'stty -icanon; exec cat > /dev/null';

const READY = 'echo-is-ready';

/** Milliseconds from key to echo, one at a time. */
export async function measureKeyEcho(browser: BrowserConnection, keys: number): Promise<number[]> {
  browser.typeLine(`(echo ${READY}; ${ECHO_COMMAND})`);
  await browser.until('the echo program', () => browser.output.trimEnd().endsWith(READY));
  const samples: number[] = [];
  for (let number = 0; number < keys; number += 1) {
    const length = browser.output.length;
    const began = performance.now();
    browser.socket.send(encodeInputFrame({ terminal: 1, bytes: Buffer.from('k') }));
    await browser.until('the echo', () => browser.output.length > length);
    samples.push(performance.now() - began);
  }
  browser.socket.send(encodeInputFrame({ terminal: 1, bytes: Buffer.from('\u0003') }));
  await browser.untilPrompt();
  return samples;
}

/** The same through node-pty alone. */
export async function measureBarePty(keys: number): Promise<number[]> {
  const pty = spawn('/bin/bash', ['--norc', '-c', `echo ${READY}; ${ECHO_COMMAND}`], { cols: 100, rows: 30 });
  let output = '';
  let changed: (() => void) | undefined;
  pty.onData((text) => {
    output += text;
    changed?.();
  });
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise<void>((resolve) => (changed = resolve));
  };
  await until(() => output.includes(READY));
  const samples: number[] = [];
  for (let number = 0; number < keys; number += 1) {
    const { length } = output;
    const began = performance.now();
    pty.write('k');
    await until(() => output.length > length);
    samples.push(performance.now() - began);
  }
  pty.kill();
  return samples;
}
