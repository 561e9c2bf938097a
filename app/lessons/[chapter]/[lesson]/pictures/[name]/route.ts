/** GET /lessons/:chapter/:lesson/pictures/:name: a picture of a lesson's text. Only what a text refers to can be asked for. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findLesson } from '#lessons/_loader/lessons.ts';
import { DrydockError } from '#protocol/errors.ts';
import { answering } from '#app/_server/answers.ts';
import { catalogue } from '#app/_server/catalogue.ts';

type Context = { params: Promise<{ chapter: string; lesson: string; name: string }> };

const types: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

export function GET(_request: Request, context: Context): Promise<Response> {
  return answering(async () => {
    const { chapter, lesson: slug, name } = await context.params;
    const file = findLesson(await catalogue(), `${chapter}/${slug}`)?.pictures.get(name);
    if (file === undefined) throw new DrydockError('not-found', 'picture');
    return new Response(await readFile(file), {
      headers: {
        'content-type': types[path.extname(file)] ?? 'application/octet-stream',
        'cache-control': 'private, max-age=3600',
      },
    });
  });
}
