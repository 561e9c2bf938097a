/**
 * What the value of a flag or argument means, in words, by its kind.
 *
 * Knows nothing about commands. Says nothing rather than something that might be wrong.
 */
import type { LocalizedText } from '#lessons/_schema/check.ts';
import type { ValueKind } from './command-facts.ts';
import { explainMount, explainPublishedPort, explainPublishedServicePort, explainVolume } from './explain-mount.ts';
import { readPair, splitFields } from './split-value.ts';

type Explainer = (text: string) => LocalizedText | null;

const explainers: Partial<Readonly<Record<ValueKind, Explainer>>> = {
  'published-port': explainPublishedPort,
  'published-service-port': explainPublishedServicePort,
  volume: explainVolume,
  mount: explainMount,
  variable: (text) => {
    const { key, value } = readPair(text);
    if (!/^[\w.]+$/.test(key)) return null;
    return value === null
      ? {
          ko: `환경 변수 ${key}의 값을 지금 셸에서 가져옵니다.`,
          en: `The environment variable ${key}, with the value it has in your shell.`,
        }
      : {
          ko: `환경 변수: ${key}의 값은 ${shown(value).ko}입니다.`,
          en: `The environment variable ${key} becomes ${shown(value).en}.`,
        };
  },
  'build-argument': (text) => {
    const { key, value } = readPair(text);
    return value === null
      ? {
          ko: `ARG ${key}의 값을 지금 셸의 환경 변수에서 가져옵니다.`,
          en: `ARG ${key}, with the value of that environment variable in your shell.`,
        }
      : { ko: `ARG ${key}의 값은 ${shown(value).ko}입니다.`, en: `ARG ${key} becomes ${shown(value).en}.` };
  },
  label: (text) => {
    const { key, value } = readPair(text);
    return value === null
      ? { ko: `레이블의 이름: ${key}`, en: `The label’s name: ${key}` }
      : { ko: `레이블 ${key}의 값은 ${shown(value).ko}입니다.`, en: `The label ${key} is ${shown(value).en}.` };
  },
  'restart-policy': explainRestartPolicy,
  filter: (text) => {
    const { key, value } = readPair(text);
    return value === null ? null : { ko: `조건: ${key} = ${value}`, en: `The condition: ${key} = ${value}` };
  },
  format: (text) => {
    if (text === 'json') return { ko: 'JSON으로 보여 줍니다.', en: 'Shows JSON.' };
    if (text.startsWith('table'))
      return {
        ko: '머리글이 있는 표로 보여 줍니다. {{ }} 안이 보여 줄 항목입니다.',
        en: 'Shows a table with a heading; what stands in {{ }} is what is shown.',
      };
    return text.includes('{{')
      ? {
          ko: 'Go 템플릿입니다. {{ }} 안이 보여 줄 항목입니다.',
          en: 'A Go template: what stands in {{ }} is what is shown.',
        }
      : null;
  },
  network: explainNetwork,
  memory: explainMemory,
  processors: (text) =>
    /^\d*\.?\d+$/.test(text)
      ? {
          ko: `CPU ${text}개에 해당하는 시간입니다.`,
          en: `As much time as ${text} ${text === '1' ? 'processor has' : 'processors have'}.`,
        }
      : null,
  duration: explainDuration,
  name: (text) => ({ ko: `이름은 ${shown(text).ko}입니다.`, en: `The name is ${shown(text).en}.` }),
  count: (text) => {
    if (text === 'all') return { ko: '모두입니다.', en: 'All of them.' };
    return /^\d+$/.test(text) ? { ko: `개수: ${text}`, en: `How many: ${text}` } : null;
  },
  'log-option': (text) => {
    const { key, value } = readPair(text);
    if (value === null) return null;
    if (key === 'max-size')
      return {
        ko: `로그 파일 하나가 ${value} 크기가 되면 새 파일을 시작합니다.`,
        en: `A new log file is begun once one has reached ${value}.`,
      };
    if (key === 'max-file')
      return { ko: `로그 파일을 ${value}개까지 남깁니다.`, en: `As many log files are kept: ${value}.` };
    return { ko: `설정: ${key} = ${value}`, en: `The option: ${key} = ${value}` };
  },
  'pull-policy': (text) => {
    if (text === 'always') return { ko: '항상 내려받습니다.', en: 'Always pulls.' };
    if (text === 'missing') return { ko: '없을 때만 내려받습니다.', en: 'Pulls only what is missing.' };
    return text === 'never' ? { ko: '내려받지 않습니다.', en: 'Never pulls.' } : null;
  },
  platform: (text) => {
    const platforms = text.split(',').map((name) => /^(\w+)\/(\w+)(\/\w+)?$/.exec(name));
    if (platforms.some((found) => found === null)) return null;
    const said = platforms.map((found) => [found?.[1] ?? '', `${found?.[2] ?? ''}${found?.[3] ?? ''}`] as const);
    return {
      ko: said.map(([system, processor]) => `운영체제 ${system}, CPU ${processor}`).join('; '),
      en: said.map(([system, processor]) => `Operating system ${system}, processor ${processor}`).join('; '),
    };
  },
  'service-scale': (text) => {
    const [, service, count] = /^([\w.-]+)=(\d+)$/.exec(text) ?? [];
    return service === undefined || count === undefined
      ? null
      : {
          ko: `서비스 ${service}의 컨테이너를 ${count}개로 맞춥니다.`,
          en: `The service ${service} gets this number of containers: ${count}.`,
        };
  },
  'copy-place': (text) => {
    if (text === '-')
      return {
        ko: 'tar 묶음을 입력에서 읽거나 출력으로 씁니다.',
        en: 'A tar archive, read from the input or written to the output.',
      };
    const [container = '', path] = splitFields(text, ':');
    return path === undefined || /^[./]/.test(container)
      ? { ko: `실습 환경의 경로 ${text}`, en: `The path ${text} of the sandbox` }
      : { ko: `컨테이너 ${container} 안의 경로 ${path}`, en: `The path ${path} in the container ${container}` };
  },
  'build-context': (text) => {
    if (text === '.')
      return {
        ko: '지금 디렉터리를 빌드 컨텍스트로 씁니다. COPY는 여기의 파일만 읽을 수 있습니다.',
        en: 'The present directory is the build context: COPY can read only files in it.',
      };
    return text === '-'
      ? {
          ko: 'Dockerfile이나 빌드 컨텍스트를 입력에서 읽습니다.',
          en: 'The Dockerfile or build context is read from the input.',
        }
      : null;
  },
  'engine-address': (text) => {
    if (text.startsWith('unix://'))
      return { ko: '이 컴퓨터의 소켓 파일로 연결합니다.', en: 'Connects through a socket file of this computer.' };
    if (text.startsWith('ssh://')) return { ko: 'SSH로 안전하게 연결합니다.', en: 'Connects securely by SSH.' };
    return text.startsWith('tcp://')
      ? {
          ko: '네트워크로 연결합니다. TLS를 쓰지 않으면 누구나 엔진을 다룰 수 있습니다.',
          en: 'Connects over the network. Without TLS anybody could command the engine.',
        }
      : null;
  },
  'http-method': (text) =>
    /^[A-Z]+$/.test(text) ? { ko: `${text} 요청을 보냅니다.`, en: `Sends a ${text} request.` } : null,
};

/** What a value means; null when nothing is known about it beyond its flag or argument. */
export function explainValue(kind: ValueKind, text: string): LocalizedText | null {
  return explainers[kind]?.(text) ?? null;
}

/** A value as it is said in a sentence. */
function shown(value: string): LocalizedText {
  return value === '' ? { ko: '빈 글', en: 'empty' } : { ko: value, en: value };
}

function explainRestartPolicy(text: string): LocalizedText | null {
  if (text === 'no') return { ko: '다시 시작하지 않습니다.', en: 'It is not started again.' };
  if (text === 'always')
    return {
      ko: '끝나면 언제나 다시 시작합니다. 직접 멈춘 것은 엔진이 다시 켜질 때 시작합니다.',
      en: 'It is always started again; after a stop by hand, when the engine restarts.',
    };
  if (text === 'unless-stopped')
    return {
      ko: '직접 멈추지 않은 한 언제나 다시 시작합니다.',
      en: 'It is always started again unless you stopped it.',
    };
  const [, count] = /^on-failure(?::(\d+))?$/.exec(text) ?? [null];
  if (count === null) return null;
  return count === undefined
    ? {
        ko: '실패로 끝났을 때만(종료 코드가 0이 아닐 때) 다시 시작합니다.',
        en: 'It is started again only after a failure: an exit code other than 0.',
      }
    : {
        ko: `실패로 끝났을 때만 다시 시작합니다. 최대 횟수: ${count}`,
        en: `It is started again only after a failure. Tries at most: ${count}`,
      };
}

function explainNetwork(text: string): LocalizedText | null {
  if (text === 'none') return { ko: '네트워크 없이 실행합니다.', en: 'Without any network.' };
  if (text === 'host')
    return {
      ko: '격리하지 않고 호스트의 네트워크를 그대로 씁니다.',
      en: 'Uses the network of the host itself, without isolation.',
    };
  if (text === 'bridge')
    return {
      ko: '한 호스트 안의 컨테이너를 잇는 기본 네트워크 종류입니다.',
      en: 'The usual kind of network, which joins containers of one host.',
    };
  if (text === 'overlay') return { ko: '여러 노드에 걸친 네트워크입니다.', en: 'A network that spans several nodes.' };
  if (text === 'macvlan')
    return {
      ko: '컨테이너가 실제 네트워크에 자기 MAC 주소로 나타나게 합니다.',
      en: 'Containers appear on the physical network with a MAC address of their own.',
    };
  if (text.startsWith('container:'))
    return {
      ko: `컨테이너 ${text.slice(10)}의 네트워크를 함께 씁니다.`,
      en: `Shares the network of the container ${text.slice(10)}.`,
    };
  return /^[\w.-]+$/.test(text) ? { ko: `네트워크의 이름: ${text}`, en: `The network’s name: ${text}` } : null;
}

const memoryUnits: Readonly<Record<string, string>> = { b: 'B', k: 'KiB', m: 'MiB', g: 'GiB' };

function explainMemory(text: string): LocalizedText | null {
  if (text === '-1') return { ko: '제한하지 않습니다.', en: 'No limit.' };
  const [, size, unit = 'b'] = /^(\d+(?:\.\d+)?)([bkmg])?b?$/.exec(text.toLowerCase()) ?? [];
  const name = memoryUnits[unit];
  return size === undefined || name === undefined ? null : { ko: `크기: ${size} ${name}`, en: `Size: ${size} ${name}` };
}

const durationUnits: Readonly<Record<string, readonly [string, string]>> = {
  ms: ['밀리초', 'milliseconds'],
  s: ['초', 'seconds'],
  m: ['분', 'minutes'],
  h: ['시간', 'hours'],
};

function explainDuration(text: string): LocalizedText | null {
  if (!/^(\d+(ms|s|m|h))+$/.test(text)) return null;
  const pieces = [...text.matchAll(/(\d+)(ms|s|m|h)/g)].map(([, count = '', unit = '']) => {
    const [ko, en] = durationUnits[unit] ?? ['', ''];
    return { ko: `${count}${ko}`, en: `${count} ${count === '1' ? en.slice(0, -1) : en}` };
  });
  return { ko: pieces.map(({ ko }) => ko).join(' '), en: pieces.map(({ en }) => en).join(' ') };
}
