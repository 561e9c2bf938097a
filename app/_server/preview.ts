/**
 * Previews as the web app sees them: the right to open a published port, asked of the sandbox server.
 *
 * Knows nothing about what a preview shows.
 */
import 'server-only';
import type { z } from 'zod';
import { previewAnswerSchema, type PreviewAnswer, type previewRequestSchema } from '#protocol/preview.ts';
import { post } from './sandbox-server.ts';

/**
 * Asks for a one-time right to open a port of a session of the account.
 *
 * @throws DrydockError `session-unknown` or `sandbox-server-unreachable`
 */
export function issuePreview(sessionId: string, request: z.input<typeof previewRequestSchema>): Promise<PreviewAnswer> {
  return post(`/sessions/${sessionId}/previews`, request, previewAnswerSchema);
}
