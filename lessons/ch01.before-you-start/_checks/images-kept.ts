/**
 * Looks whether images that must stay have outlived a removal of others.
 *
 * Knows nothing about single lessons.
 */
import { isSameImage } from '#lessons/_checks/image-reference.ts';
import { notStarted, passed, tooEarly, wrongMove, type Check, type LocalizedText } from '#lessons/_schema/check.ts';

/** Milliseconds without any removal after which a command that removes several images has ended. */
const QUIET_MS = 1_500;

/** Images that are kept while others go. */
export interface KeptImages {
  /** The images that must be there at the end, each with the code of the hint when it alone is gone. */
  readonly keep: Readonly<Record<string, string>>;
  /** What to do when some are gone. */
  readonly otherwise: LocalizedText;
  /** Tags of images that must be gone first. */
  readonly mustGo: (tag: string) => boolean;
  readonly todo: LocalizedText;
}

/** Passes when all others are gone and these are still there. Hints: those of `keep`, and `several-lost`. */
export function keptImages({ keep, otherwise, mustGo, todo }: KeptImages): Check {
  return {
    watches: ['images', 'events'],
    async evaluate(evidence) {
      const tags = (await evidence.images()).flatMap((image) => image.tags);
      const lost = Object.keys(keep).filter((name) => !tags.some((tag) => isSameImage(tag, name)));
      const [first] = lost;
      if (first !== undefined)
        return wrongMove(lost.length > 1 ? 'several-lost' : (keep[first] ?? 'lost'), {
          ko: `남겨야 할 이미지가 없어졌습니다: ${lost.join(', ')}. ${otherwise.ko}`,
          en: `What should have been kept is gone: ${lost.join(', ')}. ${otherwise.en}`,
        });
      if (tags.some(mustGo)) return notStarted(todo);
      // A command that removes many images takes them one by one; the next may be one of these.
      const removals = (await evidence.events()).filter(
        ({ type, action }) => type === 'image' && (action === 'delete' || action === 'untag'),
      );
      return removals.some(({ at }) => Math.abs(Date.now() - at) < QUIET_MS) ? tooEarly() : passed();
    },
  };
}
