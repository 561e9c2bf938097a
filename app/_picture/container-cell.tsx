'use client';
/**
 * A container in its network's lane: plugged into the network above, its ports as plugs on its lower edge, what it has mounted
 * hanging below.
 *
 * Knows nothing about the other containers.
 */
import { memo } from 'react';
import { Boxes, Database, FolderOpen, Link2, MemoryStick, Plug } from 'lucide-react';
import type { PicturedContainer } from '#protocol/picture.ts';
import { ContainerStateMark, HealthMark, LoadBars } from './container-state.tsx';
import type { Placed } from './lanes.ts';
import { usePicture } from './picture-context.tsx';
import { storageName } from './storage-links.ts';

interface Properties {
  readonly placed: Placed;
  /** Whether the network is one that a person made. */
  readonly isOwnNetwork: boolean;
}

export const ContainerCell = memo(
  function ContainerCell({ placed: { container, attachment, elsewhere }, isOwnNetwork }: Properties) {
    const { t, open } = usePicture();
    const wire = isOwnNetwork ? 'bg-accent' : 'bg-line-strong';
    return (
      <li
        className="min-w-0 px-2 pb-3 [contain-intrinsic-size:auto_190px] [content-visibility:auto]"
        data-look={`${container.state} ${container.health ?? ''}`}
        data-moves={container.id}
      >
        {/* The network passes above the container, and the container is plugged into it. */}
        <span aria-hidden="true" className={`-mx-2 block h-0.5 ${attachment === null ? 'invisible' : wire}`} />
        <div className="flex min-h-6 items-center gap-2">
          <span
            aria-hidden="true"
            className={`ml-4 w-0.5 shrink-0 self-stretch ${attachment === null ? 'invisible' : wire}`}
          />
          {attachment !== null && (
            <p className="min-w-0 truncate py-0.5 text-[12px] text-ink-soft">
              <span className="font-mono tabular-nums">{attachment.address ?? ''}</span>
              {attachment.dnsNames.length > 0 && (
                <>
                  {' '}
                  <bdi>{t('dns', { names: attachment.dnsNames.join(', ') })}</bdi>
                </>
              )}
            </p>
          )}
        </div>
        <div className="relative z-10 rounded-xl border border-line-strong bg-surface p-2.5 transition-colors hover:border-accent">
          <div className="flex items-center justify-between gap-2">
            <h4 className="min-w-0 truncate text-[14px] font-semibold">
              {/* The whole card is the button's. */}
              <button
                className="max-w-full truncate text-left after:absolute after:inset-0 after:rounded-xl focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-1 focus-visible:after:outline-accent"
                onClick={() => open({ kind: 'container', key: container.id })}
                type="button"
              >
                <bdi>{container.name}</bdi>
              </button>
            </h4>
            <ContainerStateMark container={container} />
          </div>
          <p className="flex items-center justify-between gap-2 text-[12px] text-ink-soft">
            <bdi className="min-w-0 truncate font-mono">{container.image}</bdi>
            <HealthMark health={container.health} />
          </p>
          {container.compose !== null && (
            <p className="mt-0.5 flex items-center gap-1 text-[12px] text-ink-soft">
              <Boxes aria-hidden="true" className="shrink-0" size={14} />
              <bdi className="truncate">{`${container.compose.project} · ${container.compose.service}`}</bdi>
            </p>
          )}
          {elsewhere.length > 0 && (
            <p className="mt-0.5 flex items-center gap-1 text-[12px] font-medium text-accent">
              <Link2 aria-hidden="true" className="shrink-0" size={14} />
              <bdi className="truncate">{t('also-on', { names: elsewhere.join(', ') })}</bdi>
            </p>
          )}
          {container.state === 'running' && (
            <div className="mt-1.5">
              <LoadBars containerId={container.id} />
            </div>
          )}
          {container.ports.length > 0 && <div className="h-2" />}
        </div>
        <Ports container={container} />
        <Mounts container={container} />
      </li>
    );
  },
  (before, now) =>
    before.placed.container === now.placed.container &&
    before.placed.attachment === now.placed.attachment &&
    before.isOwnNetwork === now.isOwnNetwork,
);

/** One plug per port: an engine tells a port once for each family of addresses. */
function plugsOf({ ports }: PicturedContainer) {
  return [
    ...new Map(ports.map((plug) => [`${String(plug.port)} ${String(plug.containerPort)} ${plug.protocol}`, plug])),
  ];
}

function Ports({ container }: { readonly container: PicturedContainer }) {
  const { t, openPort } = usePicture();
  const plugs = plugsOf(container);
  if (plugs.length === 0) return null;
  return (
    <ul className="relative z-20 -mt-3 flex flex-wrap justify-end gap-1 pr-2.5 pl-10">
      {plugs.map(([key, { port, containerPort, protocol }]) => {
        const inside = `${String(containerPort)}/${protocol}`;
        const shape =
          'inline-flex min-h-6 items-center gap-1 rounded-md border bg-surface px-1.5 font-mono text-[12px] tabular-nums';
        return (
          <li className="min-w-0" key={key}>
            {port !== null && protocol === 'tcp' ? (
              <button
                aria-label={`${t('port-open', { port })}: ${String(port)} → ${inside}`}
                className={`${shape} border-accent font-semibold text-accent transition-colors hover:bg-accent-soft pointer-coarse:min-h-11`}
                onClick={() => openPort(port)}
                title={t('port-open', { port })}
                type="button"
              >
                <Plug aria-hidden="true" size={14} />
                {`${String(port)} → ${inside}`}
              </button>
            ) : (
              <span
                className={`${shape} border-dashed border-line-strong text-ink-soft`}
                title={port === null ? t('port-exposed', { port: inside }) : undefined}
              >
                {port === null ? inside : `${String(port)} → ${inside}`}
                {port === null && <span className="sr-only">{t('port-exposed', { port: inside })}</span>}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const mountKinds = {
  volume: { Icon: Database, label: 'volume' },
  bind: { Icon: FolderOpen, label: 'bind' },
  tmpfs: { Icon: MemoryStick, label: 'tmpfs' },
  other: { Icon: FolderOpen, label: 'other-mount' },
} as const;

function Mounts({ container }: { readonly container: PicturedContainer }) {
  const { t, open } = usePicture();
  if (container.mounts.length === 0) return null;
  return (
    <ul className="relative pt-1.5">
      {container.mounts.map(({ kind, source, target, readOnly }, index) => {
        const { Icon, label } = mountKinds[kind];
        const text = (
          <>
            <Icon aria-hidden="true" className="shrink-0" size={14} />
            <span className="sr-only">{t(label)}</span>
            {source !== '' && (
              <>
                <bdi className="max-w-3/5 shrink-0 truncate font-medium text-ink">{storageName(source)}</bdi>
                <span aria-hidden="true">→</span>
              </>
            )}
            <bdi className="min-w-0 truncate font-mono">{target}</bdi>
            {readOnly && <span className="shrink-0">({t('read-only')})</span>}
          </>
        );
        const shape =
          'flex min-h-6 max-w-full min-w-0 items-center gap-1 rounded-full border border-line bg-sunken px-2 text-[12px] text-ink-soft';
        return (
          <li
            className="relative flex py-0.5 pl-9 before:absolute before:-top-6 before:bottom-1/2 before:left-5 before:w-4 before:rounded-bl-lg before:border-b-2 before:border-l-2 before:border-line-strong"
            key={index}
          >
            {kind === 'volume' ? (
              <button
                className={`${shape} transition-colors hover:border-accent pointer-coarse:min-h-11`}
                onClick={() => open({ kind: 'volume', key: source })}
                type="button"
              >
                {text}
              </button>
            ) : (
              <span className={shape}>{text}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
