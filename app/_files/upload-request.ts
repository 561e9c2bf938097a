/**
 * Sends an archive to the learner's sandbox and tells how far it is. By XMLHttpRequest, because fetch does not say how much of
 * a body has been sent.
 *
 * Knows nothing about what a page shows of it.
 */
import { uploadAnswerSchema } from '#protocol/control.ts';
import { errorBodySchema, type ErrorCode } from '#protocol/errors.ts';
import { UPLOAD_CONTENT_TYPE } from '#protocol/upload.ts';

/** How an upload ended. */
export type UploadEnd =
  | { readonly kind: 'done'; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
  | { readonly kind: 'cancelled' };

/** An upload on its way. */
export interface RunningUpload {
  /** Never rejects. */
  readonly ended: Promise<UploadEnd>;
  cancel(): void;
}

/** Sends it. `onSent` gets the part that has been sent, from 0 to 1. */
export function sendUpload(sessionId: string, archive: Blob, onSent: (part: number) => void): RunningUpload {
  const request = new XMLHttpRequest();
  const ended = new Promise<UploadEnd>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total);
    request.upload.onload = () => onSent(1);
    request.onload = () => resolve(readAnswer(request.status, request.responseText));
    request.onerror = () => resolve({ kind: 'failed', code: 'sandbox-server-unreachable' });
    request.onabort = () => resolve({ kind: 'cancelled' });
  });
  request.open('POST', `/api/sessions/${sessionId}/files`);
  request.setRequestHeader('content-type', UPLOAD_CONTENT_TYPE);
  request.send(archive);
  return { ended, cancel: () => request.abort() };
}

function readAnswer(status: number, text: string): UploadEnd {
  const json = parseJson(text);
  const answer = uploadAnswerSchema.safeParse(json);
  if (status === 200 && answer.success) return { kind: 'done', names: answer.data.files };
  return { kind: 'failed', code: errorBodySchema.safeParse(json).data?.error.code ?? 'internal' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
