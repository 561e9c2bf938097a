/** GET /api/sessions/:id/workspace/file?path=: what stands in a file of the learner's home. */
import { homePathSchema } from '#protocol/workspace.ts';
import { answering } from '#app/_server/answers.ts';
import { readFile } from '#app/_server/workspace.ts';
import { placeOf, type SessionContext } from '#app/_server/workspace-place.ts';

export function GET(request: Request, context: SessionContext): Promise<Response> {
  return answering(async () => {
    const content = await readFile(await placeOf(request, context, homePathSchema));
    return Response.json(content, { headers: { 'cache-control': 'no-store' } });
  });
}
