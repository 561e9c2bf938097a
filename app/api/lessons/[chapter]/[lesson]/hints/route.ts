/** POST /api/lessons/:chapter/:lesson/hints: records that the learner looks at a hint of a lab. The page then has its text. */
import { z } from 'zod';
import { hintCosts } from '#lessons/_loader/hint-costs.ts';
import { findLesson } from '#lessons/_loader/lessons.ts';
import { DrydockError } from '#protocol/errors.ts';
import { stepIdSchema } from '#lessons/_schema/lesson.ts';
import { currentAccount } from '#app/_server/account.ts';
import { answering } from '#app/_server/answers.ts';
import { catalogue } from '#app/_server/catalogue.ts';
import { settings } from '#app/_server/env.ts';
import { recordHint } from '#app/_server/hints.ts';
import { allowedOrigins } from '#app/_server/ports.ts';
import { readJson, requireOwnOrigin } from '#app/_server/requests.ts';

const bodySchema = z.strictObject({ stepId: stepIdSchema, number: z.int().positive() });

export function POST(
  request: Request,
  { params }: { params: Promise<{ chapter: string; lesson: string }> },
): Promise<Response> {
  return answering(async () => {
    requireOwnOrigin(request, allowedOrigins(settings().webPort));
    const { stepId, number } = await readJson(request, bodySchema);
    const { chapter, lesson: slug } = await params;
    const lesson = findLesson(await catalogue(), `${chapter}/${slug}`);
    // Hints of other lessons cost nothing, and nobody keeps who looked at them.
    if (lesson?.kind !== 'lab') throw new DrydockError('lesson-unknown', 'path');
    const hints = new Map(Object.entries(hintCosts(lesson))).get(stepId);
    if (hints === undefined) throw new DrydockError('bad-request', 'stepId');
    if (number > hints.length) throw new DrydockError('bad-request', 'number');
    await recordHint({ accountId: (await currentAccount()).id, lessonId: lesson.id, stepId, number });
    return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
  });
}
