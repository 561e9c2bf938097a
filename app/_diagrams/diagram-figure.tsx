/**
 * A diagram of a lesson's text, drawn on the server from its data.
 *
 * Its boxes are text in reading order rather than one image with a description: they can be selected, searched, enlarged and
 * read aloud one by one. What only the eye gathers, how the boxes stand to one another, is said before them in the author's
 * words. Knows nothing about Markdown.
 */
import type { ReactNode } from 'react';
import type { Language } from '#protocol/localized.ts';
import { CodeSentence } from '#app/_lesson/code-sentence.tsx';
import { CodeText } from '#app/_lesson/code-text.tsx';
import { fill } from '#app/_messages/fill.ts';
import { messages } from '#app/_messages/messages.ts';
import { readDiagram } from '#lessons/_loader/diagram.ts';
import type { Diagram, DiagramKind } from '#lessons/_schema/diagram.ts';
import { ComparePicture } from './compare-diagram.tsx';
import { FlowPicture } from './flow-diagram.tsx';
import { FramePlayer, type Frame } from './frame-player.tsx';
import { LayersPicture } from './layers-diagram.tsx';
import { MountsPicture } from './mounts-diagram.tsx';
import { NetworksPicture } from './networks-diagram.tsx';
import type { DiagramWords } from './words.ts';
import { WritableLayerPicture } from './writable-layer-diagram.tsx';

export interface DiagramFigureProperties {
  readonly kind: DiagramKind;
  /** The YAML of its block. */
  readonly text: string;
  readonly language: Language;
}

export function DiagramFigure({ kind, text, language }: DiagramFigureProperties) {
  const read = readDiagram(kind, text);
  // The loader has refused wrong data; only a variable's value could have made it wrong since.
  if ('problems' in read) return <CodeText code={text} isFramed />;
  const { diagram } = read;
  const words: DiagramWords = (key, values) => fill(messages[language].diagrams[key], values);
  const { caption, alt } = diagram.data;
  return (
    <figure className="@container my-7 rounded-xl border border-line bg-surface p-3 sm:p-4" data-diagram={kind}>
      <p className="sr-only">
        <CodeSentence text={alt} />
      </p>
      {drawing(diagram, words)}
      <figcaption className="mt-3 text-[14px] leading-relaxed text-ink-soft">
        <CodeSentence text={caption} />
      </figcaption>
    </figure>
  );
}

function drawing(diagram: Diagram, words: DiagramWords): ReactNode {
  switch (diagram.kind) {
    case 'layers': {
      const { images, frames } = diagram.data;
      const hasStates =
        frames !== undefined || images.some(({ layers }) => layers.some(({ state }) => state !== undefined));
      const at = (states: Parameters<typeof LayersPicture>[0]['states']) => (
        <LayersPicture hasStates={hasStates} images={images} states={states} words={words} />
      );
      return frames === undefined ? at({}) : played(frames, ({ states }) => at(states), words);
    }
    case 'writable-layer': {
      const { image, containers, frames } = diagram.data;
      const at = (changes: NonNullable<typeof frames>[number]['containers']) => {
        const drawn = containers.map(({ name, note, ...plain }) => {
          const { state, files = [], does = [] } = { state: undefined, ...(changes[name] ?? plain) };
          return { name, note, isRemoved: state === 'removed', files, does };
        });
        return <WritableLayerPicture containers={drawn} image={image} words={words} />;
      };
      return frames === undefined ? at({}) : played(frames, (frame) => at(frame.containers), words);
    }
    case 'networks':
      return <NetworksPicture data={diagram.data} words={words} />;
    case 'mounts':
      return <MountsPicture data={diagram.data} words={words} />;
    case 'flow': {
      const { items, arrows, frames } = diagram.data;
      const at = (states: Parameters<typeof FlowPicture>[0]['states']) => (
        <FlowPicture arrows={arrows} items={items} states={states} words={words} />
      );
      return frames === undefined ? at({}) : played(frames, ({ states }) => at(states), words);
    }
    case 'compare':
      return <ComparePicture data={diagram.data} />;
  }
}

function played<One extends { readonly caption: string }>(
  frames: readonly One[],
  draw: (frame: One) => ReactNode,
  words: DiagramWords,
): ReactNode {
  const shown = frames.map((frame): Frame => ({
    picture: draw(frame),
    caption: <CodeSentence text={frame.caption} />,
  }));
  const count = String(frames.length);
  return (
    <FramePlayer
      frames={shown}
      places={frames.map((_, index) => words('frame-place', { number: String(index + 1), count }))}
      words={{
        buttons: words('frames'),
        previous: words('frame-previous'),
        next: words('frame-next'),
        play: words('frames-play'),
        again: words('frames-again'),
        pause: words('frames-pause'),
      }}
    />
  );
}
