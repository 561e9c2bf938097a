/**
 * What is planted on the host for attempts to find: a file with a secret outside of everything that sandboxes are made of, a
 * process, and listeners on every address. Removed at the end.
 *
 * Knows nothing about sandboxes.
 */
import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The group of mDNS. */
export const GROUP = '224.0.0.251';

/** The file: nobody but the host's root may read it. */
export interface SecretFile extends AsyncDisposable {
  readonly path: string;
  readonly secret: string;
  /** Whether it is there as it was planted. */
  isUntouched(): Promise<boolean>;
}

/** Plants the file in /var/lib, or, where this user may not, in a folder of its own for temporary files. */
export async function plantFile(): Promise<SecretFile> {
  const prefix = 'drydock-canary-';
  const folder = await mkdtemp(path.join('/var/lib', prefix)).catch(async () =>
    mkdtemp(path.join(os.tmpdir(), prefix)),
  );
  const secret = randomBytes(16).toString('hex');
  const file = path.join(folder, 'secret');
  const handle = await open(file, 'wx', 0o600);
  await handle.writeFile(secret);
  // Who reads the disk itself would otherwise look for what is in memory only.
  await handle.sync();
  await handle.close();
  return {
    path: file,
    secret,
    isUntouched: async () =>
      readFile(file, 'utf8').then(
        (text) => text === secret,
        () => false,
      ),
    [Symbol.asyncDispose]: async () => rm(folder, { recursive: true, force: true }),
  };
}

/** A process with a command line that nothing else has. */
export interface MarkedProcess extends Disposable {
  readonly mark: string;
  isAlive(): boolean;
}

/** Starts the process; it sleeps. */
export function startMarkedProcess(): MarkedProcess {
  const mark = `86400.${String(randomInt(100_000_000, 999_999_999))}`;
  const child = spawn('sleep', [mark], { stdio: 'ignore' });
  return {
    mark,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    [Symbol.dispose]: () => {
      child.kill('SIGKILL');
    },
  };
}

/** A TCP and a UDP listener of the same number on every address of the host, loopback included. */
export interface Listeners extends AsyncDisposable {
  readonly port: number;
  readonly secret: string;
  /** Connections and packets since the last call. */
  takeHits(): number;
  /** Whether the host itself gets through on each of these addresses; makes hits. */
  answersOn(addresses: readonly string[]): Promise<boolean>;
}

/** Starts listening. */
export async function listenEverywhere(): Promise<Listeners> {
  const secret = randomBytes(16).toString('hex');
  let hits = 0;
  const server = createServer((socket) => {
    hits += 1;
    socket.on('error', () => undefined);
    // Who does not read never learns that the other side has closed.
    socket.resume();
    socket.end(`HTTP/1.0 200 OK\r\nContent-Length: ${String(secret.length)}\r\n\r\n${secret}`);
  }).listen(0, hasIpv6() ? '::' : '0.0.0.0');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const datagrams = [await bound(createSocket('udp4'), port)];
  if (hasIpv6()) datagrams.push(await bound(createSocket({ type: 'udp6', ipv6Only: true }), port));
  for (const socket of datagrams) socket.on('message', () => (hits += 1));
  for (const near of hostAddresses()) if (!near.includes(':')) join(datagrams[0], near);
  return {
    port,
    secret,
    takeHits: () => {
      const counted = hits;
      hits = 0;
      return counted;
    },
    answersOn: async (addresses) => {
      for (const one of addresses) {
        const shown = one.includes(':') ? `[${one}]` : one;
        const text = await fetch(`http://${shown}:${String(port)}/`).then(
          async (answer) => answer.text(),
          () => '',
        );
        if (text !== secret) return false;
      }
      hits = 0;
      const sender = createSocket('udp4');
      sender.send('control', port, '127.0.0.1');
      for (let look = 0; look < 100 && hits === 0; look += 1) await sleep(20);
      sender.close();
      return hits > 0;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of datagrams) socket.close();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Addresses of the host beyond loopback, those of interfaces that are down included; IPv6 where it is not link-local. */
export function hostAddresses(): string[] {
  const [four, six] = ['/proc/net/fib_trie', '/proc/net/if_inet6'].map((path) => readIfThere(path));
  const ofFour = [...(four ?? '').matchAll(/\|-- ([\d.]+)\n\s+\/32 host LOCAL/g)].map(([, address = '']) => address);
  const ofSix = [...(six ?? '').matchAll(/^([\da-f]{32}) /gm)].map(([, digits = '']) =>
    digits.replace(/(.{4})(?=.)/g, '$1:'),
  );
  const far = [...ofFour, ...ofSix].filter((address) => !/^127\.|^fe80:|^(0000:){7}/.test(address));
  return [...new Set(far)];
}

function hasIpv6(): boolean {
  return readIfThere('/proc/net/if_inet6') !== '';
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

async function bound(socket: Socket, port: number): Promise<Socket> {
  socket.bind(port);
  await once(socket, 'listening');
  return socket;
}

/** An interface that is down cannot join. */
function join(socket: Socket | undefined, address: string): void {
  try {
    socket?.addMembership(GROUP, address);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}
