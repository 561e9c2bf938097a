/**
 * Draws what is mounted into containers: on the left what lies outside, on the right the container with its paths, and an
 * arrow for each mount.
 *
 * Knows nothing about real volumes.
 */
import { Box, Database, Folder, Lock, MemoryStick, MoveHorizontal, MoveRight, type LucideIcon } from 'lucide-react';
import { CodeSentence } from '#app/_lesson/code-sentence.tsx';
import type { DrawnMount, MountsDiagram } from '#lessons/_schema/diagram-mounts.ts';
import { List } from './list.tsx';
import { PathText } from './path-text.tsx';
import type { DiagramWords } from './words.ts';

const icons: Record<DrawnMount['type'], LucideIcon> = { volume: Database, bind: Folder, tmpfs: MemoryStick };

interface Properties {
  readonly data: MountsDiagram;
  readonly words: DiagramWords;
}

export function MountsPicture({ data: { containers }, words }: Properties) {
  const keyOf = ({ type, source }: DrawnMount) => `${type} ${source ?? ''}`;
  const holdersOf = (mount: DrawnMount) =>
    containers.filter(({ mounts }) => mounts.some((other) => keyOf(other) === keyOf(mount))).length;
  return (
    <div className="space-y-4">
      {containers.map(({ name, note, mounts }) => (
        <div
          className="grid grid-cols-[minmax(0,1fr)_2.75rem_minmax(0,1fr)] gap-y-2 @md:grid-cols-[minmax(0,1fr)_6rem_minmax(0,1fr)]"
          key={name}
        >
          <div
            aria-hidden="true"
            className="col-start-3 rounded-lg border-2 border-accent bg-accent-soft"
            style={{ gridRow: `1 / span ${String(mounts.length + 1)}` }}
          />
          <div className="col-start-3 row-start-1 px-3 pt-2">
            <p className="flex items-center gap-1.5 text-[14px] leading-snug font-semibold">
              <Box aria-hidden="true" size={16} />
              <span className="sr-only">{words('container')} </span>
              <span className="min-w-0 break-words">{name}</span>
            </p>
            {note !== undefined && (
              <p className="text-[12.5px] leading-snug text-ink-soft">
                <CodeSentence text={note} />
              </p>
            )}
          </div>
          <List
            className="col-span-3 col-start-1 row-start-2 grid grid-cols-subgrid gap-y-2"
            style={{ gridRow: `2 / span ${String(mounts.length)}` }}
          >
            {mounts.map((mount) => (
              <Mount
                isShared={mount.type !== 'tmpfs' && holdersOf(mount) > 1}
                key={mount.target}
                mount={mount}
                words={words}
              />
            ))}
          </List>
        </div>
      ))}
    </div>
  );
}

interface MountProperties {
  readonly mount: DrawnMount;
  readonly isShared: boolean;
  readonly words: DiagramWords;
}

function Mount({ mount, isShared, words }: MountProperties) {
  const { type, source, target, access = 'rw', note } = mount;
  const Icon = icons[type];
  const Line = access === 'ro' ? MoveRight : MoveHorizontal;
  return (
    <li className="col-span-3 grid grid-cols-subgrid items-center">
      <div className="rounded-md border border-line-strong bg-sunken px-2.5 py-1.5">
        <p className="flex items-center gap-1.5 text-[12.5px] leading-snug text-ink-soft">
          <Icon aria-hidden="true" size={15} />
          {words(`mount-${type}`)}
        </p>
        {source !== undefined && (
          <p className="text-[13px] leading-snug">
            <PathText path={source} />
          </p>
        )}
        {note !== undefined && (
          <p className="text-[12.5px] leading-snug text-ink-soft">
            <CodeSentence text={note} />
          </p>
        )}
        {isShared && <p className="text-[12.5px] leading-snug font-medium text-accent">{words('shared')}</p>}
      </div>
      <div className="flex flex-col items-center px-1 text-center text-[12px] leading-tight text-ink-soft">
        <span className="inline-flex items-center gap-1">
          {access === 'ro' && <Lock aria-hidden="true" className="hidden @md:block" size={13} />}
          {words(`access-${access}`)}
        </span>
        <Line aria-hidden="true" className="w-full text-line-strong" size={30} strokeWidth={2} />
      </div>
      <div className="mr-2.5 mb-2 ml-2.5 rounded-md border border-line-strong bg-surface px-2 py-1.5 text-[13px] leading-snug">
        <PathText path={target} />
      </div>
    </li>
  );
}
