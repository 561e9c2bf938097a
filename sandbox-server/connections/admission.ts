/**
 * Who may knock: the fixed lists of hosts and origins. A page of another site in the learner's browser can reach
 * 127.0.0.1, and a name of its own can be made to point there; both give themselves away in these headers.
 *
 * Knows nothing about tickets or sessions.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { hostNames } from '#protocol/host-names.ts';

/** What is allowed to be asked for, and from where. */
export interface AllowList {
  /** Values of `Host`. */
  readonly hosts: ReadonlySet<string>;
  /** Values of `Origin`. */
  readonly origins: ReadonlySet<string>;
}

/** The lists for a server on `ownPort` whose pages come from `webPort`. */
export function allowList(ownPort: number, webPort: number): AllowList {
  return {
    hosts: new Set(hostNames.map((name) => `${name}:${String(ownPort)}`)),
    origins: new Set(hostNames.map((name) => `http://${name}:${String(webPort)}`)),
  };
}

/** Why a WebSocket handshake is refused, or null. Nothing but the two headers counts; forwarding headers are ignored. */
export function refuseHandshake(
  headers: IncomingHttpHeaders,
  { hosts, origins }: AllowList,
): 'wrong-host' | 'wrong-origin' | null {
  if (headers.host === undefined || !hosts.has(headers.host)) return 'wrong-host';
  if (headers.origin === undefined || !origins.has(headers.origin)) return 'wrong-origin';
  return null;
}
