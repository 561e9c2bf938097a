/**
 * Draws boxes in order with arrows between neighbours: side by side where there is room, one below the other elsewhere. Arrows
 * that skip boxes or lead back stand below as rows.
 *
 * Knows nothing about frames: it draws one moment.
 */
import { Check, CircleDashed, CircleDot, X, type LucideIcon } from 'lucide-react';
import { CodeSentence } from '#app/_lesson/code-sentence.tsx';
import type { FlowDiagram, FlowItem, FlowState } from '#lessons/_schema/diagram-flow.ts';
import { ArrowRow, LineDown, LineRight } from './arrow.tsx';
import { List } from './list.tsx';
import type { DiagramWords } from './words.ts';

const states: Record<FlowState, { readonly look: string; readonly icon: LucideIcon; readonly colour: string }> = {
  active: { look: 'border-accent bg-accent-soft', icon: CircleDot, colour: 'text-accent-strong' },
  done: { look: 'border-positive bg-positive-soft', icon: Check, colour: 'text-positive' },
  off: { look: 'border-dashed border-line-strong text-ink-soft', icon: CircleDashed, colour: 'text-ink-soft' },
  failed: { look: 'border-danger', icon: X, colour: 'text-danger' },
};

/** Boxes that fit side by side in a lesson's column with their arrows and labels; more of them need a wider one. */
const FEW = 3;

/** The looks of what is turned from a column into a row, for few boxes and for many. */
const turning = {
  few: {
    row: '@lg:flex-row',
    down: '@lg:hidden',
    right: '@lg:flex',
    merged: '@lg:contents',
    group: '@lg:basis-[calc(var(--arrows)*5rem+1rem)]',
    box: '@lg:min-w-18 @lg:basis-0',
  },
  many: {
    row: '@4xl:flex-row',
    down: '@4xl:hidden',
    right: '@4xl:flex',
    merged: '@4xl:contents',
    group: '@4xl:basis-[calc(var(--arrows)*5rem+1rem)]',
    box: '@4xl:min-w-18 @4xl:basis-0',
  },
};
type Turning = (typeof turning)[keyof typeof turning];

type FlowArrow = NonNullable<FlowDiagram['arrows']>[number];

/** Neighbours of one group, or a box alone. */
interface Segment {
  readonly group: string | undefined;
  readonly items: FlowItem[];
}

export interface FlowPictureProperties {
  readonly items: FlowDiagram['items'];
  readonly arrows: FlowDiagram['arrows'];
  /** States by item id, in place of those of the items. */
  readonly states: Readonly<Record<string, FlowState>>;
  readonly words: DiagramWords;
}

export function FlowPicture({ items, arrows, states: frameStates, words }: FlowPictureProperties) {
  const turn = items.length <= FEW ? turning.few : turning.many;
  const drawn: readonly FlowArrow[] =
    arrows ?? items.slice(1).map(({ id }, index) => ({ from: items[index]?.id ?? id, to: id }));
  const nextOf = (id: string) => items[items.findIndex((item) => item.id === id) + 1];
  const isBetweenNeighbours = ({ from, to }: FlowArrow) => nextOf(from)?.id === to;
  const nameOf = (id: string) => items.find((item) => item.id === id)?.name ?? id;
  const onward = (item: FlowItem | undefined) => {
    const next = item === undefined ? undefined : nextOf(item.id);
    if (item === undefined || next === undefined) return null;
    const arrow = drawn.find(({ from, to }) => from === item.id && to === next.id);
    return <Onward arrow={arrow} turn={turn} words={words} />;
  };
  const box = (item: FlowItem) => (
    <Box item={item} key={item.id} state={frameStates[item.id] ?? item.state} turn={turn} words={words} />
  );
  const others = drawn.filter((arrow) => !isBetweenNeighbours(arrow));
  return (
    <div className="space-y-4">
      <List className={`flex flex-col ${turn.row}`}>
        {segmentsOf(items).map(({ group, items: members }) => (
          <li className={`flex min-w-0 flex-col ${turn.merged}`} key={members[0]?.id}>
            {group === undefined ? (
              members.map(box)
            ) : (
              <div
                className={`flex min-w-0 flex-col rounded-lg border border-line-strong p-2 ${turn.group}`}
                style={{ flexGrow: members.length, ...{ '--arrows': members.length - 1 } }}
              >
                <p className="mb-1.5 text-[12.5px] font-semibold text-ink-soft">{group}</p>
                <List className={`flex grow flex-col ${turn.row}`}>
                  {members.map((item, index) => (
                    <li className={`flex min-w-0 flex-col ${turn.merged}`} key={item.id}>
                      {box(item)}
                      {index < members.length - 1 && onward(item)}
                    </li>
                  ))}
                </List>
              </div>
            )}
            {onward(members.at(-1))}
          </li>
        ))}
      </List>
      {others.length > 0 && (
        <List>
          {others.map(({ from, to, label }, index) => (
            <li key={index}>
              <ArrowRow from={nameOf(from)} isBlocked={false} label={label} to={nameOf(to)} words={words} />
            </li>
          ))}
        </List>
      )}
    </div>
  );
}

/** Items without a group stand alone even beside one another. */
function segmentsOf(items: readonly FlowItem[]): Segment[] {
  const segments: Segment[] = [];
  for (const item of items) {
    const last = segments.at(-1);
    if (last !== undefined && item.group !== undefined && last.group === item.group) last.items.push(item);
    else segments.push({ group: item.group, items: [item] });
  }
  return segments;
}

interface BoxProperties {
  readonly item: FlowItem;
  readonly state: FlowState | undefined;
  readonly turn: Turning;
  readonly words: DiagramWords;
}

function Box({ item: { name, note }, state, turn, words }: BoxProperties) {
  const look = state === undefined ? undefined : states[state];
  const Icon = look?.icon;
  return (
    <div
      className={`flex min-w-0 grow flex-col justify-center wrap-anywhere rounded-md border-2 px-2.5 py-2 text-center transition-colors duration-500 ${turn.box} ${look?.look ?? 'border-line-strong bg-sunken'}`}
    >
      <p className="text-[14px] leading-snug font-semibold break-words">
        {Icon !== undefined && <Icon aria-hidden="true" className={`mr-1 inline ${look?.colour ?? ''}`} size={15} />}
        <CodeSentence text={name} />
        {state !== undefined && <span className="sr-only"> ({words(`flow-${state}`)})</span>}
      </p>
      {note !== undefined && (
        <p className="mt-0.5 text-[12.5px] leading-snug text-ink-soft">
          <CodeSentence text={note} />
        </p>
      )}
    </div>
  );
}

interface OnwardProperties {
  /** None leaves a gap. */
  readonly arrow: FlowArrow | undefined;
  readonly turn: Turning;
  readonly words: DiagramWords;
}

/** The way from one box to the next: down with its label beside it, or to the right with its label above. */
function Onward({ arrow, turn, words }: OnwardProperties) {
  if (arrow === undefined) return <div className="size-3 shrink-0" />;
  const label = arrow.label === undefined ? null : <CodeSentence text={arrow.label} />;
  return (
    <div
      className={`flex min-h-9 shrink-0 items-stretch justify-center gap-2 py-0.5 text-[12.5px] leading-snug text-ink-soft ${turn.row}`}
    >
      <span className="sr-only">{words('arrow')}</span>
      <span className={turn.down}>
        <LineDown />
      </span>
      {label !== null && <span className={`self-center ${turn.down}`}>{label}</span>}
      <span className={`hidden max-w-28 min-w-14 flex-col items-center justify-center px-1 ${turn.right}`}>
        {label !== null && <span className="max-w-full text-center break-words">{label}</span>}
        <LineRight />
      </span>
    </div>
  );
}
