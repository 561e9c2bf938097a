'use client';
/**
 * All images as stacks of layers. A layer that is pointed at, by mouse or keyboard, lights up in every image that has it, and
 * its instruction is told below.
 *
 * Knows nothing about how a stack looks.
 */
import { memo, useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { imageName } from './changes.ts';
import { ImageStack } from './image-stack.tsx';
import { drawImages, formatImageBytes, MANY_IMAGES, type DrawnImage } from './layers.ts';
import { useMotion } from './motion.ts';
import { usePicture } from './picture-context.tsx';
import type { Picture } from './picture-store.ts';
import { EmptySection, MoreNote } from './section-notes.tsx';

type Shown = Pick<Picture, 'images' | 'containers'>;

export const ImagesView = memo(function ImagesView({ images, containers }: Shown) {
  const { t } = usePicture();
  const [numbers] = useState(() => new Map<string, number>());
  const drawings = useMemo(() => drawImages(images, containers, numbers), [images, containers, numbers]);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [lit, setLit] = useState<number | null>(null);
  const root = useRef<HTMLDivElement>(null);
  useMotion(root, images);

  // Not by drawing anew: hundreds of images would follow every movement of the mouse.
  useEffect(() => {
    if (lit === null || root.current === null) return;
    const layers = [...root.current.querySelectorAll<HTMLElement>(`[data-layer="${String(lit)}"]`)];
    for (const layer of layers) layer.dataset['lit'] = '';
    return () => {
      for (const layer of layers) delete layer.dataset['lit'];
    };
  }, [lit, drawings, opened]);

  const toggle = useCallback((imageId: string) => {
    setOpened((before) => {
      const now = new Set(before);
      if (!now.delete(imageId)) now.add(imageId);
      return now;
    });
  }, []);
  const point = ({ target }: { readonly target: EventTarget }) => setLit(layerNumber(target));
  const isMany = drawings.length > MANY_IMAGES;

  return (
    <div
      className="relative p-3 @xl:p-4"
      onBlur={() => setLit(null)}
      onFocus={point}
      onKeyDown={moveBetweenLayers}
      onPointerLeave={() => setLit(null)}
      onPointerOver={point}
      ref={root}
    >
      {drawings.length === 0 ? (
        <EmptySection command="docker image pull alpine" text={t('empty-images')} />
      ) : (
        <>
          <ul
            className={
              isMany ? 'space-y-1.5' : 'grid grid-cols-[repeat(auto-fill,minmax(min(100%,16rem),1fr))] items-end gap-3'
            }
          >
            {drawings.map((drawn) => (
              <ImageStack
                drawn={drawn}
                isCollapsible={isMany}
                isOpen={!isMany || opened.has(drawn.image.id)}
                key={drawn.image.id}
                onToggle={toggle}
              />
            ))}
          </ul>
          <MoreNote command="docker image ls --all" count={images.length} />
          <LayerNote drawings={drawings} lit={lit} />
        </>
      )}
    </div>
  );
});

function layerNumber(target: EventTarget): number | null {
  const number = target instanceof Element ? target.closest<HTMLElement>('button[data-layer]')?.dataset['layer'] : null;
  return number === null || number === undefined ? null : Number(number);
}

/** Up and down within a stack. */
function moveBetweenLayers(event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLElement) || layerNumber(event.target) === null) return;
  const layers = [...(event.target.closest('ul')?.querySelectorAll<HTMLElement>('button[data-layer]') ?? [])];
  event.preventDefault();
  layers[layers.indexOf(event.target) + step]?.focus();
}

/** What is known of the layer that is lit. It has its room at all times, so that nothing jumps. */
function LayerNote({ drawings, lit }: { readonly drawings: readonly DrawnImage[]; readonly lit: number | null }) {
  const { t } = usePicture();
  const owners = lit === null ? [] : drawings.filter(({ stack }) => stack.some(({ number }) => number === lit));
  const layer = owners[0]?.stack.find(({ number }) => number === lit)?.layer;
  return (
    <div className="sticky bottom-0 mt-3 h-[4.75rem] overflow-hidden rounded-lg border border-line bg-surface px-3 py-2 text-[12px] text-ink-soft">
      {layer === undefined ? (
        <p>{t('layer-hint')}</p>
      ) : (
        <>
          <p className="line-clamp-2 font-mono break-all text-ink">
            <code dir="auto">{layer.instruction}</code>
          </p>
          <p className="truncate">
            {formatImageBytes(layer.bytes)}
            {owners.length > 1 && (
              <>
                {' · '}
                {t('shared-by', { count: owners.length })}
                {': '}
                <bdi>{owners.map(({ image }) => imageName(image)).join(', ')}</bdi>
              </>
            )}
          </p>
        </>
      )}
    </div>
  );
}
