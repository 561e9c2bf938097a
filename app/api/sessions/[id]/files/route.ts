/**
 * GET /api/sessions/:id/files: the learner's home as an archive. POST: a tar archive from the learner's browser into it.
 *
 * Both stream. proxy.ts does not stand before this route.
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

/**
 * Refusals have the same headers, which proxy.ts gives to other routes. They end the connection: as long as something comes,
 * Next.js reads it into memory, whether the route wants it or not.
 */
async function guarded(route: () => Promise<Response>): Promise<Response> {
  const answer = await answering(route);
  for (const [name, value] of Object.entries(answerHeaders)) answer.headers.set(name, value);
  if (!answer.ok) answer.headers.set('connection', 'close');
  return answer;
}

/**
 * Refuses an upload that is too large, or does not say how large it is, as browsers do: Next.js reads a body as fast as it comes,
 * so what the sandbox has not taken yet waits in memory.
 */
function requireLength(request: Request): void {
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(length <= MOST_ARCHIVE_BYTES)) throw new DrydockError('upload-too-large', 'content-length');
}

export function GET(request: Request, context: Context): Promise<Response> {
  return guarded(async () => {
    requireOwnHost(request, allowedHosts(settings().webPort));
    const archive = await downloadFiles(await sessionIdOf(context), (await currentAccount()).id, request.signal);
    return new Response(archive, {
      headers: {
        'content-type': 'application/gzip',
        'content-disposition': `attachment; filename="${archiveName(request)}"`,
      },
    });
  });
}

export function POST(request: Request, context: Context): Promise<Response> {
  return guarded(async () => {
    const { webPort } = settings();
    requireOwnHost(request, allowedHosts(webPort));
    requireOwnOrigin(request, allowedOrigins(webPort));
    // A form of another site cannot send this type without being asked first.
    if (request.headers.get('content-type') !== UPLOAD_CONTENT_TYPE)
      throw new DrydockError('bad-request', 'content-type');
    requireLength(request);
    if (request.body === null) throw new DrydockError('bad-request', 'body');
    const id = await sessionIdOf(context);
    const answer = await uploadFiles(id, (await currentAccount()).id, request.body, request.signal);
    return Response.json(answer);
  });
}
