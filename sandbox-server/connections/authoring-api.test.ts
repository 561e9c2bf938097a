import Fastify from 'fastify';
import { expect, it, vi } from 'vitest';
import type { LessonNews } from '#protocol/authoring.ts';
import { registerAuthoringApi } from './authoring-api.ts';

const news = (revision: number): LessonNews => ({ revision, mistakes: [] });

it('tells how lessons stand at once and whenever they change, and ends when the server does', async () => {
  let tell: (news: LessonNews) => void = () => undefined;
  const left = vi.fn();
  const api = Fastify();
  registerAuthoringApi(api, {
    follow: (listener) => {
      tell = listener;
      listener(news(0));
      return left;
    },
  });
  const address = await api.listen({ host: '127.0.0.1', port: 0 });
  const answer = await fetch(`${address}/authoring/changes`);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('data: {"revision":0,"mistakes":[]}\n\n');
  tell(news(1));
  expect((await reader?.read())?.value).toBe('data: {"revision":1,"mistakes":[]}\n\n');
  await api.close();
  expect((await reader?.read())?.done).toBe(true);
  await vi.waitFor(() => expect(left).toHaveBeenCalledTimes(1));
});
