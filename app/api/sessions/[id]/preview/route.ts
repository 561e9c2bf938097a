/** POST /api/sessions/:id/preview: gives the learner's page a one-time ticket to a published port of its sandbox. */
import { DrydockError } from '#protocol/errors.ts';
import { previewRequestSchema } from '#protocol/preview.ts';
import { sessionIdSchema } from '#protocol/session.ts';
import { currentAccount } from '#app/_server/account.ts';
import { answering } from '#app/_server/answers.ts';
import { settings } from '#app/_server/env.ts';
import { allowedOrigins } from '#app/_server/ports.ts';
import { issuePreview } from '#app/_server/preview.ts';
import { readJson, requireOwnOrigin } from '#app/_server/requests.ts';

const bodySchema = previewRequestSchema.omit({ accountId: true });

export function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answering(async () => {
    requireOwnOrigin(request, allowedOrigins(settings().webPort));
    const { port } = await readJson(request, bodySchema);
    const id = sessionIdSchema.safeParse((await params).id);
    if (!id.success) throw new DrydockError('session-unknown', 'id');
    const preview = await issuePreview(id.data, { accountId: (await currentAccount()).id, port });
    return Response.json(preview, { headers: { 'cache-control': 'no-store' } });
  });
}
