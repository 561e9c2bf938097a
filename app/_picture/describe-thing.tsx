/**
 * The facts and commands about one thing of the picture, as they are said in its details.
 *
 * Knows nothing about where they are shown.
 */
import type { ReactNode } from 'react';
import type { Language } from '#protocol/localized.ts';
import type { PicturedContainer, PicturedImage, PicturedNetwork } from '#protocol/picture.ts';
import { buildMilliseconds, secondsText, stepsText } from './builds-view.tsx';
import { imageName } from './changes.ts';
import {
  buildCommands,
  containerCommands,
  imageCommands,
  networkCommands,
  shortId,
  volumeCommands,
} from './commands.ts';
import { stateWord } from './container-state.tsx';
import { formatImageBytes } from './layers.ts';
import type { Say, Thing } from './picture-context.tsx';
import type { Picture } from './picture-store.ts';

/** A fact and what it is called. */
interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

interface Description {
  readonly title: string;
  /** null when the engine no longer has it. */
  readonly facts: readonly Fact[] | null;
  readonly commands: readonly string[];
}

/** What to say about a thing. */
export function describeThing({ kind, key }: Thing, picture: Picture, t: Say, language: Language): Description {
  const gone: Description = { title: shortId(key) ?? key, facts: null, commands: [] };
  const when = (time: number | null) => (time === null ? null : new Date(time).toLocaleString(language));
  switch (kind) {
    case 'container': {
      const container = picture.containers.find(({ id }) => id === key);
      if (container === undefined) return gone;
      const facts = containerFacts(container, t, when(container.createdAt));
      return { title: container.name, facts, commands: containerCommands(container) };
    }
    case 'image': {
      const image = picture.images.find(({ id }) => id === key);
      if (image === undefined) return gone;
      const users = picture.containers.filter(({ imageId }) => imageId === key).map(({ name }) => name);
      const facts = imageFacts(image, users, t, when(image.createdAt));
      return { title: imageName(image), facts, commands: imageCommands(image) };
    }
    case 'network': {
      const network = picture.networks.find(({ name }) => name === key);
      if (network === undefined) return gone;
      const facts = networkFacts(network, picture.containers, t);
      return { title: t('network', { name: key }), facts, commands: networkCommands(network) };
    }
    case 'volume': {
      const volume = picture.volumes.find(({ name }) => name === key);
      if (volume === undefined) return gone;
      const users = picture.containers.flatMap(({ name, mounts }) =>
        mounts
          .filter((mount) => mount.kind === 'volume' && mount.source === key)
          .map(({ target }) => `${name}: ${target}`),
      );
      const facts = known([
        [t('fact-driver'), volume.driver],
        [t('fact-kind'), volume.anonymous ? t('anonymous') : null],
        [t('fact-created'), when(volume.createdAt)],
        [t('fact-compose'), volume.project],
        [t('fact-used-by'), lines(users) ?? t('none')],
      ]);
      return { title: key, facts, commands: volumeCommands(volume) };
    }
    case 'build': {
      const build = picture.builds.find(({ id }) => id === key);
      if (build === undefined) return gone;
      const facts = known([
        [t('fact-id'), <code key="id">{build.id}</code>],
        [t('fact-state'), t(`build-${build.state}`)],
        [t('fact-step'), stepsText(t, build)],
        [t('fact-created'), when(build.startedAt)],
        [t('fact-time'), secondsText(t, buildMilliseconds(build)) || null],
      ]);
      return { title: `${t('build')} ${build.id.slice(-12)}`, facts, commands: buildCommands };
    }
  }
}

/** Facts that there are. */
function known(facts: readonly (readonly [string, ReactNode])[]): readonly Fact[] {
  return facts.filter(([, value]) => value !== null).map(([name, value]) => ({ name, value }));
}

function lines(texts: readonly string[]): ReactNode {
  if (texts.length === 0) return null;
  return texts.map((text, index) => (
    <bdi className="block" key={index}>
      {text}
    </bdi>
  ));
}

/** A published port with its address, or only the one in the container. */
export function portText({ port, address, containerPort, protocol }: PicturedContainer['ports'][number]): string {
  const inside = `${String(containerPort)}/${protocol}`;
  return port === null ? inside : `${address ?? ''}:${String(port)} → ${inside}`;
}

function containerFacts(container: PicturedContainer, t: Say, created: string | null): readonly Fact[] {
  const { id, image, command, health, compose, networks, ports, mounts } = container;
  return known([
    [t('fact-id'), <code key="id">{shortId(id) ?? id}</code>],
    [t('fact-state'), stateWord(t, container)],
    [t('fact-health'), health === null ? null : t(`health-${health}`)],
    [t('fact-image'), image],
    [t('fact-command'), <code key="command">{command}</code>],
    [t('fact-created'), created],
    [t('fact-compose'), compose === null ? null : `${compose.project} · ${compose.service}`],
    [
      t('fact-networks'),
      lines(
        networks.map(({ name, address, dnsNames }) =>
          [name, address ?? '', dnsNames.join(', ')].filter(Boolean).join(' · '),
        ),
      ) ?? t('none'),
    ],
    [t('fact-ports'), lines(ports.map(portText))],
    [
      t('fact-mounts'),
      lines(
        mounts.map(({ source, target, readOnly }) => `${source} → ${target}${readOnly ? ` (${t('read-only')})` : ''}`),
      ),
    ],
  ]);
}

function imageFacts(image: PicturedImage, users: readonly string[], t: Say, created: string | null): readonly Fact[] {
  const layers = [...image.layers].reverse();
  return known([
    [t('fact-id'), <code key="id">{shortId(image.id) ?? image.id}</code>],
    [t('fact-tags'), lines(image.tags) ?? t('dangling')],
    [t('fact-size'), formatImageBytes(image.bytes)],
    [t('fact-created'), created],
    [t('fact-used-by'), lines(users) ?? t('none')],
    [
      t('fact-layers'),
      layers.length === 0 ? null : (
        <ol className="space-y-1" key="layers">
          {layers.map(({ digest, bytes, instruction }, index) => (
            <li key={index}>
              <span className="text-[12px] text-ink-soft">
                {digest === null ? t('no-file-change') : formatImageBytes(bytes)}
              </span>
              <bdi className="block font-mono text-[12px] break-words">{instruction}</bdi>
            </li>
          ))}
        </ol>
      ),
    ],
  ]);
}

function networkFacts(network: PicturedNetwork, containers: readonly PicturedContainer[], t: Say): readonly Fact[] {
  const attached = containers.flatMap((container) =>
    container.networks
      .filter(({ name }) => name === network.name)
      .map(({ address, dnsNames }) => [container.name, address ?? '', dnsNames.join(', ')].filter(Boolean).join(' · ')),
  );
  const remarks = [network.builtIn ? t('built-in') : '', network.internal ? t('internal') : ''].filter(Boolean);
  return known([
    [t('fact-id'), <code key="id">{shortId(network.id) ?? network.id}</code>],
    [t('fact-driver'), network.driver],
    [t('fact-kind'), remarks.length === 0 ? null : remarks.join(' · ')],
    [t('fact-subnet'), network.subnet],
    [t('fact-compose'), network.project],
    [t('fact-containers'), lines(attached) ?? t('none')],
  ]);
}
