/** POST /api/sessions: opens the learner's session for a lesson and gives its page a ticket to the terminal. */
import { z } from 'zod';
import { findLesson } from '#lessons/_loader/lessons.ts';
import { DrydockError } from '#protocol/errors.ts';
import { lessonIdSchema } from '#protocol/session.ts';
import { currentAccount } from '#app/_server/account.ts';
import { answering } from '#app/_server/answers.ts';
import { catalogue } from '#app/_server/catalogue.ts';
import { settings } from '#app/_server/env.ts';
import { allowedOrigins, connectionUrl } from '#app/_server/ports.ts';
import { passedStepsOfLesson } from '#app/_server/progress.ts';
import { readJson, requireOwnOrigin } from '#app/_server/requests.ts';
import { issueTicket, openSession } from '#app/_server/sandbox-server.ts';
import type { OpenedSession } from '#app/_terminal/opened-session.ts';

const bodySchema = z.strictObject({ lessonId: lessonIdSchema });

export function POST(request: Request): Promise<Response> {
  return answering(async () => {
    const { webPort, sandboxPort } = settings();
    requireOwnOrigin(request, allowedOrigins(webPort));
    const { lessonId } = await readJson(request, bodySchema);
    if (findLesson(await catalogue(), lessonId) === undefined) throw new DrydockError('lesson-unknown', lessonId);

    const account = await currentAccount();
    const passed = await passedStepsOfLesson(account.id, lessonId);
    const session = await openSession({ accountId: account.id, lessonId, passedSteps: [...passed] });
    const ticket = await issueTicket(session.id, account.id);
    const url = connectionUrl(request.headers.get('host') ?? '', sandboxPort);
    const opened: OpenedSession = { session, connection: { url, ...ticket } };
    return Response.json(opened, { headers: { 'cache-control': 'no-store' } });
  });
}
