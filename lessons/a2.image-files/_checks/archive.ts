/**
 * Asks for files that `docker image save` or `docker container export` wrote.
 *
 * Knows nothing about lessons.
 */
import { z } from 'zod';
import { HOME } from '#lessons/_checks/expect-file.ts';
import { isSameImage, shownText } from '#lessons/_checks/image-reference.ts';
import { bestOf, type Requirement } from '#lessons/_checks/requirement.ts';
import { notStarted, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { Evidence } from '#lessons/_schema/evidence.ts';

/** The part of manifest.json that matters. */
const manifestSchema = z.array(
  z.object({ Config: z.string(), RepoTags: z.array(z.string()).nullish(), Layers: z.array(z.string()) }),
);

/** One image in an archive. */
export interface SavedImage {
  /** "sha256:…" */
  readonly id: string;
  readonly tags: readonly string[];
  readonly layers: number;
}

/** What a file holds. */
export interface Archive {
  readonly isCompressed: boolean;
  /** Null when the file is no archive of images. */
  readonly images: readonly SavedImage[] | null;
  /** What `tar --list` says, without "./" at the beginning; empty when it is no archive at all. */
  readonly paths: readonly string[];
}

/** Reads an archive below the learner's home; null when there is no such file. */
export async function readArchive(evidence: Evidence, path: string): Promise<Archive | null> {
  const file = `${HOME}/${path}`;
  const found = await evidence.file(file);
  if (found?.kind !== 'file') return null;
  const isCompressed = found.text.charCodeAt(0) === 0x1f;
  const [listing, manifest] = await Promise.all([
    evidence.program(['tar', '--list', '--file', file]),
    evidence.program(['tar', '--extract', '--to-stdout', '--file', file, 'manifest.json']),
  ]);
  const paths = listing.output.split('\n').map((line) => line.replace(/^\.\//, ''));
  return { isCompressed, images: manifest.exitCode === 0 ? imagesOf(manifest.output) : null, paths };
}

function imagesOf(manifest: string): readonly SavedImage[] | null {
  const parsed = manifestSchema.safeParse(parse(manifest));
  if (!parsed.success) return null;
  return parsed.data.map(({ Config, RepoTags, Layers }) => ({
    id: `sha256:${Config.replace(/^.*\//, '').replace(/\.json$/, '')}`,
    tags: RepoTags ?? [],
    layers: Layers.length,
  }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a check for an archive asks for. */
export interface ExpectedArchive {
  /** Below the learner's home. */
  readonly path: string;
  readonly requirements: readonly Requirement<Archive>[];
  readonly todo: LocalizedText;
}

/** Passes when the file is there and meets all requirements. Hints: those of the requirements, and `empty-file`. */
export function anArchive({ path, requirements, todo }: ExpectedArchive): Check {
  return {
    watches: ['files'],
    async evaluate(evidence) {
      const archive = await readArchive(evidence, path);
      if (archive === null) return notStarted(todo);
      if ((await evidence.file(`${HOME}/${path}`))?.sizeBytes === 0)
        return wrongMove('empty-file', {
          ko: `~/${path} 파일이 비어 있습니다. 명령이 오류를 냈는지 터미널에서 확인해 주세요.`,
          en: `The file ~/${path} is empty. Check in the terminal whether the command failed.`,
        });
      return bestOf([archive], requirements, todo);
    },
  };
}

/** The file must hold images, as `docker image save` writes it. Hint: `no-image-archive`. */
export function holdsImages(path: string): Requirement<Archive> {
  return {
    code: 'no-image-archive',
    isMet: ({ images }) => images !== null,
    text: ({ paths }) => ({
      ko: `~/${path}에는 manifest.json이 없으므로 이미지 아카이브가 아닙니다. ${looksExported(paths) ? '파일 시스템이 들어 있는 것을 보니 docker container export로 만든 것 같습니다. ' : ''}docker image save로 만들어 주세요.`,
      en: `~/${path} has no manifest.json, so it is not an image archive. ${looksExported(paths) ? 'It holds a file system, so it was probably made with docker container export. ' : ''}Make it with docker image save.`,
    }),
  };
}

/** One of the images must bear the tag. Hint: `image-not-saved`. */
export function holdsTag(path: string, tag: string): Requirement<Archive> {
  return {
    code: 'image-not-saved',
    isMet: ({ images }) => (images ?? []).some(({ tags }) => tags.some((one) => isSameImage(one, tag))),
    text: ({ images }) => {
      const tags = (images ?? []).flatMap((image) => image.tags);
      const shown = tags.map((one) => `“${shownText(one)}”`).join(', ');
      return {
        ko: `~/${path}에는 ${shown === '' ? '이름이 붙은 이미지가 없습니다' : `${shown} 이미지가 들어 있습니다`}. “${tag}” 이미지가 그 이름으로 들어 있어야 합니다. 아이디가 아니라 이름으로 저장해 주세요.`,
        en: `~/${path} holds ${shown === '' ? 'no image with a name' : `the image ${shown}`}. The image “${tag}” has to be in it under that name. Save it by name, not by id.`,
      };
    },
  };
}

/** The file must be compressed with gzip. Hint: `not-compressed`. */
export function isGzipped(path: string): Requirement<Archive> {
  return {
    code: 'not-compressed',
    isMet: ({ isCompressed }) => isCompressed,
    text: () => ({
      ko: `~/${path}은(는) 압축되지 않은 파일입니다. 이름이 .gz로 끝난다고 압축되는 것은 아닙니다. 출력을 gzip에 넘겨 주세요.`,
      en: `~/${path} is not compressed. A name that ends in .gz does not compress a file; pass the output through gzip.`,
    }),
  };
}

/** Whether these are the paths of a container's file system. */
export function looksExported(paths: readonly string[]): boolean {
  return ['.dockerenv', 'bin', 'bin/', 'etc/'].filter((path) => paths.includes(path)).length >= 2;
}
