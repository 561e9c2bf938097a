/** GET /api/sessions/:id/recordings/:terminal: what a terminal of the learner's own session showed, as asciicast v2. */
import { z } from 'zod';
import { DrydockError } from '#protocol/errors.ts';
import { terminalNumberSchema } from '#protocol/messages.ts';
import { sessionIdSchema } from '#protocol/session.ts';
import { currentAccount } from '#app/_server/account.ts';
import { answering } from '#app/_server/answers.ts';
import { downloadRecording } from '#app/_server/sandbox-server.ts';

const pathSchema = z.object({ id: sessionIdSchema, terminal: z.coerce.number().pipe(terminalNumberSchema) });

export function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; terminal: string }> },
): Promise<Response> {
  return answering(async () => {
    const path = pathSchema.safeParse(await params);
    if (!path.success) throw new DrydockError('not-found', 'path');
    const { id, terminal } = path.data;
    const recording = await downloadRecording(id, terminal, (await currentAccount()).id, request.signal);
    return new Response(recording, {
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/x-asciicast',
        'content-disposition': `attachment; filename="drydock-terminal-${String(terminal)}.cast"`,
      },
    });
  });
}
