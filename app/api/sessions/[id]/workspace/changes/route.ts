/** POST /api/sessions/:id/workspace/changes: writes, makes, moves or removes a file or folder of the learner's home. */
import { fileChangeSchema, MOST_EDITED_BYTES } from '#protocol/workspace.ts';
import { currentAccount } from '#app/_server/account.ts';
import { answering } from '#app/_server/answers.ts';
import { settings } from '#app/_server/env.ts';
import { allowedOrigins } from '#app/_server/ports.ts';
import { readJson, requireOwnOrigin } from '#app/_server/requests.ts';
import { changeFile } from '#app/_server/workspace.ts';
import { sessionIdOf, type SessionContext } from '#app/_server/workspace-place.ts';

/**
 * JSON may take six bytes for a letter; the rest is for the path. Next.js shows no more than 10 MB of a body, which no text without
 * control characters comes near.
 */
const MOST_BODY_BYTES = 6 * MOST_EDITED_BYTES + 64 * 1024;

export function POST(request: Request, context: SessionContext): Promise<Response> {
  return answering(async () => {
    requireOwnOrigin(request, allowedOrigins(settings().webPort));
    const change = await readJson(request, fileChangeSchema, MOST_BODY_BYTES);
    const sessionId = await sessionIdOf(context);
    const answer = await changeFile(sessionId, (await currentAccount()).id, change);
    return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
  });
}
