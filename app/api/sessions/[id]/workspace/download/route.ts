/** GET /api/sessions/:id/workspace/download?path=: a file of the learner's home, to be kept. */
import { homePathSchema } from '#protocol/workspace.ts';
import { answering } from '#app/_server/answers.ts';
import { attachment } from '#app/_server/attachment.ts';
import { downloadFile } from '#app/_server/workspace.ts';
import { placeOf, type SessionContext } from '#app/_server/workspace-place.ts';

export function GET(request: Request, context: SessionContext): Promise<Response> {
  return answering(async () => {
    const place = await placeOf(request, context, homePathSchema);
    return new Response(await downloadFile(place), {
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/octet-stream',
        'content-disposition': attachment(place.path.slice(place.path.lastIndexOf('/') + 1)),
        'x-content-type-options': 'nosniff',
      },
    });
  });
}
