/**
 * Asks for the learner's home and changes it, over the web app.
 *
 * Knows nothing about what a page shows of it.
 */
import type { z } from 'zod';
import { errorBodySchema, type ErrorCode } from '#protocol/errors.ts';
import {
  fileChangeAnswerSchema,
  fileContentSchema,
  folderListingSchema,
  type FileChange,
  type FileChangeAnswer,
  type FileContent,
  type FolderListing,
} from '#protocol/workspace.ts';

/** An answer, or the code of what went wrong. */
export type Answer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: ErrorCode };

/** A learner's home. No method rejects. */
export interface Home {
  list(path: string): Promise<Answer<FolderListing>>;
  read(path: string): Promise<Answer<FileContent>>;
  change(change: FileChange): Promise<Answer<FileChangeAnswer>>;
}

/** Milliseconds after which an answer is no longer expected. */
const PATIENCE_MS = 20_000;

/** Where a file or folder can be downloaded. */
export function downloadAddress(sessionId: string, path: string): string {
  return address(sessionId, 'download', path);
}

/** The home of a session's sandbox. `sessionId` is asked before each request; null while there is none. */
export function homeOf(sessionId: () => string | null): Home {
  const ask = async <Value>(
    part: 'folder' | 'file' | 'changes',
    path: string | null,
    schema: z.ZodType<Value>,
    body?: FileChange,
  ): Promise<Answer<Value>> => {
    const id = sessionId();
    if (id === null) return { ok: false, code: 'sandbox-not-running' };
    try {
      const response = await fetch(address(id, part, path), {
        ...(body !== undefined && {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
        cache: 'no-store',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return understood(response.ok, await response.json(), schema);
    } catch {
      return { ok: false, code: 'sandbox-server-unreachable' };
    }
  };
  return {
    list: (path) => ask('folder', path, folderListingSchema),
    read: (path) => ask('file', path, fileContentSchema),
    change: (change) => ask('changes', null, fileChangeAnswerSchema, change),
  };
}

function understood<Value>(isOk: boolean, json: unknown, schema: z.ZodType<Value>): Answer<Value> {
  const answer = isOk ? schema.safeParse(json) : null;
  if (answer?.success === true) return { ok: true, value: answer.data };
  return { ok: false, code: errorBodySchema.safeParse(json).data?.error.code ?? 'internal' };
}

function address(sessionId: string, part: string, path: string | null): string {
  const query = path === null ? '' : `?${new URLSearchParams({ path }).toString()}`;
  return `/api/sessions/${sessionId}/workspace/${part}${query}`;
}
