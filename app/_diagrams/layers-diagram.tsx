/**
 * Draws images as stacks of layers in one grid: a column for each image, the lowest layer in the lowest row, one box across
 * several columns where a layer is shared.
 *
 * Knows nothing about frames: it draws one moment.
 */
import { Archive, CircleDashed, FilePen, Hammer, Layers as LayersIcon, type LucideIcon } from 'lucide-react';
import { CodeSentence } from '#app/_lesson/code-sentence.tsx';
import type { LayersDiagram, LayerState } from '#lessons/_schema/diagram-layers.ts';
import { List } from './list.tsx';
import type { DiagramWords } from './words.ts';

const MILLISECONDS_BETWEEN_LAYERS = 140;

const looks: Record<LayerState | 'plain', string> = {
  plain: 'border-line-strong bg-sunken',
  cached: 'border-line-strong bg-sunken',
  built: 'border-accent bg-accent-soft',
  changed: 'border-caution bg-caution-soft',
  absent: 'border-dashed border-line-strong bg-surface text-ink-soft',
};

const badges: Record<LayerState, { readonly icon: LucideIcon; readonly colour: string }> = {
  cached: { icon: Archive, colour: 'text-ink-soft' },
  built: { icon: Hammer, colour: 'text-accent-strong' },
  changed: { icon: FilePen, colour: 'text-caution' },
  absent: { icon: CircleDashed, colour: 'text-ink-soft' },
};

export interface LayersPictureProperties {
  readonly images: LayersDiagram['images'];
  /** States by layer id, in place of those of the layers. */
  readonly states: Readonly<Record<string, LayerState>>;
  /** Whether any layer has a state at any moment; then every layer keeps room for it. */
  readonly hasStates: boolean;
  readonly words: DiagramWords;
}

export function LayersPicture({ images, states, hasStates, words }: LayersPictureProperties) {
  const rows = Math.max(...images.map(({ layers }) => layers.length));
  return (
    <List className="grid gap-1" style={{ gridTemplateColumns: `repeat(${String(images.length)}, minmax(0, 1fr))` }}>
      {images.map(({ name, note, layers }, column) => (
        <li
          className="self-end px-1 pb-1 text-center leading-snug"
          key={name}
          style={{ gridColumn: column + 1, gridRow: rows - layers.length + 1 }}
        >
          <span className="sr-only">{words('image')} </span>
          <strong className="text-[14px] break-words">{name}</strong>
          {note !== undefined && (
            <span className="block text-[12.5px] text-ink-soft">
              <CodeSentence text={note} />
            </span>
          )}
        </li>
      ))}
      {images.flatMap(({ layers }, column) =>
        layers.map((layer, height) => {
          if (images[column - 1]?.layers[height]?.id === layer.id) return null;
          const holders = images.slice(column).filter((image) => image.layers[height]?.id === layer.id);
          return (
            <Layer
              height={height}
              holders={images.length === 1 ? [] : holders.map(({ name }) => name)}
              key={`${String(column)}-${layer.id}`}
              layer={layer}
              place={{ column: column + 1, span: holders.length, row: rows - height + 1 }}
              state={states[layer.id] ?? layer.state}
              hasStates={hasStates}
              words={words}
            />
          );
        }),
      )}
    </List>
  );
}

interface LayerProperties {
  readonly layer: LayersDiagram['images'][number]['layers'][number];
  readonly state: LayerState | undefined;
  readonly place: { readonly column: number; readonly span: number; readonly row: number };
  /** Counted from the lowest, which is 0. */
  readonly height: number;
  /** Names of the images that have it; none when there is only one image. */
  readonly holders: readonly string[];
  readonly hasStates: boolean;
  readonly words: DiagramWords;
}

function Layer({ layer, state, place, height, holders, hasStates, words }: LayerProperties) {
  const { instruction, size, note } = layer;
  return (
    <li
      // A change is seen to go up through the stack.
      className={`min-w-0 rounded-md border-2 px-2.5 py-1.5 transition-colors duration-500 motion-safe:delay-(--after) ${looks[state ?? 'plain']}`}
      style={{
        gridColumn: `${String(place.column)} / span ${String(place.span)}`,
        gridRow: place.row,
        ...{ '--after': `${String(height * MILLISECONDS_BETWEEN_LAYERS)}ms` },
      }}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <code className="min-w-0 font-mono text-[13px] leading-snug break-words">{instruction}</code>
        {size !== undefined && <span className="text-[12.5px] text-ink-soft tabular-nums">{size}</span>}
      </div>
      {note !== undefined && (
        <p className="text-[12.5px] leading-snug text-ink-soft">
          <CodeSentence text={note} />
        </p>
      )}
      {(hasStates || holders.length > 1) && (
        <p className="flex min-h-[18px] flex-wrap items-center gap-x-3 text-[12.5px] leading-[18px] font-medium">
          {state !== undefined && <Badge state={state} words={words} />}
          {holders.length > 1 && (
            <span className="inline-flex items-center gap-1.5 text-accent">
              <LayersIcon aria-hidden="true" size={14} />
              {words('shared')}
              <span className="sr-only">: {holders.join(', ')}</span>
            </span>
          )}
        </p>
      )}
      {holders.length === 1 && <span className="sr-only">{holders[0]}</span>}
    </li>
  );
}

function Badge({ state, words }: { readonly state: LayerState; readonly words: DiagramWords }) {
  const { icon: Icon, colour } = badges[state];
  return (
    <span className={`inline-flex items-center gap-1.5 ${colour}`}>
      <Icon aria-hidden="true" size={14} />
      {words(`layer-${state}`)}
    </span>
  );
}
