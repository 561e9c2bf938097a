/**
 * Checks that ask for an image in the engine's cache, or that there be none.
 *
 * Knows nothing about lessons.
 */
import { notStarted, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ImageDetails, ImageEvidence } from '#lessons/_schema/evidence.ts';
import { nearestName } from '#lessons/_names/nearest-name.ts';
import { layersOfBase } from './base-layers.ts';
import { familiarReference, isSameImage, shownText } from './image-reference.ts';
import { matches, shownImageSize, shownPattern, type Pattern } from './pattern.ts';
import { bestOf, type Requirement } from './requirement.ts';

/** What a check for an image asks for. Whatever is left out may be as it likes. */
export interface ExpectedImage {
  /** "web-ping", "diamol/gallery:1.2": the tag counts; "latest" when there is none. */
  readonly tag: string;
  /** What the image must not exceed. */
  readonly maximumBytes?: number;
  readonly environment?: Readonly<Record<string, Pattern>>;
  readonly labels?: Readonly<Record<string, Pattern>>;
  readonly workingDirectory?: string;
  readonly user?: Pattern;
  /** CMD as one line. */
  readonly command?: Pattern;
  /** ENTRYPOINT as one line. */
  readonly entrypoint?: Pattern;
  /** "8080/tcp" */
  readonly exposes?: readonly string[];
  /** Paths named by VOLUME. */
  readonly volumes?: readonly string[];
  /** The image on whose layers it must stand; nothing is said about it when neither the engine nor the course registry has it. */
  readonly builtOn?: string;
  /** Another tag of the very same image. */
  readonly sameAs?: string;
  /** Further requirements of the lesson's own. */
  readonly also?: readonly Requirement<ImageDetails>[];
  /** What to do, said while there is no such image. */
  readonly todo: LocalizedText;
}

/**
 * Passes when the image is there and as expected. Hints: `misspelled-tag` (a tag that is nearly right), `too-large`,
 * `other-base`, `other-image-id`, and `other-…` for what differs.
 */
export function anImage(expected: ExpectedImage): Check {
  const { tag, builtOn, sameAs, todo } = expected;
  return {
    // What the course registry holds does not change, so nothing else needs to be watched for `builtOn`.
    watches: ['images'],
    async evaluate(evidence) {
      const found = await evidence.image(tag);
      if (found === null) return misspelled(tag, await evidence.images()) ?? notStarted(todo);
      const base = builtOn === undefined ? null : await layersOfBase(evidence, builtOn, found.architecture);
      const twin = sameAs === undefined ? null : await evidence.image(sameAs);
      const requirements = [
        ...(base === null ? [] : [standsOn(tag, builtOn ?? '', base)]),
        ...(twin === null ? [] : [isTheSame(tag, sameAs ?? '', twin)]),
        ...imageRequirements(expected),
      ];
      return bestOf([found], requirements, todo);
    },
  };
}

/** Passes when no image is left of those that `which` names by one of their tags. Hint: `still-there`. */
export function noImages({
  which,
  todo,
}: {
  readonly which: (tag: string) => boolean;
  readonly todo: LocalizedText;
}): Check {
  return {
    watches: ['images', 'events'],
    async evaluate(evidence) {
      const left = (await evidence.images()).flatMap(({ tags }) => tags.filter((tag) => which(familiarReference(tag))));
      if (left.length === 0) return passed();
      const removed = (await evidence.events()).some(
        ({ type, action }) => type === 'image' && (action === 'delete' || action === 'untag'),
      );
      if (!removed) return notStarted(todo);
      const names = left
        .slice(0, 3)
        .map((name) => `“${shownText(name)}”`)
        .join(', ');
      return wrongMove('still-there', {
        ko: `이미지가 아직 남아 있습니다: ${names}. 컨테이너가 쓰고 있는 이미지는 --force(-f)가 있거나 컨테이너가 없어야 지워집니다. ${todo.ko}`,
        en: `${left.length === 1 ? 'An image is' : 'Images are'} still there: ${names}. An image that a container uses goes only with --force (-f), or when the container is gone. ${todo.en}`,
      });
    },
  };
}

function misspelled(tag: string, images: readonly ImageEvidence[]) {
  const tags = images.flatMap((image) => image.tags.map(familiarReference));
  const near = nearestName(tag, tags);
  if (near === undefined || isSameImage(near, tag)) return undefined;
  return wrongMove('misspelled-tag', {
    ko: `“${shownText(near)}” 이미지는 있지만 “${tag}” 이미지가 없습니다. 이름이나 태그가 맞는지 보세요. “docker image tag ${shownText(near)} ${tag}”으로 이름을 더 붙일 수 있습니다.`,
    en: `There is an image “${shownText(near)}”, but none called “${tag}”. Look at the name and the tag; “docker image tag ${shownText(near)} ${tag}” gives it one more.`,
  });
}

function standsOn(tag: string, baseTag: string, base: readonly string[]): Requirement<ImageDetails> {
  return {
    code: 'other-base',
    isMet: ({ layers }) => base.every((layer, index) => layers[index] === layer),
    text: () => ({
      ko: `“${tag}” 이미지는 “${baseTag}” 이미지 위에 만들어지지 않았습니다. FROM 다음의 이름을 확인해 주세요.`,
      en: `The image “${tag}” does not stand on “${baseTag}”. Look at the name behind FROM.`,
    }),
  };
}

function isTheSame(tag: string, otherTag: string, other: ImageDetails): Requirement<ImageDetails> {
  return {
    code: 'other-image-id',
    isMet: ({ id }) => id === other.id,
    text: () => ({
      ko: `“${tag}”와 “${otherTag}”가 서로 다른 이미지입니다. 같은 이미지의 두 이름이어야 합니다. docker image tag를 써 주세요.`,
      en: `“${tag}” and “${otherTag}” are different images. They must be two names of one; use docker image tag.`,
    }),
  };
}

function imageRequirements(expected: ExpectedImage): Requirement<ImageDetails>[] {
  const { tag, maximumBytes, environment = {}, labels = {}, exposes = [], volumes = [], also = [] } = expected;
  const wanted: Requirement<ImageDetails>[] = [];
  if (maximumBytes !== undefined)
    wanted.push({
      code: 'too-large',
      isMet: ({ sizeBytes }) => sizeBytes <= maximumBytes,
      text: ({ sizeBytes }) => ({
        ko: `“${tag}” 이미지의 크기가 ${shownImageSize(sizeBytes)}입니다. ${shownImageSize(maximumBytes)} 이하여야 합니다.`,
        en: `The image “${tag}” has ${shownImageSize(sizeBytes)}, expected ${shownImageSize(maximumBytes)} at most.`,
      }),
    });
  const line = (
    code: string,
    instruction: string,
    want: Pattern | undefined,
    read: (image: ImageDetails) => string,
  ) => {
    if (want !== undefined) wanted.push(differs(tag, code, instruction, want, read));
  };
  for (const [key, value] of Object.entries(environment))
    line('other-environment', `ENV ${key}`, value, (image) => image.environment[key] ?? '');
  for (const [key, value] of Object.entries(labels))
    line('other-label', `LABEL ${key}`, value, (image) => image.labels[key] ?? '');
  line('other-working-directory', 'WORKDIR', expected.workingDirectory, (image) => image.workingDirectory);
  line('other-user', 'USER', expected.user, (image) => image.user);
  line('other-entrypoint', 'ENTRYPOINT', expected.entrypoint, (image) => image.entrypoint.join(' '));
  line('other-command', 'CMD', expected.command, (image) => image.command.join(' '));
  for (const port of exposes)
    wanted.push({
      code: 'not-exposed',
      isMet: ({ exposedPorts }) => exposedPorts.includes(port),
      text: ({ exposedPorts }) => ({
        ko: `“${tag}” 이미지는 ${exposedPorts.map(shownText).join(', ') || '아무'} 포트만 EXPOSE합니다. ${port}가 있어야 합니다.`,
        en: `The image “${tag}” exposes ${exposedPorts.map(shownText).join(', ') || 'no port'}, expected ${port} (EXPOSE).`,
      }),
    });
  for (const folder of volumes)
    wanted.push({
      code: 'no-volume',
      isMet: (image) => image.volumes.includes(folder),
      text: () => ({
        ko: `“${tag}” 이미지에 VOLUME ${folder}가 없습니다.`,
        en: `The image “${tag}” has no VOLUME ${folder}.`,
      }),
    });
  return [...wanted, ...also];
}

function differs(
  tag: string,
  code: string,
  instruction: string,
  want: Pattern,
  read: (image: ImageDetails) => string,
): Requirement<ImageDetails> {
  return {
    code,
    isMet: (image) => matches(want, read(image)),
    text: (image) => {
      const found = read(image);
      return {
        ko: `“${tag}” 이미지의 ${instruction} 값이 ${found === '' ? '없습니다' : `“${shownText(found)}”입니다`}. ${shownPattern(want).ko} 되어 있어야 합니다.`,
        en: `In the image “${tag}” ${instruction} is ${found === '' ? 'not set' : `“${shownText(found)}”`}, expected ${shownPattern(want).en}.`,
      };
    },
  };
}
