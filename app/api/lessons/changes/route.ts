/** GET /api/lessons/changes: news about lessons that are being written, as server-sent events. Not there at other times. */
import { answerError, answering } from '#app/_server/answers.ts';
import { settings } from '#app/_server/env.ts';
import { lessonChanges } from '#app/_server/lesson-changes.ts';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return answering(async () => {
    if (!settings().isAuthoring) return answerError('not-found');
    return new Response(await lessonChanges(request.signal), {
      // A compressed stream would be held back until there is enough of it.
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform' },
    });
  });
}
