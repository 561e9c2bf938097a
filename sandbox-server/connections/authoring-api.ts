/**
 * The part of the internal HTTP API that tells authors how their lessons stand; there only while lessons are being written:
 *   GET /authoring/changes   server-sent events of lessonNewsSchema, the first one at once
 *
 * Knows nothing about lessons.
 */
import type { FastifyInstance } from 'fastify';
import type { LessonNews } from '#protocol/authoring.ts';

/** Milliseconds between two signs of life, by which both ends find out that the other has gone. */
const SIGN_OF_LIFE_MS = 15_000;

/** Where the news come from. */
export interface AuthoringApiOptions {
  /** Tells the news now and whenever there are others, until the answered function is called. */
  readonly follow: (listener: (news: LessonNews) => void) => () => void;
}

/** Adds the route. */
export function registerAuthoringApi(api: FastifyInstance, { follow }: AuthoringApiOptions): void {
  const endings = new Set<() => void>();
  api.get('/authoring/changes', (_request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const leave = follow((news) => raw.write(`data: ${JSON.stringify(news)}\n\n`));
    const life = setInterval(() => raw.write(':\n\n'), SIGN_OF_LIFE_MS);
    const end = () => raw.end();
    endings.add(end);
    raw.once('close', () => {
      leave();
      clearInterval(life);
      endings.delete(end);
    });
  });
  // A server waits for its answers to end before it closes, and this one has no end of its own.
  api.addHook('preClose', async () => {
    for (const end of endings) end();
  });
}
