/** POST /api/sessions/:id/rewind: goes to the beginning of a step, or takes the last rewind back. Passed steps stay passed. */
import { DrydockError } from '#protocol/errors.ts';
import { rewindRequestSchema } from '#protocol/control.ts';
import { sessionIdSchema } from '#protocol/session.ts';
import { currentAccount } from '#app/_server/account.ts';
import { answering } from '#app/_server/answers.ts';
import { settings } from '#app/_server/env.ts';
import { allowedOrigins } from '#app/_server/ports.ts';
import { readJson, requireOwnOrigin } from '#app/_server/requests.ts';
import { rewindSession } from '#app/_server/sandbox-server.ts';

const bodySchema = rewindRequestSchema.omit({ accountId: true });

export function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answering(async () => {
    requireOwnOrigin(request, allowedOrigins(settings().webPort));
    const { to } = await readJson(request, bodySchema);
    const id = sessionIdSchema.safeParse((await params).id);
    if (!id.success) throw new DrydockError('session-unknown', 'id');
    const session = await rewindSession(id.data, { accountId: (await currentAccount()).id, to });
    return Response.json(session, { headers: { 'cache-control': 'no-store' } });
  });
}
