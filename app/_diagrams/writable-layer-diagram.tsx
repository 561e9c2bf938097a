/**
 * Draws containers, each with its writable layer, on top of the one image they share. Arrows show where a file is read from
 * and where it is written to.
 *
 * Knows nothing about frames: it draws one moment.
 */
import { ArrowDown, ArrowUp, Box, Copy, FileX2, Lock, PenLine, type LucideIcon } from 'lucide-react';
import { CodeSentence } from '#app/_lesson/code-sentence.tsx';
import type { FileAction, WritableLayerDiagram } from '#lessons/_schema/diagram-writable-layer.ts';
import { List } from './list.tsx';
import { PathText } from './path-text.tsx';
import type { DiagramWords } from './words.ts';

/** One container as it stands at a moment. */
export interface DrawnContainer {
  readonly name: string;
  readonly note: string | undefined;
  readonly isRemoved: boolean;
  readonly files: readonly string[];
  readonly does: readonly FileAction[];
}

/** Between the container and its writable layer, or between that and the image. */
const above: ReadonlySet<FileAction['action']> = new Set(['write', 'delete']);

const arrows: Record<FileAction['action'], { readonly icon: LucideIcon; readonly colour: string }> = {
  read: { icon: ArrowUp, colour: 'text-ink-soft' },
  copy: { icon: Copy, colour: 'text-caution' },
  write: { icon: PenLine, colour: 'text-accent' },
  delete: { icon: FileX2, colour: 'text-danger' },
};

export interface WritableLayerPictureProperties {
  readonly image: WritableLayerDiagram['image'];
  readonly containers: readonly DrawnContainer[];
  readonly words: DiagramWords;
}

export function WritableLayerPicture({ image, containers, words }: WritableLayerPictureProperties) {
  return (
    <div className="space-y-1">
      <List
        className="grid grid-rows-[auto_minmax(1.5rem,auto)_auto_minmax(1.5rem,auto)] gap-x-2"
        style={{ gridTemplateColumns: `repeat(${String(containers.length)}, minmax(0, 1fr))` }}
      >
        {containers.map((container) => (
          <Container container={container} key={container.name} words={words} />
        ))}
      </List>
      <div className="rounded-md border-2 border-line-strong p-2">
        <p className="flex flex-wrap items-center gap-x-2 text-[13px]">
          <span>
            <span className="text-ink-soft">{words('image')} </span>
            <strong className="break-words">{image.name}</strong>
          </span>
          <span className="inline-flex items-center gap-1 text-[12.5px] text-ink-soft">
            <Lock aria-hidden="true" size={14} />
            {words('read-only-layers')}
          </span>
        </p>
        <List className="mt-1.5 flex flex-col-reverse gap-1">
          {image.layers.map((layer, index) => (
            <li
              className="rounded border border-line bg-sunken px-2.5 py-1 font-mono text-[13px] break-words"
              key={index}
            >
              {layer}
            </li>
          ))}
        </List>
      </div>
    </div>
  );
}

function Container({ container, words }: { readonly container: DrawnContainer; readonly words: DiagramWords }) {
  const { name, note, isRemoved, files, does } = container;
  return (
    <li className="row-span-4 grid min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-subgrid wrap-anywhere">
      <div
        className={`rounded-md border-2 px-2.5 py-1.5 text-center transition-colors duration-500 ${isRemoved ? 'border-dashed border-line-strong text-ink-soft' : 'border-accent bg-accent-soft'}`}
      >
        <p className="flex flex-wrap items-center justify-center gap-x-1.5 text-[14px] leading-snug font-semibold">
          <Box aria-hidden="true" size={16} />
          <span className="sr-only">{words('container')} </span>
          <span className={`min-w-0 break-words ${isRemoved ? 'line-through' : ''}`}>{name}</span>
        </p>
        {isRemoved ? (
          <p className="text-[12.5px] leading-snug">{words('removed')}</p>
        ) : (
          note !== undefined && (
            <p className="text-[12.5px] leading-snug text-ink-soft">
              <CodeSentence text={note} />
            </p>
          )
        )}
      </div>
      <Actions does={isRemoved ? [] : does.filter(({ action }) => above.has(action))} words={words} />
      <div
        className={`rounded-md border-2 border-dashed px-2.5 py-1.5 transition-colors duration-500 ${isRemoved ? 'border-line text-ink-soft' : 'border-accent bg-surface'}`}
      >
        <p className="text-[12.5px] leading-snug text-ink-soft">
          {words(isRemoved ? 'writable-layer-gone' : 'writable-layer')}
        </p>
        <List>
          {(isRemoved ? [] : files).map((file) => (
            <li className="appears text-[13px] leading-snug" key={file}>
              <PathText path={file} />
            </li>
          ))}
        </List>
        {!isRemoved && files.length === 0 && (
          <p className="text-[12.5px] leading-snug text-ink-soft">{words('empty')}</p>
        )}
      </div>
      <Actions does={isRemoved ? [] : does.filter(({ action }) => !above.has(action))} words={words} />
    </li>
  );
}

function Actions({ does, words }: { readonly does: readonly FileAction[]; readonly words: DiagramWords }) {
  return (
    <List className="space-y-1 py-1.5">
      {does.map(({ action, path, note }, index) => {
        const { icon: Icon, colour } = arrows[action];
        const Direction = above.has(action) ? ArrowDown : ArrowUp;
        return (
          <li
            className="appears flex items-center gap-1.5 text-[12.5px] leading-snug"
            key={`${action}-${String(index)}`}
          >
            <Direction aria-hidden="true" className={colour} size={22} strokeWidth={2.5} />
            <span className="min-w-0">
              <span className={`inline-flex items-center gap-1 font-medium ${colour}`}>
                {action !== 'read' && <Icon aria-hidden="true" size={14} />}
                {words(`action-${action}`)}
              </span>{' '}
              <PathText path={path} />
              {note !== undefined && (
                <span className="block text-ink-soft">
                  <CodeSentence text={note} />
                </span>
              )}
            </span>
          </li>
        );
      })}
    </List>
  );
}
