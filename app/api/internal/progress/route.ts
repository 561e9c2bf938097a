/** POST /api/internal/progress: the sandbox server reports a passed step. Nobody else may, a browser least of all. */
import { findLesson } from '#lessons/_loader/lessons.ts';
import { recordProgressRequestSchema } from '#protocol/control.ts';
import { DrydockError } from '#protocol/errors.ts';
import { answering } from '#app/_server/answers.ts';
import { catalogue } from '#app/_server/catalogue.ts';
import { settings } from '#app/_server/env.ts';
import { recordPassedStep } from '#app/_server/progress.ts';
import { readJson } from '#app/_server/requests.ts';
import { carriesSecret } from '#app/_server/secret.ts';

export function POST(request: Request): Promise<Response> {
  return answering(async () => {
    if (!carriesSecret(request.headers.get('authorization'), settings().secret)) throw new DrydockError('unauthorized');
    const progress = await readJson(request, recordProgressRequestSchema);
    const lesson = findLesson(await catalogue(), progress.lessonId);
    if (lesson === undefined) throw new DrydockError('bad-request', 'lessonId');
    if (!lesson.steps.some(({ id }) => id === progress.stepId)) throw new DrydockError('bad-request', 'stepId');
    await recordPassedStep(progress);
    return new Response(null, { status: 204 });
  });
}
