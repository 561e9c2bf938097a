/**
 * What a connection to a sandbox is given: ways to ask, to connect and to wait. Only types.
 *
 * Knows nothing about what is said over the connection.
 */
import type { ErrorCode } from '#protocol/errors.ts';
import type { ConnectionState } from './connection-state.ts';
import type { OpenedSession } from './opened-session.ts';
import type { SessionFeed } from './session-feed.ts';

/** What is needed of a WebSocket. */
export interface ConnectionSocket {
  send(data: string | Uint8Array<ArrayBuffer>): void;
  /** No handler is called afterwards. */
  close(): void;
}

/** What a WebSocket tells. */
export interface SocketHandlers {
  opened(): void;
  received(data: unknown): void;
  /** Also when it could not be opened. */
  closed(): void;
}

/** The answer to asking for a session. */
export type Opening =
  { readonly ok: true; readonly opened: OpenedSession } | { readonly ok: false; readonly code: ErrorCode };

/** What the connection is given. */
export interface ConnectionParts {
  /** Asks the web app for a session and a fresh ticket. Never rejects. */
  readonly openSession: () => Promise<Opening>;
  readonly connect: (url: string, handlers: SocketHandlers) => ConnectionSocket;
  /** Runs something later; returns how to cancel it. */
  readonly schedule: (action: () => void, milliseconds: number) => () => void;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly onState: (state: ConnectionState) => void;
  /** Hears every message and is told when there is a connection. */
  readonly feed: SessionFeed;
}
