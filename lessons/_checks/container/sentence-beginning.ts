/**
 * How sentences about a container begin.
 *
 * Knows nothing about lessons.
 */
import type { LocalizedText } from '#lessons/_schema/check.ts';
import type { ContainerEvidence } from '#lessons/_schema/evidence.ts';
import { shownText } from '../image-reference.ts';

/** "The container “web”", at the beginning of a sentence or in its middle; in Korean with its particle. */
export function its({ name }: ContainerEvidence, place: 'beginning' | 'middle' = 'beginning'): LocalizedText {
  const shown = shownText(name);
  return { ko: `“${shown}” 컨테이너는`, en: `${place === 'beginning' ? 'The' : 'the'} container “${shown}”` };
}
