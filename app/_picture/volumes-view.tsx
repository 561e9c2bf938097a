'use client';
/**
 * Volumes and mounted folders with the containers that hang on them.
 */
import { memo, useMemo, useRef } from 'react';
import { Database, FolderOpen } from 'lucide-react';
import { ContainerStateMark } from './container-state.tsx';
import { useMotion } from './motion.ts';
import { usePicture } from './picture-context.tsx';
import type { Picture } from './picture-store.ts';
import { EmptySection, MoreNote } from './section-notes.tsx';
import { storageLinks, storageName, type Storage } from './storage-links.ts';

type Shown = Pick<Picture, 'volumes' | 'containers'>;

export const VolumesView = memo(function VolumesView({ volumes, containers }: Shown) {
  const { t } = usePicture();
  const links = useMemo(() => storageLinks({ volumes, containers }), [volumes, containers]);
  const root = useRef<HTMLDivElement>(null);
  useMotion(root, links);
  return (
    <div className="relative p-3 @xl:p-4" ref={root}>
      {links.length === 0 ? (
        <EmptySection command="docker volume create data" text={t('empty-volumes')} />
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,17rem),1fr))] items-start gap-x-3 gap-y-4">
          {links.map((storage) => (
            <StorageBox key={`${storage.kind} ${storage.source}`} storage={storage} />
          ))}
        </ul>
      )}
      <MoreNote command="docker volume ls" count={volumes.length} />
    </div>
  );
});

function StorageBox({ storage: { kind, source, volume, mountedBy } }: { readonly storage: Storage }) {
  const { t, open } = usePicture();
  const Icon = kind === 'volume' ? Database : FolderOpen;
  const remark = [
    t(kind),
    volume?.driver ?? '',
    volume?.anonymous === true ? t('anonymous') : '',
    volume !== null && volume.project !== null ? t('project', { name: volume.project }) : '',
  ].filter((part) => part !== '');
  const shape =
    'relative z-10 flex w-full min-w-0 items-center gap-2 border border-line-strong bg-surface px-3 py-2 text-left';
  const inside = (
    <>
      <Icon aria-hidden="true" className="shrink-0 text-accent" size={20} />
      <span className="min-w-0">
        <bdi className="block truncate text-[13px] font-semibold">{storageName(source)}</bdi>
        <bdi className="block truncate text-[12px] text-ink-soft">{remark.join(' · ')}</bdi>
      </span>
    </>
  );
  return (
    <li
      className="min-w-0 [contain-intrinsic-size:auto_110px] [content-visibility:auto]"
      data-look={mountedBy.map(({ container }) => container.id).join(' ')}
      data-moves={`${kind} ${source}`}
    >
      {kind === 'volume' ? (
        <button
          className={`${shape} rounded-2xl -outline-offset-2 transition-colors hover:border-accent`}
          onClick={() => open({ kind: 'volume', key: source })}
          type="button"
        >
          {inside}
        </button>
      ) : (
        <div className={`${shape} rounded-md border-dashed`}>{inside}</div>
      )}
      {mountedBy.length === 0 ? (
        <p className="px-3 pt-1 text-[12px] text-ink-soft">{t('unused')}</p>
      ) : (
        <ul>
          {mountedBy.map(({ container, target, readOnly }, index) => (
            <li
              className="relative py-1 pr-px pl-10 before:absolute before:-top-6 before:bottom-1/2 before:left-5 before:w-5 before:rounded-bl-lg before:border-b-2 before:border-l-2 before:border-line-strong"
              key={index}
            >
              <button
                className="flex min-h-8 w-full min-w-0 items-center justify-between gap-2 rounded-lg border border-line bg-sunken px-2 py-1 text-left text-[12px] -outline-offset-2 transition-colors hover:border-accent pointer-coarse:min-h-11"
                onClick={() => open({ kind: 'container', key: container.id })}
                type="button"
              >
                <span className="min-w-0">
                  <bdi className="block truncate font-semibold">{container.name}</bdi>
                  <bdi className="block truncate font-mono text-ink-soft">
                    {target}
                    {readOnly && ` (${t('read-only')})`}
                  </bdi>
                </span>
                <ContainerStateMark container={container} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
