/**
 * Asks which layers of an image were made anew after something was edited.
 *
 * Knows nothing about lessons.
 */
import { partlyDone, passed, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';
import type { ImageDetails } from '#lessons/_schema/evidence.ts';

/** Two builds of one Dockerfile. */
export interface TwoBuilds {
  /** The tag before the edit. */
  readonly before: string;
  /** The tag after the edit. */
  readonly after: string;
  readonly todo: LocalizedText;
}

/**
 * Passes when the two images differ in their uppermost layer and in no other. Hints: `not-built-yet`, `unchanged`,
 * `other-number-of-layers`, `more-than-one-layer`, `not-the-last-layer`.
 */
export function onlyTheTopLayerIsNew({ before, after, todo }: TwoBuilds): Check {
  return {
    watches: ['images'],
    async evaluate(evidence) {
      const [first, second] = [await evidence.image(before), await evidence.image(after)];
      if (first === null && second === null)
        return { outcome: 'failed', because: 'not-started', hint: { code: 'not-started', text: todo } };
      if (first === null || second === null) return partlyDone('not-built-yet', todo);
      return compare({ before, after, todo }, first, second);
    },
  };
}

function compare({ before, after }: TwoBuilds, first: ImageDetails, second: ImageDetails) {
  const isNew = second.layers.map((layer, index) => layer !== first.layers[index]);
  const newLayers = isNew.filter(Boolean).length;
  if (newLayers === 0 && first.layers.length === second.layers.length)
    return wrongMove('unchanged', {
      ko: `“${before}”와 “${after}”의 레이어가 모두 같습니다. 파일을 고쳐 저장한 다음 “${after}”를 빌드해 주세요.`,
      en: `“${before}” and “${after}” have the same layers. Edit the file, save it, then build “${after}”.`,
    });
  if (first.layers.length !== second.layers.length)
    return wrongMove('other-number-of-layers', {
      ko: `“${before}”의 레이어는 ${String(first.layers.length)}개, “${after}”의 레이어는 ${String(second.layers.length)}개입니다. 그 사이에 Dockerfile이 바뀐 것입니다. 파일을 고치기 전의 내용으로 되돌리고 “${before}”부터 다시 빌드해 주세요.`,
      en: `“${before}” has ${String(first.layers.length)} layers and “${after}” has ${String(second.layers.length)}, so the Dockerfile was changed in between. Start again with “${before}”, built from the files as they were before the edit.`,
    });
  if (newLayers > 1)
    return wrongMove('more-than-one-layer', {
      ko: `“${after}”에서 새로 만들어진 레이어가 ${String(newLayers)}개입니다. 1개여야 합니다. 고친 파일을 복사하는 인스트럭션 다음에 다른 COPY나 RUN이 있는지, 캐시를 끄고 빌드했는지 확인해 주세요. Dockerfile을 고쳤다면 “${before}”부터 다시 빌드해야 합니다.`,
      en: `“${after}” has ${String(newLayers)} new layers, expected 1. Check whether another COPY or RUN comes after the one that copies the edited file, and whether you built without the cache. If you change the Dockerfile, build “${before}” again first.`,
    });
  if (isNew.at(-1) !== true)
    return wrongMove('not-the-last-layer', {
      ko: '새로 만들어진 레이어가 맨 위의 것이 아닙니다. 자주 바뀌는 파일은 마지막에 복사해 주세요.',
      en: 'The new layer is not the uppermost one. Copy what changes often last.',
    });
  return passed();
}
