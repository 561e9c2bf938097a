/** GET /api/sessions/:id/workspace/folder?path=: what lies in a folder of the learner's home. */
import { folderPathSchema } from '#protocol/workspace.ts';
import { answering } from '#app/_server/answers.ts';
import { listFolder } from '#app/_server/workspace.ts';
import { placeOf, type SessionContext } from '#app/_server/workspace-place.ts';

export function GET(request: Request, context: SessionContext): Promise<Response> {
  return answering(async () => {
    const listing = await listFolder(await placeOf(request, context, folderPathSchema));
    return Response.json(listing, { headers: { 'cache-control': 'no-store' } });
  });
}
