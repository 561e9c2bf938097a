'use client';
/**
 * The facts of the picture as tables, for those who would rather read than look.
 */
import { memo, type ReactNode } from 'react';
import { formatBytes } from '#app/_session/usage-view.ts';
import { buildMilliseconds, secondsText } from './builds-view.tsx';
import { imageName } from './changes.ts';
import { cpuText, stateWord } from './container-state.tsx';
import { portText } from './describe-thing.tsx';
import { drawImages, formatImageBytes } from './layers.ts';
import { useLoad, usePicture, type Thing } from './picture-context.tsx';
import type { Picture } from './picture-store.ts';
import type { PictureView } from './remembered-view.ts';
import { storageLinks, storageName } from './storage-links.ts';

interface Properties {
  readonly section: PictureView['section'];
  readonly picture: Picture;
}

export const Tables = memo(function Tables({ section, picture }: Properties) {
  switch (section) {
    case 'containers':
      return (
        <>
          <ContainersTable picture={picture} />
          <NetworksTable picture={picture} />
        </>
      );
    case 'images':
      return <ImagesTable picture={picture} />;
    case 'volumes':
      return <VolumesTable picture={picture} />;
    case 'builds':
      return <BuildsTables picture={picture} />;
  }
});

interface Row {
  readonly key: string;
  readonly name: string;
  /** null for what has no details. */
  readonly thing: Thing | null;
  readonly cells: readonly ReactNode[];
}

function Table({ caption, columns, rows }: { caption: string; columns: readonly string[]; rows: readonly Row[] }) {
  const { t, open } = usePicture();
  return (
    // Scrolls sideways by keyboard too.
    <div aria-label={caption} className="overflow-x-auto p-3 -outline-offset-2 @xl:p-4" role="region" tabIndex={0}>
      <table className="w-full border-collapse text-left text-[13px]">
        <caption className="pb-1 text-left text-[14px] font-semibold">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                className="border-b border-line-strong py-1 pr-4 font-semibold whitespace-nowrap"
                key={column}
                scope="col"
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && (
            <tr>
              <td className="py-2 text-ink-soft" colSpan={columns.length}>
                {t('none')}
              </td>
            </tr>
          )}
          {rows.map(({ key, name, thing, cells }) => (
            <tr key={key}>
              <th className="border-b border-line py-1 pr-4 align-top font-medium" scope="row">
                {thing === null ? (
                  <bdi className="block w-max max-w-64 break-words">{name}</bdi>
                ) : (
                  <button
                    className="min-h-6 text-left text-accent underline decoration-1 underline-offset-3 hover:text-accent-strong pointer-coarse:min-h-11"
                    onClick={() => open(thing)}
                    type="button"
                  >
                    <bdi className="block w-max max-w-40 break-words">{name}</bdi>
                  </button>
                )}
              </th>
              {cells.map((cell, index) => (
                <td className="border-b border-line py-1 pr-4 align-top" key={index}>
                  <bdi className="block w-max max-w-64 break-words">{cell}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function list(texts: readonly string[]): ReactNode {
  return texts.map((text, index) => (
    <bdi className="block" key={index}>
      {text}
    </bdi>
  ));
}

function LoadText({ containerId }: { readonly containerId: string }) {
  const load = useLoad(containerId);
  return load === undefined ? '–' : `${cpuText(load.cpus)} · ${formatBytes(load.memoryBytes)}`;
}

function ContainersTable({ picture: { containers } }: { readonly picture: Picture }) {
  const { t } = usePicture();
  const columns = [
    t('fact-name'),
    t('fact-state'),
    t('fact-health'),
    t('fact-image'),
    t('fact-networks'),
    t('fact-ports'),
    t('fact-mounts'),
    t('fact-compose'),
    `${t('cpu')} · ${t('memory')}`,
  ];
  const rows = containers.map((container): Row => {
    const { id, name, health, image, networks, ports, mounts, compose } = container;
    return {
      key: id,
      name,
      thing: { kind: 'container', key: id },
      cells: [
        stateWord(t, container),
        health === null ? t('none') : t(`health-${health}`),
        image,
        list(
          networks.map((network) =>
            [network.name, network.address ?? '', ...network.dnsNames].filter(Boolean).join(' '),
          ),
        ),
        list(ports.map(portText)),
        list(mounts.map(({ source, target }) => `${storageName(source)} → ${target}`)),
        compose === null ? t('none') : `${compose.project} · ${compose.service}`,
        <LoadText containerId={id} key="load" />,
      ],
    };
  });
  return <Table caption={t('section-containers')} columns={columns} rows={rows} />;
}

function NetworksTable({ picture: { networks, containers } }: { readonly picture: Picture }) {
  const { t } = usePicture();
  const rows = networks.map(({ id, name, driver, subnet }): Row => ({
    key: id,
    name,
    thing: { kind: 'network', key: name },
    cells: [
      driver,
      subnet ?? t('none'),
      list(
        containers
          .filter((container) => container.networks.some((network) => network.name === name))
          .map((container) => container.name),
      ),
    ],
  }));
  const columns = [t('fact-name'), t('fact-driver'), t('fact-subnet'), t('fact-containers')];
  return <Table caption={t('fact-networks')} columns={columns} rows={rows} />;
}

function ImagesTable({ picture: { images, containers } }: { readonly picture: Picture }) {
  const { t } = usePicture();
  const rows = drawImages(images, containers).map(({ image, stack, ownBytes, users }): Row => ({
    key: image.id,
    name: imageName(image),
    thing: { kind: 'image', key: image.id },
    cells: [
      image.tags.length === 0 ? t('dangling') : list(image.tags),
      formatImageBytes(image.bytes),
      formatImageBytes(ownBytes),
      stack.length,
      users.length === 0 ? t('none') : list(users.map(({ name }) => name)),
    ],
  }));
  const columns = [
    t('fact-image'),
    t('fact-tags'),
    t('fact-size'),
    t('fact-own-size'),
    t('fact-layer-count'),
    t('fact-used-by'),
  ];
  return <Table caption={t('section-images')} columns={columns} rows={rows} />;
}

function VolumesTable({ picture }: { readonly picture: Picture }) {
  const { t } = usePicture();
  const rows = storageLinks(picture).map(({ kind, source, volume, mountedBy }): Row => ({
    key: `${kind} ${source}`,
    name: storageName(source),
    thing: kind === 'volume' ? { kind: 'volume', key: source } : null,
    cells: [
      `${t(kind)}${volume?.anonymous === true ? ` (${t('anonymous')})` : ''}`,
      mountedBy.length === 0
        ? t('none')
        : list(
            mountedBy.map(
              ({ container, target, readOnly }) =>
                `${container.name}: ${target}${readOnly ? ` (${t('read-only')})` : ''}`,
            ),
          ),
    ],
  }));
  const columns = [t('fact-source'), t('fact-kind'), t('fact-used-by')];
  return <Table caption={t('section-volumes')} columns={columns} rows={rows} />;
}

function BuildsTables({ picture: { builds } }: { readonly picture: Picture }) {
  const { t } = usePicture();
  const columns = [t('fact-step'), t('fact-state'), t('fact-time')];
  if (builds.length === 0) return <Table caption={t('section-builds')} columns={columns} rows={[]} />;
  return builds.map((build) => (
    <Table
      caption={`${t('build')} ${build.id.slice(-12)}: ${t(`build-${build.state}`)} ${secondsText(t, buildMilliseconds(build))}`}
      columns={columns}
      key={build.id}
      rows={build.steps.map(({ id, name, state, milliseconds }) => ({
        key: id,
        name,
        thing: null,
        cells: [t(`step-${state}`), secondsText(t, milliseconds)],
      }))}
    />
  ));
}
