/**
 * The commands that show or change a thing of the picture. What a learner's engine calls its things is hostile text: a name
 * comes into a command only when it is one by Docker's grammar; otherwise the thing's id does, or there is no command.
 *
 * Knows nothing about terminals or React.
 */
import type { PicturedContainer, PicturedImage, PicturedNetwork, PicturedVolume } from '#protocol/picture.ts';

const nameGrammar = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
const idGrammar = /^(?:sha256:)?([0-9a-f]{12,64})$/;
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const referenceGrammar = new RegExp(
  `^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?/)?${component}(?:/${component})*(?::[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})?$`,
);

/** The name when a shell takes it as it is, else the short id, else null. */
export function commandName(name: string, id: string): string | null {
  return nameGrammar.test(name) ? name : shortId(id);
}

/** The first name of an image that a shell takes as it is, else its short id, else null. */
export function commandReference({ tags, id }: Pick<PicturedImage, 'tags' | 'id'>): string | null {
  return tags.find((tag) => referenceGrammar.test(tag)) ?? shortId(id);
}

/** The twelve digits that `docker` shows of an id; null when it is none. */
export function shortId(id: string): string | null {
  return idGrammar.exec(id)?.[1]?.slice(0, 12) ?? null;
}

/** Commands about a container as it is now, the gentle ones first. */
export function containerCommands(container: PicturedContainer): readonly string[] {
  const name = commandName(container.name, container.id);
  if (name === null) return [];
  const about = (verb: string) => `docker container ${verb} ${name}`;
  const shown = [about('inspect'), about('logs')];
  switch (container.state) {
    case 'running':
      return [...shown, about('stats --no-stream'), about('top'), about('stop')];
    case 'paused':
      return [...shown, about('unpause')];
    case 'restarting':
      return [...shown, about('stop')];
    case 'created':
      return [...shown, about('start'), about('rm')];
    case 'exited':
    case 'dead':
      return [...shown, about('start'), about('rm')];
    case 'removing':
      return shown;
  }
}

/** Commands about an image. */
export function imageCommands(image: PicturedImage): readonly string[] {
  const reference = commandReference(image);
  if (reference === null) return [];
  return [
    `docker image history ${reference}`,
    `docker image inspect ${reference}`,
    `docker container run --rm -it ${reference}`,
    `docker image rm ${reference}`,
  ];
}

/** Commands about a network. Those that every engine has cannot be removed. */
export function networkCommands(network: PicturedNetwork): readonly string[] {
  const name = commandName(network.name, network.id);
  if (name === null) return [];
  return [
    `docker network inspect ${name}`,
    ...(network.builtIn ? ['docker network ls'] : [`docker network rm ${name}`]),
  ];
}

/** Commands about a volume, which has no id: none when its name is no name. */
export function volumeCommands(volume: Pick<PicturedVolume, 'name'>): readonly string[] {
  if (!nameGrammar.test(volume.name)) return [];
  return [`docker volume inspect ${volume.name}`, `docker volume rm ${volume.name}`];
}

/** Commands about builds in general. */
export const buildCommands = ['docker buildx history ls', 'docker buildx du'] as const;
