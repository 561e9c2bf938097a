/**
 * A check for an image that was pulled, with words for a misspelled name and for another image.
 *
 * Knows nothing about containers.
 */
import { withMoves } from '#lessons/_checks/combine.ts';
import { anImage } from '#lessons/_checks/expect-image.ts';
import { isSameImage, shownText } from '#lessons/_checks/image-reference.ts';
import type { Move } from '#lessons/_checks/latest-move.ts';
import { missingImages, requestedImages } from '#lessons/_checks/requests.ts';
import type { Check, LocalizedText } from '#lessons/_schema/check.ts';
import type { Evidence } from '#lessons/_schema/evidence.ts';

/** Passes when the image is in the engine's cache. Hints: `image-missing`, `other-image`. */
export function aPulledImage(tag: string, todo: LocalizedText): Check {
  return withMoves(anImage({ tag, todo }), ['requests', 'events'], async (evidence) => wrongPulls(tag, evidence));
}

async function wrongPulls(tag: string, evidence: Evidence): Promise<Move[]> {
  const [requests, events, images] = await Promise.all([evidence.requests(), evidence.events(), evidence.images()]);
  const missing = missingImages([tag], requests, events, images);
  return requestedImages(requests)
    .filter(({ image }) => !isSameImage(image, tag))
    .map(({ at, image }) =>
      missing.some((request) => request.image === image)
        ? {
            at,
            code: 'image-missing',
            text: {
              ko: `“${shownText(image)}”라는 이미지는 없습니다. 내려받을 이미지는 “${tag}”입니다. 철자를 확인해 주세요.`,
              en: `There is no image called “${shownText(image)}”. The image to pull is “${tag}”. Check the spelling.`,
            },
          }
        : {
            at,
            code: 'other-image',
            text: {
              ko: `“${shownText(image)}” 이미지를 내려받았습니다. 이 단계에 필요한 이미지는 “${tag}”입니다.`,
              en: `You pulled the image “${shownText(image)}”. This step needs “${tag}”.`,
            },
          },
    );
}
