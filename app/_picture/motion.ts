/**
 * Lets cause and effect be seen: what has come appears, what has gone fades, what has moved slides, what has changed flashes.
 * Only transforms and opacity, and nothing at all for those who want less motion.
 *
 * Knows nothing about what moves: it follows elements with `data-moves` (their key) and `data-look` (what flashes when it changes).
 */
import { useLayoutEffect, useRef, type RefObject } from 'react';

const MOVE_MS = 260;
const EASING = 'cubic-bezier(0.2, 0.7, 0.2, 1)';
/** More at once would be a flicker and not a story. */
const MOST_ANIMATED = 60;
const MOST_FADING = 20;

interface Place {
  readonly element: HTMLElement;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly look: string;
  /** Key of what it lies within and moves with; null when nothing that moves is around it. */
  readonly around: string | null;
}

interface Scene {
  readonly width: number;
  readonly places: ReadonlyMap<string, Place>;
  readonly version: unknown;
}

function measure(root: HTMLElement, version: unknown): Scene {
  const places = new Map<string, Place>();
  for (const element of root.querySelectorAll<HTMLElement>('[data-moves]')) {
    places.set(element.dataset['moves'] ?? '', {
      element,
      ...offsetWithin(root, element),
      width: element.offsetWidth,
      height: element.offsetHeight,
      look: element.dataset['look'] ?? '',
      around: element.parentElement?.closest<HTMLElement>('[data-moves]')?.dataset['moves'] ?? null,
    });
  }
  return { width: root.clientWidth, places, version };
}

/** Offsets rather than rectangles: scrolling and running animations do not count. */
function offsetWithin(root: HTMLElement, element: HTMLElement): { readonly left: number; readonly top: number } {
  let [left, top] = [element.offsetLeft, element.offsetTop];
  let parent = element.offsetParent;
  while (parent instanceof HTMLElement && parent !== root) {
    left += parent.offsetLeft + parent.clientLeft;
    top += parent.offsetTop + parent.clientTop;
    parent = parent.offsetParent;
  }
  return { left, top };
}

/**
 * Animates what lies below `root`, a positioned element, whenever `version` has become another one. Changes of the page's own,
 * such as something opened by the learner, are not animated.
 */
export function useMotion(root: RefObject<HTMLElement | null>, version: unknown): void {
  const scene = useRef<Scene | null>(null);
  // Without dependencies: what the learner opened has moved things too, and that is where they start from next time.
  useLayoutEffect(() => {
    if (root.current === null) return;
    const before = scene.current;
    const now = measure(root.current, version);
    scene.current = now;
    if (before === null || before.version === version) return;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    play(root.current, before, now);
  });
}

function play(root: HTMLElement, before: Scene, now: Scene): void {
  const shift = (key: string | null): Shift => {
    const [from, to] = key === null ? [] : [before.places.get(key), now.places.get(key)];
    return from === undefined || to === undefined ? still : { across: from.left - to.left, down: from.top - to.top };
  };
  let left = MOST_ANIMATED;
  for (const [key, { element, look, around }] of now.places) {
    if (left === 0) break;
    const earlier = before.places.get(key);
    if (earlier !== undefined && earlier.look !== look) element.animate(flashing, { duration: MOVE_MS });
    const isCarried = around !== null && !before.places.has(around);
    const frames =
      earlier === undefined
        ? isCarried
          ? null
          : appearing
        : before.width === now.width
          ? moving(shift(key), shift(around))
          : null;
    if (frames === null) continue;
    element.animate(frames, { duration: MOVE_MS, easing: EASING });
    left -= 1;
  }
  let fading = MOST_FADING;
  for (const [key, place] of before.places) {
    if (fading === 0) break;
    if (now.places.has(key) || (place.around !== null && !now.places.has(place.around))) continue;
    fade(root, place);
    fading -= 1;
  }
}

/** Pixels by which something was further right and further down before. */
interface Shift {
  readonly across: number;
  readonly down: number;
}

const still: Shift = { across: 0, down: 0 };

const appearing: Keyframe[] = [
  { opacity: 0, transform: 'scale(0.92)' },
  { opacity: 1, transform: 'none' },
];

const flashing: Keyframe[] = [{ opacity: 0.3 }, { opacity: 1 }];

/** What lies within something that moves is carried along and only moves by the rest. */
function moving(own: Shift, carried: Shift): Keyframe[] | null {
  const [across, down] = [own.across - carried.across, own.down - carried.down];
  if (across === 0 && down === 0) return null;
  return [{ transform: `translate(${String(across)}px, ${String(down)}px)` }, { transform: 'none' }];
}

/** The element itself is gone; a lifeless copy stands in for it until it has faded. */
function fade(root: HTMLElement, { element, left, top, width, height }: Place): void {
  const copy = element.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return;
  // It must not be taken for what it stands in for, nor what is within it.
  for (const part of copy.querySelectorAll<HTMLElement>('[data-moves]')) delete part.dataset['moves'];
  delete copy.dataset['moves'];
  copy.inert = true;
  copy.ariaHidden = 'true';
  Object.assign(copy.style, {
    position: 'absolute',
    left: `${String(left)}px`,
    top: `${String(top)}px`,
    width: `${String(width)}px`,
    height: `${String(height)}px`,
    pointerEvents: 'none',
  });
  root.append(copy);
  const animation = copy.animate([{ opacity: 1 }, { opacity: 0, transform: 'scale(0.94)' }], {
    duration: MOVE_MS,
    easing: EASING,
    fill: 'forwards',
  });
  const remove = () => copy.remove();
  animation.addEventListener('finish', remove);
  animation.addEventListener('cancel', remove);
}
