/**
 * The part of the internal HTTP API that streams: a learner's files in and out, and recordings of terminals. See
 * protocol/control.ts.
 *
 * Knows nothing about sandboxes; who may ask was decided before (control-api.ts).
 */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { accountIdSchema, sessionOwnerSchema, type UploadAnswer } from '#protocol/control.ts';
import { DrydockError } from '#protocol/errors.ts';
import { terminalNumberSchema } from '#protocol/messages.ts';
import { sessionIdSchema } from '#protocol/session.ts';
import { MOST_UPLOAD_BYTES, UPLOAD_CONTENT_TYPE } from '#protocol/upload.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { download } from '../files/download.ts';
import { upload } from '../files/upload.ts';

/** A session as far as its files are concerned. */
export interface SessionWithFiles {
  readonly sandboxId: string;
  /** Throws DrydockError `sandbox-not-running` unless there is a sandbox to work with. */
  requireReady(): void;
  /** null when nothing is recorded. `latest` is the path of the newest recording of a terminal. */
  readonly recordings: { latest(terminal: number): Promise<string | null> } | null;
  /** Somebody is working with the sandbox. */
  onActivity(): void;
}

/** What this part of the API stands on. */
export interface FilesApiOptions {
  readonly driver: Pick<SandboxDriver, 'exec'>;
  /** The session of an account. Throws DrydockError `session-unknown`. */
  readonly find: (sessionId: string, accountId: string) => SessionWithFiles;
}

/** Bytes of a refused upload that are read to the end, so that its sender hears the answer. */
const MOST_DRAINED_BYTES = MOST_UPLOAD_BYTES + 64 * 1024 * 1024;

const sessionPathSchema = z.strictObject({ id: sessionIdSchema });
const recordingPathSchema = z.strictObject({
  id: sessionIdSchema,
  terminal: z.coerce.number().pipe(terminalNumberSchema),
});
const uploadQuerySchema = z.strictObject({ accountId: accountIdSchema, folder: z.string().max(1024).default('') });

/** Adds the routes. */
export function registerFilesApi(api: FastifyInstance, { driver, find }: FilesApiOptions): void {
  // The body is a stream of any length and is counted as it is read.
  api.addContentTypeParser(UPLOAD_CONTENT_TYPE, (_request, payload, done) => done(null, payload));

  api.get('/sessions/:id/files', async (request, reply) => {
    const { id } = sessionPathSchema.parse(request.params);
    const session = find(id, sessionOwnerSchema.parse(request.query).accountId);
    session.requireReady();
    const archive = await download(driver, session.sandboxId, () => session.onActivity());
    return reply.header('content-type', 'application/gzip').send(archive);
  });

  api.post('/sessions/:id/files', async (request, reply): Promise<UploadAnswer> => {
    const { id } = sessionPathSchema.parse(request.params);
    const { accountId, folder } = uploadQuerySchema.parse(request.query);
    const session = find(id, accountId);
    const archive = bodyStream(request.body);
    try {
      session.requireReady();
      const files = await upload(driver, {
        sandboxId: session.sandboxId,
        folder,
        archive: kept(archive),
        onProgress: () => session.onActivity(),
      });
      return { files: [...files] };
    } catch (error) {
      // Half an upload is nobody's wish: whoever sent it has gone.
      if (archive.errored) throw new DrydockError('bad-request', 'the upload broke off', { cause: error });
      throw error;
    } finally {
      // Otherwise Node would go on reading for as long as there is something.
      if (!(await drain(archive))) void reply.header('connection', 'close');
    }
  });

  api.get('/sessions/:id/recordings/:terminal', async (request, reply) => {
    const { id, terminal } = recordingPathSchema.parse(request.params);
    const { recordings } = find(id, sessionOwnerSchema.parse(request.query).accountId);
    const file = (await recordings?.latest(terminal)) ?? null;
    if (file === null) throw new DrydockError('not-found', 'there is no recording');
    return reply.header('content-type', 'application/x-asciicast').send(createReadStream(file));
  });
}

function bodyStream(body: unknown): Readable {
  const parsed = z.custom<Readable>(isReadable).safeParse(body);
  if (!parsed.success) throw new DrydockError('bad-request', `content-type must be ${UPLOAD_CONTENT_TYPE}`);
  return parsed.data;
}

function isReadable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'pipe' in value && 'destroyed' in value;
}

/** Reads a stream without destroying it when the reader stops early. */
async function* kept(stream: Readable): AsyncGenerator<Buffer> {
  for await (const piece of stream.iterator({ destroyOnReturn: false })) yield Buffer.from(piece);
}

/** A client that is still sending does not listen for the answer. Answers whether the stream came to its end. */
async function drain(stream: Readable): Promise<boolean> {
  let drained = 0;
  try {
    for await (const piece of kept(stream)) {
      drained += piece.length;
      if (drained > MOST_DRAINED_BYTES) return false;
    }
  } catch {
    // The client has gone.
  }
  return true;
}
