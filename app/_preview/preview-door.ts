/**
 * Takes a frame or a new tab through the door of a preview: asks the web app for a ticket, posts it to the preview's own
 * origin.
 *
 * Knows nothing about what a page shows of it.
 */
import { errorBodySchema, type ErrorCode } from '#protocol/errors.ts';
import type { Language } from '#protocol/localized.ts';
import { previewAnswerSchema, type PreviewAnswer } from '#protocol/preview.ts';

/** Milliseconds until a silent web app counts as unreachable. */
const ANSWER_TIMEOUT_MS = 15_000;

/** Asks for the right to open a port. Never rejects; the code says why there is none. */
export async function requestPreview(sessionId: string, port: number): Promise<PreviewAnswer | ErrorCode> {
  try {
    const answer = await fetch(`/api/sessions/${sessionId}/preview`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ port }),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    const body: unknown = await answer.json();
    if (answer.ok) return previewAnswerSchema.safeParse(body).data ?? 'internal';
    return errorBodySchema.safeParse(body).data?.error.code ?? 'internal';
  } catch {
    return 'sandbox-server-unreachable';
  }
}

/** Where to go behind the door. */
export interface Destination {
  readonly path: string;
  /** In which the preview explains why a page is not there. */
  readonly language: Language;
  /** Name of a frame, or `_blank`. */
  readonly target: string;
}

/** Goes through the door. The ticket travels in a form, so that it is in no address and no history. */
export function enter({ door, ticket }: PreviewAnswer, { path, language, target }: Destination): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = door;
  form.target = target;
  form.hidden = true;
  // A page in a tab of its own has no hold on this one.
  if (target === '_blank') form.rel = 'noopener';
  for (const [name, value] of Object.entries({ ticket, path, language })) {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}
