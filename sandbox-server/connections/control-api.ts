/**
 * The internal HTTP API for the web app, see protocol/control.ts. Not for browsers: without the shared secret it answers
 * nothing but 401.
 *
 * Knows nothing about sockets or sandboxes.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyServerFactory } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import {
  openSessionRequestSchema,
  rewindRequestSchema,
  sessionOwnerSchema,
  type HealthAnswer,
  type TicketAnswer,
} from '#protocol/control.ts';
import { DrydockError, errorBody, errorTable, type ErrorCode } from '#protocol/errors.ts';
import { sessionIdSchema, type SessionView } from '#protocol/session.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import type { SessionDirectory } from '../sessions/session-directory.ts';
import type { PreviewAdmission } from '../preview/admissions.ts';
import { registerFilesApi } from './files-api.ts';
import { registerPreviewApi } from './preview-api.ts';
import { TICKET_LIFETIME_SECONDS, type Tickets } from './tickets.ts';
import { registerWorkspaceApi } from './workspace-api.ts';

/** What the API stands on. */
export interface ControlApiOptions {
  readonly secret: string;
  /** Values of `Host` that are answered. */
  readonly hosts: ReadonlySet<string>;
  readonly sessions: Pick<SessionDirectory, 'open' | 'find' | 'running' | 'pooled'>;
  readonly tickets: Tickets;
  readonly previewTickets: Tickets<PreviewAdmission>;
  /** The port on which this server listens. */
  readonly port: number;
  /** Makes the server below; Node's own when it is left out. */
  readonly serverFactory?: FastifyServerFactory;
  readonly driver: Pick<SandboxDriver, 'name' | 'exec'>;
  /** Whether the host's engine answers. */
  readonly engineIsUp: () => Promise<boolean>;
  readonly log: Logger;
}

const sessionPathSchema = z.strictObject({ id: sessionIdSchema });

/** Makes the API; the caller listens. */
export function controlApi(options: ControlApiOptions): FastifyInstance {
  const { driver, sessions, tickets, log } = options;
  const api = Fastify({
    bodyLimit: 64 * 1024,
    logger: false,
    ...(options.serverFactory && { serverFactory: options.serverFactory }),
  });

  api.addHook('onRequest', async (request) => {
    if (!options.hosts.has(request.headers.host ?? '')) throw new DrydockError('wrong-host');
    if (!isSecret(request.headers.authorization, options.secret)) throw new DrydockError('unauthorized');
  });
  api.setNotFoundHandler(async () => {
    throw new DrydockError('not-found');
  });
  api.setErrorHandler(async (error, _request, reply) => {
    const { code, detail } = classify(error);
    if (code === 'internal') log.error({ error }, 'a request failed');
    return reply.status(errorTable[code].status).send(errorBody(code, detail));
  });

  api.post('/sessions', async (request): Promise<SessionView> => {
    return sessions.open(openSessionRequestSchema.parse(request.body)).view;
  });
  api.post('/sessions/:id/tickets', async (request): Promise<TicketAnswer> => {
    const { id } = sessionPathSchema.parse(request.params);
    const { accountId } = sessionOwnerSchema.parse(request.body);
    sessions.find(id, accountId);
    return { ticket: tickets.issue({ sessionId: id, accountId }), expiresInSeconds: TICKET_LIFETIME_SECONDS };
  });
  api.post('/sessions/:id/reset', async (request): Promise<SessionView> => {
    const { id } = sessionPathSchema.parse(request.params);
    const session = sessions.find(id, sessionOwnerSchema.parse(request.body).accountId);
    session.reset();
    return session.view;
  });
  api.post('/sessions/:id/rewind', async (request): Promise<SessionView> => {
    const { id } = sessionPathSchema.parse(request.params);
    const { accountId, to } = rewindRequestSchema.parse(request.body);
    const session = sessions.find(id, accountId);
    session.rewind(to);
    return session.view;
  });
  const find = (id: string, accountId: string) => {
    const session = sessions.find(id, accountId);
    return {
      get sandboxId() {
        return session.requireSandbox();
      },
      requireReady: () => void session.requireSandbox(),
      recordings: session.recordings,
      onActivity: () => session.active(),
    };
  };
  registerFilesApi(api, { driver, find });
  registerWorkspaceApi(api, { driver, find });
  registerPreviewApi(api, {
    requireOwner: (id, accountId) => void sessions.find(id, accountId),
    tickets: options.previewTickets,
    port: options.port,
  });
  api.get('/health', async (): Promise<HealthAnswer> => {
    const engine = (await options.engineIsUp()) ? 'up' : 'down';
    return { driver: driver.name, engine, sessions: sessions.running, pooled: sessions.pooled };
  });
  return api;
}

/** Compares in constant time, so that the secret cannot be guessed byte by byte. */
function isSecret(authorization: string | undefined, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${secret}`));
}

function classify(error: unknown): { code: ErrorCode; detail?: string } {
  if (error instanceof DrydockError) return { code: error.code };
  if (error instanceof z.ZodError) {
    return {
      code: 'bad-request',
      detail: error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    };
  }
  const refusal = z.object({ statusCode: z.int().min(400).max(499) }).safeParse(error);
  if (!refusal.success) return { code: 'internal' };
  return { code: refusal.data.statusCode === 413 ? 'request-too-large' : 'bad-request' };
}
