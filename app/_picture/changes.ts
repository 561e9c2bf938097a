/**
 * What has changed from one picture to the next, in the words of the engine: for those who hear the picture rather than see it.
 *
 * Knows nothing about languages or React.
 */
import type { Picture } from './picture-store.ts';

/** Something that happened. The kind is the key of its sentence. */
export interface Change {
  readonly kind:
    | 'container-came'
    | 'container-went'
    | 'container-started'
    | 'container-exited'
    | 'container-paused'
    | 'container-restarting'
    | 'container-healthy'
    | 'container-unhealthy'
    | 'image-came'
    | 'image-went'
    | 'network-came'
    | 'network-went'
    | 'network-joined'
    | 'network-left'
    | 'volume-came'
    | 'volume-went'
    | 'build-began'
    | 'build-ended'
    | 'build-broke';
  readonly values: Readonly<Record<string, string | number>>;
}

type Container = Picture['containers'][number];

/** Everything that happened between two pictures, containers first. */
export function changesBetween(before: Picture, now: Picture): readonly Change[] {
  if (before === now) return [];
  return [
    ...containerChanges(before.containers, now.containers),
    ...cameAndWent(before.images, now.images, 'image', ({ id }) => id, imageName),
    ...cameAndWent(
      before.networks,
      now.networks,
      'network',
      ({ id }) => id,
      ({ name }) => name,
    ),
    ...cameAndWent(
      before.volumes,
      now.volumes,
      'volume',
      ({ name }) => name,
      ({ name }) => name,
    ),
    ...buildChanges(before.builds, now.builds),
  ];
}

/** What an image is called: its first name, or the beginning of its id. */
export function imageName({ id, tags }: Picture['images'][number]): string {
  return tags[0] ?? id.replace(/^sha256:/, '').slice(0, 12);
}

function cameAndWent<Thing>(
  before: readonly Thing[],
  now: readonly Thing[],
  noun: 'image' | 'network' | 'volume',
  keyOf: (thing: Thing) => string,
  nameOf: (thing: Thing) => string,
): Change[] {
  if (before === now) return [];
  const earlier = new Set(before.map(keyOf));
  const current = new Set(now.map(keyOf));
  return [
    ...now
      .filter((thing) => !earlier.has(keyOf(thing)))
      .map((thing): Change => ({ kind: `${noun}-came`, values: { name: nameOf(thing) } })),
    ...before
      .filter((thing) => !current.has(keyOf(thing)))
      .map((thing): Change => ({ kind: `${noun}-went`, values: { name: nameOf(thing) } })),
  ];
}

function containerChanges(before: readonly Container[], now: readonly Container[]): Change[] {
  if (before === now) return [];
  const earlier = new Map(before.map((container) => [container.id, container]));
  const current = new Set(now.map(({ id }) => id));
  return [
    ...now.flatMap((container) => {
      const previous = earlier.get(container.id);
      if (previous === container) return [];
      if (previous === undefined) return arrival(container);
      return [...stateChange(previous, container), ...networkChanges(previous, container)];
    }),
    ...before
      .filter(({ id }) => !current.has(id))
      .map(({ name }): Change => ({ kind: 'container-went', values: { name } })),
  ];
}

/** A container that runs, or already ran, by the time it is first seen was started; that it was made goes without saying. */
function arrival(container: Container): Change[] {
  const changes = stateChange(null, container);
  return changes.length > 0 ? changes : [{ kind: 'container-came', values: { name: container.name } }];
}

function stateChange(previous: Container | null, { name, state, exitCode, health }: Container): Change[] {
  const values = { name };
  if (previous?.state !== state) {
    if (state === 'running') return [{ kind: 'container-started', values }];
    if (state === 'exited' || state === 'dead')
      return [{ kind: 'container-exited', values: { name, code: exitCode ?? '?' } }];
    if (state === 'paused') return [{ kind: 'container-paused', values }];
    if (state === 'restarting') return [{ kind: 'container-restarting', values }];
    return [];
  }
  if (previous.health !== health && health === 'healthy') return [{ kind: 'container-healthy', values }];
  if (previous.health !== health && health === 'unhealthy') return [{ kind: 'container-unhealthy', values }];
  return [];
}

function networkChanges(previous: Container, { name, networks }: Container): Change[] {
  const before = new Set(previous.networks.map((network) => network.name));
  const now = new Set(networks.map((network) => network.name));
  return [
    ...[...now]
      .filter((network) => !before.has(network))
      .map((network): Change => ({ kind: 'network-joined', values: { name, network } })),
    ...[...before]
      .filter((network) => !now.has(network))
      .map((network): Change => ({ kind: 'network-left', values: { name, network } })),
  ];
}

const buildChange = { running: 'build-began', done: 'build-ended', failed: 'build-broke' } as const;

function buildChanges(before: Picture['builds'], now: Picture['builds']): Change[] {
  const earlier = new Map(before.map(({ id, state }) => [id, state]));
  return now.flatMap(({ id, state }): Change[] => {
    if (earlier.get(id) === state) return [];
    return [{ kind: buildChange[state], values: {} }];
  });
}
