/**
 * Reads from a request which place of whose home it is about.
 *
 * Knows nothing about what is done there.
 */
import 'server-only';
import type { z } from 'zod';
import { DrydockError } from '#protocol/errors.ts';
import { sessionIdSchema } from '#protocol/session.ts';
import { currentAccount } from './account.ts';
import type { Place } from './workspace.ts';

/** Parameters of the routes below a session. */
export type SessionContext = { params: Promise<{ id: string }> };

/** @throws DrydockError `session-unknown` */
export async function sessionIdOf({ params }: SessionContext): Promise<string> {
  const id = sessionIdSchema.safeParse((await params).id);
  if (!id.success) throw new DrydockError('session-unknown', 'id');
  return id.data;
}

/**
 * The place that `?path=` names in the learner's own session.
 *
 * @param pathSchema what `path` must be
 * @throws DrydockError `session-unknown`, or `bad-request` for a path that leads out of the home
 */
export async function placeOf(
  request: Request,
  context: SessionContext,
  pathSchema: z.ZodType<string>,
): Promise<Place> {
  const path = pathSchema.safeParse(new URL(request.url).searchParams.get('path') ?? '');
  if (!path.success) throw new DrydockError('bad-request', 'path');
  const sessionId = await sessionIdOf(context);
  return { sessionId, accountId: (await currentAccount()).id, path: path.data, signal: request.signal };
}
