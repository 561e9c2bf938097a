/**
 * Where the processes of one network namespace listen, from the kernel's tables (`/proc/<pid>/net/tcp` and `tcp6`).
 *
 * Pure. The text comes out of a sandbox: lines that are none of the kernel's are skipped.
 */

/** The kernel's number for LISTEN (include/net/tcp_states.h). */
const LISTEN = '0A';

/** More lines are not looked at. */
const MOST_LINES = 20_000;

/** A TCP port that is listened on. */
export interface ListeningSocket {
  readonly port: number;
  /** Whether only processes in the same network namespace can reach it. */
  readonly isLoopback: boolean;
}

/** The listening sockets that a table, or several one after another, tell of. */
export function listeningSockets(tables: string): readonly ListeningSocket[] {
  return tables.split('\n', MOST_LINES).flatMap((line) => {
    const [, local, , state] = line.trim().split(/\s+/, 4);
    const address = /^(?<host>[0-9A-F]{8}|[0-9A-F]{32}):(?<port>[0-9A-F]{4})$/.exec(local ?? '')?.groups;
    if (state !== LISTEN || address?.['host'] === undefined) return [];
    return [{ port: Number.parseInt(address['port'] ?? '', 16), isLoopback: isLoopback(address['host']) }];
  });
}

/** Addresses stand as 32-bit words in the order of the machine, which is little endian wherever Docker runs. */
function isLoopback(host: string): boolean {
  if (host.length === 8) return host.endsWith('7F');
  const isMapped = host.startsWith('0000000000000000FFFF0000') && host.endsWith('7F');
  return isMapped || host === '00000000000000000000000001000000';
}
