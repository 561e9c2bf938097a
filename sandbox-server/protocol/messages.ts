/**
 * The WebSocket between a browser and the sandbox server: control messages as JSON text frames, one schema for both ends.
 * Terminal bytes travel as binary frames, see frames.ts.
 *
 * Order of a connection: the browser sends `open` first (within 5 s); the server answers `welcome`, then for every terminal
 * a `snapshot` or nothing (when the browser's offset could be resumed), then whatever happens.
 *
 * Knows nothing about sockets, sandboxes or xterm.
 */
import { z } from 'zod';
import { errorCodeSchema } from './errors.ts';
import { sessionViewSchema } from './session.ts';
import { stepIdSchema, verdictSchema } from './verdict.ts';

/** Raised when a message changes its meaning; `open` with another number is refused with `protocol-mismatch`. */
export const PROTOCOL_VERSION = 1;

/** Bytes of terminal output the server sends to one browser beyond the last acknowledged offset. */
export const OUTPUT_WINDOW_BYTES = 256 * 1024;

/** The browser acknowledges at least each time xterm has consumed this many bytes more. */
export const ACK_EVERY_BYTES = 32 * 1024;

/** Milliseconds a connection may stay without its `open` message. */
export const OPEN_TIMEOUT_MS = 5_000;

const columnsSchema = z.int().min(2).max(1000);
const rowsSchema = z.int().min(1).max(500);
/** Position in a terminal's output since its shell began, in bytes. */
const offsetSchema = z.int().min(0);
/** Number of a terminal within its session, from 1. */
export const terminalNumberSchema = z.int().min(1).max(255);

/** Everything a browser may say. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('open'),
    protocol: z.int(),
    /** One-time ticket from the web app. */
    ticket: z.string().min(1).max(200),
    columns: columnsSchema,
    rows: rowsSchema,
    /** Where this browser's terminals stopped, when it reconnects without having been reloaded. */
    resume: z
      .array(z.strictObject({ terminal: terminalNumberSchema, epoch: z.string().max(64), offset: offsetSchema }))
      .max(16),
  }),
  z.strictObject({
    type: z.literal('resize'),
    terminal: terminalNumberSchema,
    columns: columnsSchema,
    rows: rowsSchema,
  }),
  z.strictObject({ type: z.literal('ack'), terminal: terminalNumberSchema, offset: offsetSchema }),
  /** Starts a new shell in a terminal whose shell has ended. */
  z.strictObject({ type: z.literal('start-terminal'), terminal: terminalNumberSchema }),
]);

/** Everything a browser may say. */
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** Everything the sandbox server may say. */
export const serverMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('welcome'), protocol: z.int(), session: sessionViewSchema }),
  z.strictObject({ type: z.literal('session'), session: sessionViewSchema }),
  /**
   * The whole screen with its scrollback as escape sequences: reset the terminal, write `data`, go on at `offset`.
   * `epoch` names the output stream the offsets belong to; it changes when the server lost them (restart) or the shell did.
   */
  z.strictObject({
    type: z.literal('snapshot'),
    terminal: terminalNumberSchema,
    epoch: z.string(),
    offset: offsetSchema,
    columns: columnsSchema,
    rows: rowsSchema,
    data: z.string(),
  }),
  /** The shell of a terminal ended; `start-terminal` begins another. */
  z.strictObject({ type: z.literal('terminal-ended'), terminal: terminalNumberSchema, exitCode: z.int().nullable() }),
  /** `recorded` is true once the progress is in the database. */
  z.strictObject({ type: z.literal('verdict'), stepId: stepIdSchema, verdict: verdictSchema, recorded: z.boolean() }),
  z.strictObject({ type: z.literal('engine'), state: z.enum(['up', 'down']) }),
  /** Followed by a close unless said otherwise in the error table. */
  z.strictObject({ type: z.literal('error'), code: errorCodeSchema }),
]);

/** Everything the sandbox server may say. */
export type ServerMessage = z.infer<typeof serverMessageSchema>;
