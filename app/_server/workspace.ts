/**
 * The learner's files as the editor sees them: the requests of #protocol/workspace.ts to the sandbox server.
 *
 * Knows nothing about sandboxes or who may have one.
 */
import 'server-only';
import type { z } from 'zod';
import { DrydockError } from '#protocol/errors.ts';
import {
  fileChangeAnswerSchema,
  fileContentSchema,
  folderListingSchema,
  type FileChange,
  type FileChangeAnswer,
  type FileContent,
  type FolderListing,
} from '#protocol/workspace.ts';
import { ask, refused, understood } from './sandbox-server.ts';

/** Milliseconds until a silent sandbox server counts as unreachable; it gives a sandbox 15 s to answer. */
const LOOK_TIMEOUT_MS = 20_000;

/** The same for changes: a large folder takes its time to be removed. */
const CHANGE_TIMEOUT_MS = 70_000;

/** A place in the home of an account's session, and who waits for it. */
export interface Place {
  readonly sessionId: string;
  readonly accountId: string;
  /** Below the home. */
  readonly path: string;
  /** Ends the request when the learner no longer listens. */
  readonly signal: AbortSignal;
}

/** What lies in a folder. */
export function listFolder(place: Place): Promise<FolderListing> {
  return look('folder', place, folderListingSchema);
}

/** What stands in a file. */
export function readFile(place: Place): Promise<FileContent> {
  return look('file', place, fileContentSchema);
}

/** The bytes of a file, while they are read. */
export async function downloadFile(place: Place): Promise<ReadableStream> {
  const target = targetOf('download', place);
  const answer = await ask(target, { signal: place.signal });
  if (!answer.ok) await refused(target, answer);
  if (answer.body === null) throw new DrydockError('internal', 'a download was answered with nothing');
  return answer.body;
}

/** Makes one change. It is made even when the learner no longer listens. */
export async function changeFile(sessionId: string, accountId: string, change: FileChange): Promise<FileChangeAnswer> {
  const target = `/sessions/${sessionId}/workspace/changes`;
  const answer = await ask(target, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountId, change }),
    signal: AbortSignal.timeout(CHANGE_TIMEOUT_MS),
  });
  return understood(target, answer, fileChangeAnswerSchema);
}

async function look<Schema extends z.ZodType>(
  what: 'folder' | 'file',
  place: Place,
  schema: Schema,
): Promise<z.output<Schema>> {
  const target = targetOf(what, place);
  const signal = AbortSignal.any([place.signal, AbortSignal.timeout(LOOK_TIMEOUT_MS)]);
  return understood(target, await ask(target, { signal }), schema);
}

function targetOf(what: string, { sessionId, accountId, path }: Place): string {
  return `/sessions/${sessionId}/workspace/${what}?${new URLSearchParams({ accountId, path })}`;
}
