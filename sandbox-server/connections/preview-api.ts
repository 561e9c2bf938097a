/**
 * The part of the internal HTTP API that lets a learner into previews:
 *   POST /sessions/:id/previews   previewRequest → previewAnswer     a one-time right to open one published port
 *
 * Knows nothing about what a preview shows; whether the port is published is told there, with the reason.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { PREVIEW_DOOR_PATH, previewRequestSchema, type PreviewAnswer } from '#protocol/preview.ts';
import { sessionIdSchema } from '#protocol/session.ts';
import type { PreviewAdmission } from '../preview/admissions.ts';
import { previewOrigin } from '../preview/preview-host.ts';
import type { Tickets } from './tickets.ts';

/** What this part of the API stands on. */
export interface PreviewApiOptions {
  /** Whether the account has the session. Throws DrydockError `session-unknown`. */
  readonly requireOwner: (sessionId: string, accountId: string) => void;
  readonly tickets: Tickets<PreviewAdmission>;
  /** The port on which this server listens. */
  readonly port: number;
}

const sessionPathSchema = z.strictObject({ id: sessionIdSchema });

/** Adds the route. */
export function registerPreviewApi(
  api: FastifyInstance,
  { requireOwner, tickets, port: ownPort }: PreviewApiOptions,
): void {
  api.post('/sessions/:id/previews', async (request): Promise<PreviewAnswer> => {
    const { id: sessionId } = sessionPathSchema.parse(request.params);
    const { accountId, port } = previewRequestSchema.parse(request.body);
    requireOwner(sessionId, accountId);
    return {
      door: previewOrigin({ sessionId, port }, ownPort) + PREVIEW_DOOR_PATH,
      ticket: tickets.issue({ sessionId, accountId, port }),
    };
  });
}
