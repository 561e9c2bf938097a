/** POST /api/sessions/:id/reset: throws the sandbox away and makes a new one. Passed steps stay passed. */
import { z } from 'zod';
import { DrydockError } from '#protocol/errors.ts';
import { sessionIdSchema } from '#protocol/session.ts';
import { currentAccount } from '#app/_server/account.ts';
import { answering } from '#app/_server/answers.ts';
import { settings } from '#app/_server/env.ts';
import { allowedOrigins } from '#app/_server/ports.ts';
import { readJson, requireOwnOrigin } from '#app/_server/requests.ts';
import { resetSession } from '#app/_server/sandbox-server.ts';

export function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answering(async () => {
    requireOwnOrigin(request, allowedOrigins(settings().webPort));
    await readJson(request, z.strictObject({}));
    const id = sessionIdSchema.safeParse((await params).id);
    if (!id.success) throw new DrydockError('session-unknown', 'id');
    // The sandbox server compares the owner; a session of somebody else is as unknown as one that never was.
    const session = await resetSession(id.data, (await currentAccount()).id);
    return Response.json(session, { headers: { 'cache-control': 'no-store' } });
  });
}
