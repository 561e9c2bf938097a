'use client';
/**
 * An image as a stack of its layers, or as one line that opens into it.
 *
 * Layers carry a number (`data-layer`), the same wherever the same layer lies; whoever holds the images lights up those that
 * are pointed at (`data-lit`). Knows nothing about the other images.
 */
import { memo } from 'react';
import { ChevronDown, ChevronRight, Layers } from 'lucide-react';
import { imageName } from './changes.ts';
import { formatImageBytes, isDangling, shortInstruction, type DrawnImage } from './layers.ts';
import { usePicture } from './picture-context.tsx';

interface Properties {
  readonly drawn: DrawnImage;
  /** Whether it begins as one line. */
  readonly isCollapsible: boolean;
  readonly isOpen: boolean;
  readonly onToggle: (imageId: string) => void;
}

export const ImageStack = memo(
  function ImageStack({ drawn, isCollapsible, isOpen, onToggle }: Properties) {
    const { t, open } = usePicture();
    const { image, stack, users } = drawn;
    const name = imageName(image);
    const faint = isDangling(image);
    return (
      <li
        className={`min-w-0 rounded-xl border ${isOpen ? 'p-2.5' : 'px-2.5 py-1'} [contain-intrinsic-size:auto_38px] [content-visibility:auto] ${faint ? 'border-dashed border-line bg-canvas text-ink-soft' : 'border-line-strong bg-surface'}`}
        data-look={image.tags.join(' ')}
        data-moves={image.id}
      >
        <div className="flex items-center gap-2">
          {isCollapsible && (
            <button
              aria-expanded={isOpen}
              aria-label={t('open-image', { name })}
              className="flex size-7 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:size-11"
              onClick={() => onToggle(image.id)}
              type="button"
            >
              {isOpen ? <ChevronDown aria-hidden="true" size={16} /> : <ChevronRight aria-hidden="true" size={16} />}
            </button>
          )}
          <h3 className="min-w-0 grow text-[13px] font-semibold">
            <button
              className="block min-h-6 max-w-full truncate text-left hover:text-accent pointer-coarse:min-h-11"
              onClick={() => open({ kind: 'image', key: image.id })}
              type="button"
            >
              <bdi>{name}</bdi>
              {faint && <span className="font-normal"> · {t('dangling')}</span>}
              {image.tags.length > 1 && <span className="font-normal text-ink-soft"> +{image.tags.length - 1}</span>}
            </button>
          </h3>
          {isCollapsible && !isOpen && <Strip drawn={drawn} />}
          <span className="shrink-0 text-[12px] text-ink-soft tabular-nums">{formatImageBytes(image.bytes)}</span>
        </div>
        {isOpen && (
          <>
            <p className="mb-2 truncate text-[12px] text-ink-soft">
              {users.length === 0 ? (
                t('not-used')
              ) : (
                <>
                  {t('used-by')} <bdi className="font-medium text-ink">{users.map((user) => user.name).join(', ')}</bdi>
                </>
              )}
            </p>
            {stack.length === 0 ? (
              <p className="text-[12px] text-ink-soft">{t('no-layers')}</p>
            ) : (
              <Stack drawn={drawn} name={name} />
            )}
          </>
        )}
      </li>
    );
  },
  (before, now) =>
    before.isCollapsible === now.isCollapsible &&
    before.isOpen === now.isOpen &&
    before.onToggle === now.onToggle &&
    isSameDrawing(before.drawn, now.drawn, now.isOpen),
);

/** Whether two drawings look the same: one line does not tell by how many images a layer is shared, nor who uses the image. */
function isSameDrawing(one: DrawnImage, other: DrawnImage, isOpen: boolean): boolean {
  if (one.image !== other.image) return false;
  const seen = (images: number) => (isOpen ? images : Math.min(2, images));
  const isSameStack = one.stack.every(({ number, images }, index) => {
    const layer = other.stack[index];
    return layer?.number === number && seen(layer.images) === seen(images);
  });
  const isSameUse =
    one.users.length === other.users.length && one.users.every(({ name }, index) => name === other.users[index]?.name);
  return isSameStack && (isSameUse || !isOpen);
}

/** One stop for the keyboard; arrows go from layer to layer, which whoever holds the images sees to. */
function Stack({ drawn: { stack }, name }: { readonly drawn: DrawnImage; readonly name: string }) {
  const { t } = usePicture();
  return (
    <ul aria-label={name} className="space-y-px overflow-hidden rounded-lg">
      {stack.map(({ layer, number, images, height }, index) => {
        const size = formatImageBytes(layer.bytes);
        const shared = images > 1;
        const place = t('layer', { number: stack.length - index, count: stack.length, size });
        return (
          <li key={index}>
            <button
              aria-label={`${place}${shared ? `, ${t('shared-by', { count: images })}` : ''}: ${layer.instruction}`}
              className={`flex w-full items-center gap-1.5 border-l-4 px-2 text-left text-[12px] -outline-offset-2 data-lit:border-accent-strong data-lit:bg-accent data-lit:text-on-accent ${shared ? 'border-accent bg-accent-soft' : 'border-line-strong bg-sunken'}`}
              data-layer={number}
              style={{ height }}
              tabIndex={index === 0 ? 0 : -1}
              type="button"
            >
              {shared && <Layers aria-hidden="true" className="shrink-0" size={14} />}
              <code className="min-w-0 grow truncate font-mono" dir="auto">
                {shortInstruction(layer.instruction)}
              </code>
              <span className="shrink-0 tabular-nums">{size}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The stack lying on its side, the oldest first, for an image that is one line. */
function Strip({ drawn: { stack } }: { readonly drawn: DrawnImage }) {
  return (
    <span aria-hidden="true" className="flex h-3 w-24 shrink-0 gap-px overflow-hidden rounded-sm @xl:w-48">
      {[...stack].reverse().map(({ number, images, height }, index) => (
        <span
          className={`data-lit:bg-accent ${images > 1 ? 'bg-accent-soft outline outline-accent -outline-offset-1' : 'bg-line-strong'}`}
          data-layer={number}
          key={index}
          style={{ flexGrow: height - 20 }}
        />
      ))}
    </span>
  );
}
