import { describe, expect, it } from 'vitest';
import { evidenceOf, textFile } from '#lessons/_checks/hand-made-evidence.ts';
import { anArchive, holdsImages, holdsTag, isGzipped } from './archive.ts';

const check = anArchive({
  path: 'two.tar.gz',
  requirements: [holdsImages('two.tar.gz'), holdsTag('two.tar.gz', 'alpine'), isGzipped('two.tar.gz')],
  todo: { ko: '저장', en: 'save' },
});

const file = '/home/learner/two.tar.gz';

async function hintFor(text: string | null, manifest: string | null, list = ''): Promise<string | null> {
  const evidence = evidenceOf({
    files: text === null ? {} : { [file]: textFile(text) },
    programs: {
      [`tar --list --file ${file}`]: { exitCode: 0, output: list },
      ...(manifest === null
        ? {}
        : { [`tar --extract --to-stdout --file ${file} manifest.json`]: { exitCode: 0, output: manifest } }),
    },
  });
  const outcome = await check.evaluate(evidence);
  return outcome.outcome === 'passed' ? null : outcome.hint.code;
}

function manifestOf(...tags: readonly string[]): string {
  return JSON.stringify([{ Config: 'blobs/sha256/abc', RepoTags: tags, Layers: ['blobs/sha256/def'] }]);
}

describe('an archive of images', () => {
  it.each([
    ['there is no file', null, null, 'not-started'],
    ['the file is empty', '', null, 'empty-file'],
    ['it holds no images', 'bin/', null, 'no-image-archive'],
    ['its manifest is no JSON', 'blobs/', 'not JSON', 'no-image-archive'],
    ['its manifest has another shape', 'blobs/', '[{"Config":7}]', 'no-image-archive'],
    ['the image was saved by its id', 'blobs/', '[{"Config":"c","RepoTags":null,"Layers":[]}]', 'image-not-saved'],
    ['another tag was saved', 'blobs/', manifestOf('alpine:3.9'), 'image-not-saved'],
    ['it is not compressed', 'blobs/', manifestOf('alpine:latest'), 'not-compressed'],
    ['it is compressed', '\u001f\ufffd', manifestOf('busybox:latest', 'docker.io/library/alpine:latest'), null],
  ])('%s', async (_, text, manifest, hint) => {
    expect(await hintFor(text, manifest)).toBe(hint);
  });
});
