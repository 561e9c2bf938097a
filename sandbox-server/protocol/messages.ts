/**
 * The WebSocket between a browser and the sandbox server: control messages as JSON text frames, one schema for both ends.
 * Terminal bytes travel as binary frames, see frames.ts.
 *
 * Order of a connection: the browser sends `open` first (within 5 s); the server answers `welcome` and says which terminals
 * there are. The browser sends `attach` for each terminal it shows (right behind `open` if it likes) and gets a `snapshot` of
 * it, or nothing when its offset could be resumed, then whatever happens.
 *
 * Of all who show a terminal one is its driver: whoever typed last, or came first. The terminal has the driver's size; the
 * others are told it and show it as it is.
 *
 * Knows nothing about sockets, sandboxes or xterm.
 */
import { z } from 'zod';
import { errorCodeSchema } from './errors.ts';
import { containerLoadsSchema, pictureSectionsSchema } from './picture.ts';
import { publishedPortSchema } from './preview.ts';
import { sessionViewSchema } from './session.ts';
import { troubleSchema } from './trouble.ts';
import { stepIdSchema, verdictSchema } from './verdict.ts';
import { folderPathSchema } from './workspace.ts';

/** Raised when a message changes its meaning; `open` with another number is refused with `protocol-mismatch`. */
export const PROTOCOL_VERSION = 3;

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

/** Terminals that one session may have at once. */
export const MOST_TERMINALS = 8;

/** Number of a terminal within its session, from 1. */
export const terminalNumberSchema = z.int().min(1).max(255);

/** What a learner calls a terminal: one line without control characters. */
export const terminalNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u);

/** A terminal as the tabs show it. */
export const terminalInfoSchema = z.strictObject({
  number: terminalNumberSchema,
  /** null until the learner names it. */
  name: terminalNameSchema.nullable(),
});

/** A terminal as the tabs show it. */
export type TerminalInfo = z.infer<typeof terminalInfoSchema>;

/** What a page can have itself told about. */
export const watchedSubjects = ['files', 'picture'] as const;

/** What a page can have itself told about. */
export type WatchedSubject = (typeof watchedSubjects)[number];

/** Everything a browser may say. */
export const clientMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('open'),
    protocol: z.int(),
    /** One-time ticket from the web app. */
    ticket: z.string().min(1).max(200),
  }),
  /** Shows a terminal, from `resume` on when this browser reconnects without having been reloaded. */
  z.strictObject({
    type: z.literal('attach'),
    terminal: terminalNumberSchema,
    columns: columnsSchema,
    rows: rowsSchema,
    resume: z.strictObject({ epoch: z.string().max(64), offset: offsetSchema }).nullable(),
  }),
  /** Shows it no longer; its shell goes on. */
  z.strictObject({ type: z.literal('detach'), terminal: terminalNumberSchema }),
  z.strictObject({
    type: z.literal('resize'),
    terminal: terminalNumberSchema,
    columns: columnsSchema,
    rows: rowsSchema,
  }),
  z.strictObject({ type: z.literal('ack'), terminal: terminalNumberSchema, offset: offsetSchema }),
  /** Starts a new shell in a terminal whose shell has ended. */
  z.strictObject({ type: z.literal('start-terminal'), terminal: terminalNumberSchema }),
  /** Opens one more terminal; `terminals` tells its number. */
  z.strictObject({ type: z.literal('new-terminal') }),
  /** Ends the shell of a terminal and removes it. The last one stays. */
  z.strictObject({ type: z.literal('close-terminal'), terminal: terminalNumberSchema }),
  z.strictObject({ type: z.literal('rename-terminal'), terminal: terminalNumberSchema, name: terminalNameSchema }),
  /** Someone is there: the time left begins anew. */
  z.strictObject({ type: z.literal('extend') }),
  /** Wants to be told, or no longer, what changes in the home or in the engine; both are followed only while watched. */
  z.strictObject({ type: z.literal('watch'), subject: z.enum(watchedSubjects), isOn: z.boolean() }),
]);

/** Everything a browser may say. */
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** How much of something is used, in its own unit. */
const shareSchema = z.strictObject({ used: z.number().min(0), limit: z.number().min(0) });

/** What a sandbox uses of what it may, as it says itself: it concerns nobody but its own learner. */
export const sandboxUsageSchema = z.strictObject({
  memoryBytes: shareSchema,
  diskBytes: shareSchema,
  /** Files that can still be made may run out before the bytes do; null where the file system has no such limit. */
  files: shareSchema.nullable(),
  processes: shareSchema,
});

/** What a sandbox uses of what it may. */
export type SandboxUsageView = z.infer<typeof sandboxUsageSchema>;

/** When the sandbox will be stopped, unless something happens. Its work stays in any case. */
export const timeLeftSchema = z.strictObject({
  /** Seconds from the moment of the message. */
  endsInSeconds: z.int().min(0),
  /** `idle`: nothing is typed, printed or built; `time-limit`: the operator's limit, which `extend` moves. */
  because: z.enum(['idle', 'time-limit']),
});

/** When the sandbox will be stopped, unless something happens. */
export type TimeLeft = z.infer<typeof timeLeftSchema>;

/** Where a learner can go back or ahead to. */
export const rewindPointsSchema = z.strictObject({
  /** Steps whose beginning this learner has reached in this sandbox; going there takes about a second. */
  reached: z.array(stepIdSchema),
  /** Steps whose beginning can be prepared by typing the solutions of the steps before; that takes longer. */
  prepared: z.array(stepIdSchema),
  /** Whether the last rewind can be taken back. */
  canUndo: z.boolean(),
});

/** Where a learner can go back or ahead to. */
export type RewindPoints = z.infer<typeof rewindPointsSchema>;

/** Which of a learner's saved files are in a new sandbox; `none` when nothing was saved. */
export const filesPutBackSchema = z.enum(['all', 'some', 'none']);

/** Which of a learner's saved files are in a new sandbox. */
export type FilesPutBack = z.infer<typeof filesPutBackSchema>;

/** Everything the sandbox server may say. */
export const serverMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('welcome'), protocol: z.int(), session: sessionViewSchema }),
  z.strictObject({ type: z.literal('session'), session: sessionViewSchema }),
  /** All terminals of the session, after `welcome` and whenever one comes, goes or is renamed. */
  z.strictObject({
    type: z.literal('terminals'),
    terminals: z.array(terminalInfoSchema).min(1).max(MOST_TERMINALS),
    /** Whether what the terminals show is recorded. */
    recorded: z.boolean(),
  }),
  /** Answers this connection's `new-terminal`. */
  z.strictObject({ type: z.literal('terminal-opened'), terminal: terminalNumberSchema }),
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
  /** The size a terminal has now and whether this connection is its driver. */
  z.strictObject({
    type: z.literal('terminal-size'),
    terminal: terminalNumberSchema,
    columns: columnsSchema,
    rows: rowsSchema,
    isDriver: z.boolean(),
  }),
  /** The shell of a terminal ended; `start-terminal` begins another. */
  z.strictObject({ type: z.literal('terminal-ended'), terminal: terminalNumberSchema, exitCode: z.int().nullable() }),
  /** `recorded` is true once the progress is in the database. */
  z.strictObject({ type: z.literal('verdict'), stepId: stepIdSchema, verdict: verdictSchema, recorded: z.boolean() }),
  z.strictObject({ type: z.literal('engine'), state: z.enum(['up', 'down']) }),
  z.strictObject({ type: z.literal('usage'), usage: sandboxUsageSchema }),
  /** When it changes by more than the passing of time; `warning` when a person should be told now. */
  z.strictObject({ type: z.literal('time-left'), timeLeft: timeLeftSchema, warning: z.boolean() }),
  /** Once, after `session` is ready: the sandbox is a new one, because the disk of the one before is gone. */
  z.strictObject({ type: z.literal('replaced'), files: filesPutBackSchema }),
  z.strictObject({ type: z.literal('rewind-points'), points: rewindPointsSchema }),
  /** Ports that containers have published, after `session` is ready and whenever one opens or closes. */
  z.strictObject({ type: z.literal('ports'), ports: z.array(publishedPortSchema).max(100) }),
  /** To those who watch the files: something in these folders has changed; null when nobody knows where. */
  z.strictObject({ type: z.literal('files-changed'), folders: z.array(folderPathSchema).max(200).nullable() }),
  /** To those who watch the picture: all sections first, then those that have changed. */
  z.strictObject({ type: z.literal('picture'), sections: pictureSectionsSchema }),
  /** To those who watch the picture, about every two seconds while containers run. */
  z.strictObject({ type: z.literal('loads'), loads: containerLoadsSchema }),
  /** An error that was printed in a terminal, explained. */
  z.strictObject({ type: z.literal('trouble'), trouble: troubleSchema }),
  /** Followed by a close unless said otherwise in the error table. */
  z.strictObject({ type: z.literal('error'), code: errorCodeSchema }),
]);

/** Everything the sandbox server may say. */
export type ServerMessage = z.infer<typeof serverMessageSchema>;
