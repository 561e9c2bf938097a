/**
 * Draws two or three stacks of boxes side by side, standing on one ground.
 *
 * Knows nothing about what is compared.
 */
import { CodeSentence } from '#app/_lesson/code-sentence.tsx';
import type { CompareBox, CompareDiagram } from '#lessons/_schema/diagram-compare.ts';
import { List } from './list.tsx';

const tones: Record<NonNullable<CompareBox['tone']>, string> = {
  plain: 'border-line-strong bg-surface',
  accent: 'border-accent bg-accent-soft',
  quiet: 'border-line bg-sunken text-ink-soft',
};

export function ComparePicture({ data: { columns } }: { readonly data: CompareDiagram }) {
  const most = Math.max(...columns.flatMap(({ boxes }) => boxes.map(({ beside }) => beside?.length ?? 1)));
  const wide =
    columns.length === 2
      ? most <= 2
        ? '@3xs:grid-cols-2'
        : '@lg:grid-cols-2'
      : most <= 3
        ? '@lg:grid-cols-3'
        : '@4xl:grid-cols-3';
  return (
    <div className={`grid gap-x-3 gap-y-5 ${wide}`}>
      {columns.map(({ name, note, boxes }) => (
        <div className="flex min-w-0 flex-col" key={name}>
          <p className="text-center text-[14px] leading-snug font-semibold">{name}</p>
          {note !== undefined && (
            <p className="text-center text-[12.5px] leading-snug text-ink-soft">
              <CodeSentence text={note} />
            </p>
          )}
          <List className="mt-auto flex flex-col-reverse gap-1 pt-2" label={name}>
            {boxes.map((box, index) => (
              <li className="flex min-w-0 gap-1" key={index}>
                {(box.beside ?? [box.name ?? '']).map((words, place) => (
                  <div
                    className={`min-w-0 grow basis-0 rounded-md border-2 px-1.5 py-1.5 text-center text-[13px] leading-snug break-words ${tones[box.tone ?? 'plain']}`}
                    key={place}
                  >
                    <CodeSentence text={words} />
                    {box.note !== undefined && (
                      <span className="block text-[12.5px] text-ink-soft">
                        <CodeSentence text={box.note} />
                      </span>
                    )}
                  </div>
                ))}
              </li>
            ))}
          </List>
        </div>
      ))}
    </div>
  );
}
