/**
 * GET /api/sessions/:id/files: the learner's home as an archive. POST: a tar archive from the learner's browser into it.
 *
 * Both stream: neither an archive nor an upload is ever held as a whole. proxy.ts does not stand before this route.
 */
import { DrydockError } from '#protocol/errors.ts';
import { lessonIdSchema, sessionIdSchema } from '#protocol/session.ts';
import { MOST_UPLOAD_BYTES, UPLOAD_CONTENT_TYPE } from '#protocol/upload.ts';
import { currentAccount } from '#app/_server/account.ts';
import { answering } from '#app/_server/answers.ts';
import { settings } from '#app/_server/env.ts';
import { allowedHosts, allowedOrigins } from '#app/_server/ports.ts';
import { requireOwnHost, requireOwnOrigin } from '#app/_server/requests.ts';
import { downloadFiles, uploadFiles } from '#app/_server/sandbox-server.ts';

type Context = { params: Promise<{ id: string }> };

/** Headers an archive needs around its files: they make a request that is refused outright not be sent at all. */
const MOST_ARCHIVE_BYTES = MOST_UPLOAD_BYTES + 64 * 1024 * 1024;

const answerHeaders = {
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

async function sessionIdOf({ params }: Context): Promise<string> {
  const id = sessionIdSchema.safeParse((await params).id);
  if (!id.success) throw new DrydockError('session-unknown', 'id');
  return id.data;
}

/** `drydock-ch02-first-container-2026-11-21.tar.gz`; the lesson is what the page says it is. */
function archiveName(request: Request): string {
  const lesson = lessonIdSchema.safeParse(new URL(request.url).searchParams.get('lesson'));
  const words = ['drydock', ...(lesson.success ? [lesson.data.replace('/', '-')] : [])];
  return `${[...words, new Date().toISOString().slice(0, 10)].join('-')}.tar.gz`;
}

export function GET(request: Request, context: Context): Promise<Response> {
  return answering(async () => {
    requireOwnHost(request, allowedHosts(settings().webPort));
    const archive = await downloadFiles(await sessionIdOf(context), (await currentAccount()).id, request.signal);
    return new Response(archive, {
      headers: {
        ...answerHeaders,
        'content-type': 'application/gzip',
        'content-disposition': `attachment; filename="${archiveName(request)}"`,
      },
    });
  });
}

export function POST(request: Request, context: Context): Promise<Response> {
  return answering(async () => {
    const { webPort } = settings();
    requireOwnHost(request, allowedHosts(webPort));
    requireOwnOrigin(request, allowedOrigins(webPort));
    // A form of another site cannot send this type without being asked first.
    if (request.headers.get('content-type') !== UPLOAD_CONTENT_TYPE)
      throw new DrydockError('bad-request', 'content-type');
    if (Number(request.headers.get('content-length') ?? 0) > MOST_ARCHIVE_BYTES)
      throw new DrydockError('upload-too-large');
    if (request.body === null) throw new DrydockError('bad-request', 'body');
    const id = await sessionIdOf(context);
    const answer = await uploadFiles(id, (await currentAccount()).id, request.body, request.signal);
    return Response.json(answer, { headers: answerHeaders });
  });
}
