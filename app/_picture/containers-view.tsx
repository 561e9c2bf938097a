'use client';
/**
 * Networks as lanes with the containers plugged into them, compose projects as groups of lanes.
 *
 * Knows nothing about how a container looks.
 */
import { memo, useMemo, useRef } from 'react';
import { Boxes, Link2, Network } from 'lucide-react';
import { ContainerCell } from './container-cell.tsx';
import { EmptySection, MoreNote } from './section-notes.tsx';
import { laneGroups, type Lane } from './lanes.ts';
import { useMotion } from './motion.ts';
import { usePicture } from './picture-context.tsx';
import type { Picture } from './picture-store.ts';

/** Lanes lie side by side where there is room; one with several containers takes it all. */
const lanesAside = 'grid grid-cols-[repeat(auto-fill,minmax(min(100%,17.5rem),1fr))] items-start gap-3';

/** The line of a network that a person made and of one that every engine has. */
const ownWire = 'linear-gradient(var(--accent), var(--accent)) no-repeat 0 0 / 100% 2px';
const builtInWire = 'linear-gradient(var(--line-strong), var(--line-strong)) no-repeat 0 0 / 100% 2px';

type Shown = Pick<Picture, 'containers' | 'networks'>;

export const ContainersView = memo(function ContainersView({ containers, networks }: Shown) {
  const { t } = usePicture();
  const groups = useMemo(() => laneGroups({ containers, networks }), [containers, networks]);
  const root = useRef<HTMLDivElement>(null);
  useMotion(root, groups);
  return (
    <div className={`relative p-3 @xl:p-4 ${lanesAside}`} ref={root}>
      {containers.length === 0 && (
        <div className="col-span-full">
          <EmptySection command="docker container run -d --name web -p 8080:80 nginx" text={t('empty-containers')} />
        </div>
      )}
      {groups.map(({ project, lanes }) =>
        project === null ? (
          lanes.map((lane) => <LaneBox key={`lane ${lane.name ?? ''}`} lane={lane} />)
        ) : (
          <section
            className="col-span-full min-w-0 rounded-2xl border border-dashed border-line-strong p-2 @xl:p-3"
            data-moves={`project ${project}`}
            key={`project ${project}`}
          >
            <h3 className="flex min-h-6 items-center gap-1.5 px-1 pb-2 text-[13px] font-semibold">
              <Boxes aria-hidden="true" className="shrink-0 text-ink-soft" size={16} />
              <bdi className="truncate">{t('project', { name: project })}</bdi>
            </h3>
            <div className={lanesAside}>
              {lanes.map((lane) => (
                <LaneBox key={`lane ${lane.name ?? ''}`} lane={lane} />
              ))}
            </div>
          </section>
        ),
      )}
      <MoreNote command="docker container ls --all" count={containers.length} />
    </div>
  );
});

function LaneBox({ lane: { name, network, residents, guests } }: { readonly lane: Lane }) {
  const { t, open } = usePicture();
  const isOwn = network?.builtIn === false;
  const remarks = [
    network?.driver ?? '',
    network?.subnet ?? '',
    network?.builtIn === true ? t('built-in') : '',
    network?.internal === true ? t('internal') : '',
    network?.builtIn === true && network.name === 'bridge' ? t('no-dns') : '',
  ].filter((remark) => remark !== '');
  return (
    <section
      className={`min-w-0 rounded-xl border border-line bg-canvas ${residents.length > 1 ? 'col-span-full' : ''}`}
      data-moves={`network ${name ?? ''}`}
    >
      <header className="flex flex-wrap items-center gap-x-2 px-3 py-1.5 text-[12px] text-ink-soft">
        <Network aria-hidden="true" className={isOwn ? 'text-accent' : 'text-ink-soft'} size={16} />
        <h3 className="min-w-0 text-[13px] font-semibold text-ink">
          {name === null ? (
            t('no-network')
          ) : (
            <button
              className="flex min-h-6 max-w-full items-center rounded text-left hover:text-accent pointer-coarse:min-h-11"
              onClick={() => open({ kind: 'network', key: name })}
              type="button"
            >
              <bdi className="truncate">{t('network', { name })}</bdi>
            </button>
          )}
        </h3>
        <p className="min-w-0">
          {name === null ? t('no-network-why') : <bdi className="tabular-nums">{remarks.join(' · ')}</bdi>}
        </p>
      </header>
      {residents.length + guests.length === 0 && <p className="px-3 pb-2 text-[13px] text-ink-soft">{t('nobody')}</p>}
      {residents.length > 0 && (
        <ul
          className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15.5rem),1fr))] items-start px-2"
          style={name === null ? {} : { background: isOwn ? ownWire : builtInWire }}
        >
          {residents.map((placed) => (
            <ContainerCell isOwnNetwork={isOwn} key={placed.container.id} placed={placed} />
          ))}
        </ul>
      )}
      {guests.length > 0 && (
        <ul className="flex flex-wrap gap-1.5 px-3 pb-3">
          {guests.map(({ container, attachment }) => (
            <li data-moves={`guest ${container.id} ${name ?? ''}`} key={container.id}>
              <button
                aria-label={t('guest', { name: container.name })}
                className="inline-flex min-h-7 max-w-full items-center gap-1 rounded-lg border border-dashed border-accent px-2 text-[12px] font-medium text-accent transition-colors hover:bg-accent-soft pointer-coarse:min-h-11"
                onClick={() => open({ kind: 'container', key: container.id })}
                title={t('guest', { name: container.name })}
                type="button"
              >
                <Link2 aria-hidden="true" className="shrink-0" size={14} />
                <bdi className="truncate">{container.name}</bdi>
                <span className="font-mono font-normal text-ink-soft tabular-nums">{attachment?.address ?? ''}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
