/**
 * The parts of an image's name, with their places in it.
 *
 * Knows nothing about commands, and asks no registry.
 */
import type { LocalizedText } from '#lessons/_schema/check.ts';

/** A part of an image's name. */
export interface ImagePart {
  readonly text: string;
  readonly explanation: LocalizedText;
}

const reference =
  /^((?:[a-z0-9.-]*[.:][a-z0-9.:-]*|localhost)\/)?([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{6,64})?$/;

/**
 * Splits an image's name into registry, name, tag and digest; null when it is none, e.g. because it holds a variable.
 * `role` is what the image is for; it becomes part of what is said about the name.
 */
export function imageParts(text: string, role: LocalizedText): readonly ImagePart[] | null {
  const [, registry, name, tag, digest] = reference.exec(text) ?? [];
  if (name === undefined) return null;
  const parts: ImagePart[] = [];
  if (registry !== undefined) {
    const address = registry.slice(0, -1);
    parts.push({
      text: registry,
      explanation: {
        ko: `이미지를 보관하는 레지스트리의 주소: ${address}`,
        en: `The address of the registry that keeps the image: ${address}`,
      },
    });
  }
  parts.push({ text: name, explanation: nameExplanation(name, role, tag === undefined && digest === undefined) });
  if (tag !== undefined) {
    parts.push({
      text: tag,
      explanation: {
        ko: `같은 이름의 이미지 가운데 하나를 고르는 태그: ${tag.slice(1)}`,
        en: `The tag, which picks one of the images of that name: ${tag.slice(1)}`,
      },
    });
  }
  if (digest !== undefined) {
    parts.push({
      text: digest,
      explanation: {
        ko: '내용으로 계산한 다이제스트입니다. 정확히 이 내용의 이미지만 뜻합니다.',
        en: 'The digest, computed from the content: it means exactly this image and no other.',
      },
    });
  }
  return parts;
}

function nameExplanation(name: string, role: LocalizedText, hasNoTag: boolean): LocalizedText {
  // An ID has neither a tag nor a group; whether twelve such letters are a name or an ID only the engine knows.
  if (/^[0-9a-f]{6,64}$/.test(name) || !hasNoTag) return role;
  return {
    ko: `${role.ko} 태그를 적지 않으면 latest로 봅니다.`,
    en: `${role.en} Without a tag, latest is meant.`,
  };
}
