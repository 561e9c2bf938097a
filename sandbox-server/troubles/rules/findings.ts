/**
 * What rules say about a sandbox's state in the same words: containers, nearest names, lists.
 *
 * Knows nothing about any one error.
 */
import type { Localized } from '#protocol/localized.ts';
import { nearestName } from '#lessons/_names/nearest-name.ts';
import { say, type Finding, type Values } from '../rule.ts';
import type { ContainerFacts, SandboxFacts } from '../sandbox-facts.ts';

const states: Readonly<Record<string, Localized>> = {
  created: say('만들어졌지만 시작되지 않았습니다', 'was created but never started'),
  running: say('실행 중입니다', 'is running'),
  paused: say('일시 정지되어 있습니다', 'is paused'),
  restarting: say('다시 시작되는 중입니다', 'is restarting'),
  removing: say('지워지는 중입니다', 'is being removed'),
  exited: say('종료되어 있습니다', 'has exited'),
  dead: say('멈춘 채 지워지지 못했습니다', 'is dead: it could not be removed'),
};

/** Placeholders about a container: {container}, {image}, {state} and {age}. */
export function containerValues(container: ContainerFacts): Values {
  return {
    container: container.name,
    image: container.image,
    state: states[container.state] ?? say('알 수 없는 상태입니다', 'is in an unknown state'),
    age: age(Date.now() - container.createdAt),
  };
}

function age(milliseconds: number): Localized {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return say('방금', 'just now');
  if (minutes < 60) return say(`${String(minutes)}분 전에`, `${String(minutes)} min ago`);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return say(`${String(hours)}시간 전에`, `${String(hours)} h ago`);
  return say(`${String(Math.floor(hours / 24))}일 전에`, `${String(Math.floor(hours / 24))} days ago`);
}

/** The container of a name or (shortened) id. */
export async function containerOf(nameOrId: string, facts: SandboxFacts): Promise<ContainerFacts | undefined> {
  const wanted = nameOrId.replace(/^\//, '');
  const containers = await facts.containers();
  return (
    containers.find(({ name }) => name === wanted) ??
    (/^[0-9a-f]{12,64}$/.test(wanted) ? containers.find(({ id }) => id.startsWith(wanted)) : undefined)
  );
}

/** What a container is: its image, age and state, as a whole sentence. */
export const containerSentence = say(
  '컨테이너 {container}: 이미지 {image}, {age} 만들어졌고 지금 {state}.',
  'Container {container} from image {image} was created {age} and {state}.',
);

/** A finding about one container; null when there is none. */
export async function aboutContainer(
  nameOrId: string,
  facts: SandboxFacts,
  more: Partial<Finding> = {},
): Promise<Finding | null> {
  const container = await containerOf(nameOrId, facts);
  return container === undefined
    ? null
    : { cause: containerSentence, ...more, values: { ...containerValues(container), ...more.values } };
}

/** A finding about the name that was probably meant, or about what there is, or about there being nothing. */
export function aboutNames(
  wrong: string,
  names: readonly string[],
  nothing: Localized,
  commands: readonly string[] = [],
): Finding {
  const nearest = nearestName(wrong, names);
  if (nearest !== undefined) {
    return {
      cause: say(
        '비슷한 이름 {nearest}이(가) 있습니다. 오타로 보입니다.',
        'There is {nearest}, so this looks like a typo.',
      ),
      values: { nearest },
      commands,
    };
  }
  return names.length === 0
    ? { cause: nothing }
    : { cause: say('지금 있는 것: {list}', 'There is: {list}'), values: { list: list(names) } };
}

const MOST_LISTED = 8;

/** Some names as a sentence; each as code. */
export function list(names: readonly string[]): Localized {
  const shown = names.slice(0, MOST_LISTED).map((name) => `\`${name.replace(/[`\p{Cc}\p{Cf}]/gu, '').slice(0, 80)}\``);
  const joined = shown.join(', ') + (names.length > MOST_LISTED ? ', …' : '');
  return say(joined, joined);
}

/** A finding about the container or process that has a port. */
export async function aboutPort(port: number, facts: SandboxFacts): Promise<Finding | null> {
  const holder = (await facts.containers()).find(
    ({ publishedPorts, state }) => publishedPorts.includes(port) && (state === 'running' || state === 'paused'),
  );
  if (holder !== undefined) {
    return {
      cause: say(
        '컨테이너 {container}(이미지 {image})이(가) 포트 {port}을(를) 쓰고 있습니다. {age} 만들어졌습니다.',
        'Container {container} (image {image}, created {age}) has port {port}.',
      ),
      values: { ...containerValues(holder), port: String(port) },
      commands: ['docker rm --force {container}'],
    };
  }
  const process = await facts.listenerOf(port);
  return process === null
    ? null
    : {
        cause: say(
          '컨테이너가 아니라 실습 환경의 프로그램 {process}이(가) 포트 {port}에서 듣고 있습니다.',
          'No container has it: the program {process} of this sandbox listens on port {port}.',
        ),
        values: { process, port: String(port) },
        commands: [],
      };
}
