/**
 * Lessons that are being written, as the web app sees them: there is nothing to hear of unless they are.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { changed, lessonPath, lessonsOnDisk, rightFiles } from '#lessons/_loader/lessons-on-disk.ts';
import { findLesson } from '#lessons/_loader/lessons.ts';

// Outside of Next.js nothing is sent to a browser, which is all that this import guards against.
vi.mock('server-only', () => ({}));

let sandboxServer: Server | undefined;

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.resetModules();
  vi.restoreAllMocks();
  sandboxServer?.closeAllConnections();
  await new Promise((resolve) => (sandboxServer ? sandboxServer.close(resolve) : resolve(undefined)));
  sandboxServer = undefined;
});

/** A sandbox server that has one piece of news; answers what it was asked. */
async function sandboxServerWithNews(): Promise<string[]> {
  const asked: string[] = [];
  sandboxServer = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: news\n\n');
  }).listen(0, '127.0.0.1');
  await once(sandboxServer, 'listening');
  const address = sandboxServer.address();
  vi.stubEnv('DRYDOCK_SANDBOX_PORT', String(typeof address === 'object' && address ? address.port : 0));
  vi.stubEnv('DRYDOCK_SECRET', 's'.repeat(32));
  return asked;
}

async function askForChanges(): Promise<Response> {
  const { GET } = await import('#app/api/lessons/changes/route.ts');
  return GET(new Request('http://localhost:3000/api/lessons/changes'));
}

describe('changes to lessons', () => {
  it.each([undefined, 'no'])('cannot be asked for by learners (DRYDOCK_AUTHORING=%s)', async (value) => {
    const asked = await sandboxServerWithNews();
    vi.stubEnv('DRYDOCK_AUTHORING', value);
    expect((await askForChanges()).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it('are told to authors as they come', async () => {
    const asked = await sandboxServerWithNews();
    vi.stubEnv('DRYDOCK_AUTHORING', 'yes');
    const answer = await askForChanges();
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? '').toString()).toBe('data: news\n\n');
    await reader?.cancel();
    expect(asked).toEqual(['/authoring/changes']);
  });
});

describe('the catalogue', () => {
  const file = `${lessonPath}/lesson.yaml`;

  async function withLessons(isAuthoring: boolean) {
    vi.stubEnv('DRYDOCK_SECRET', 's'.repeat(32));
    vi.stubEnv('DRYDOCK_AUTHORING', isAuthoring ? 'yes' : 'no');
    const disk = await lessonsOnDisk();
    vi.spyOn(process, 'cwd').mockReturnValue(path.dirname(disk.directory));
    const { catalogue } = await import('./catalogue.ts');
    const minutes = async () => findLesson(await catalogue(), 'ch02/first')?.minutes;
    const save = async (text = '') => {
      await writeFile(path.join(disk.directory, file), text);
    };
    return { minutes, save, [Symbol.asyncDispose]: () => disk[Symbol.asyncDispose]() };
  }

  it('is read anew for authors, and stays the last good one while there is a mistake', async () => {
    await using lessons = await withLessons(true);
    expect(await lessons.minutes()).toBe(5);
    await lessons.save(changed(file, 'minutes: 5', 'minutes: 6')[file]);
    expect(await lessons.minutes()).toBe(6);
    await lessons.save(changed(file, 'minutes: 5', 'minutes: many')[file]);
    expect(await lessons.minutes()).toBe(6);
    await lessons.save(rightFiles[file]);
    expect(await lessons.minutes()).toBe(5);
  });

  it('is read once for learners', async () => {
    await using lessons = await withLessons(false);
    expect(await lessons.minutes()).toBe(5);
    await lessons.save(changed(file, 'minutes: 5', 'minutes: 6')[file]);
    expect(await lessons.minutes()).toBe(5);
  });
});
