/**
 * What values of `--volume`, `--mount` and `--publish` mean, in words.
 *
 * Knows nothing about commands, and nothing about what exists in the engine.
 */
import type { LocalizedText } from '#lessons/_schema/check.ts';
import { readPairs, splitFields } from './split-value.ts';

const readOnly: LocalizedText = {
  ko: ' 컨테이너에서는 읽기만 할 수 있습니다.',
  en: ' The container can only read it.',
};

function joined(first: LocalizedText, second: LocalizedText | null): LocalizedText {
  return second === null ? first : { ko: first.ko + second.ko, en: first.en + second.en };
}

/** A value of `--volume`. */
export function explainVolume(text: string): LocalizedText | null {
  const [source = '', target, modes, ...more] = splitFields(text, ':');
  if (source === '' || more.length > 0) return null;
  if (target === undefined) {
    if (!source.startsWith('/')) return null;
    return {
      ko: `이름 없는(익명) 새 볼륨을 컨테이너의 ${source} 경로에 마운트합니다.`,
      en: `Mounts a new volume without a name at ${source} in the container.`,
    };
  }
  if (!target.startsWith('/') && !target.startsWith('$')) return null;
  return joined(
    mountedAt(/^[./~$]/.test(source) ? 'bind' : 'volume', source, target),
    modes?.split(',').includes('ro') === true ? readOnly : null,
  );
}

function mountedAt(type: 'bind' | 'volume', source: string, target: string): LocalizedText {
  return type === 'bind'
    ? {
        ko: `실습 환경의 ${source} 경로를 컨테이너의 ${target} 경로에 마운트합니다.`,
        en: `Mounts ${source} of the sandbox at ${target} in the container.`,
      }
    : {
        ko: `볼륨 ${source}의 내용을 컨테이너의 ${target} 경로에 마운트합니다.`,
        en: `Mounts the volume ${source} at ${target} in the container.`,
      };
}

/** A value of `--mount`. */
export function explainMount(text: string): LocalizedText | null {
  const pairs = readPairs(text);
  const type = pairs.get('type') ?? 'volume';
  const source = pairs.get('source') ?? pairs.get('src');
  const target = pairs.get('target') ?? pairs.get('destination') ?? pairs.get('dst');
  const isReadOnly = [pairs.get('readonly'), pairs.get('ro')].some((value) => value === 'true' || value === '1');
  if (target === undefined) return null;
  if (type === 'tmpfs') {
    return {
      ko: `메모리에만 있는 디렉터리를 컨테이너의 ${target} 경로에 마운트합니다.`,
      en: `Mounts a directory that lives in memory only at ${target} in the container.`,
    };
  }
  if (type === 'volume' && source === undefined)
    return joined(explainVolume(target) ?? { ko: '', en: '' }, isReadOnly ? readOnly : null);
  if ((type !== 'volume' && type !== 'bind') || source === undefined) return null;
  return joined(mountedAt(type, source, target), isReadOnly ? readOnly : null);
}

/** A port or a range of ports, perhaps in a variable. */
const port = /^(\d{1,5}(-\d{1,5})?|\$\{?\w+\}?)$/;

/** A value of `--publish`. */
export function explainPublishedPort(text: string): LocalizedText | null {
  const [, ports = '', protocol] = /^(.*?)(\/(?:tcp|udp|sctp))?$/.exec(text) ?? [];
  const fields = splitFields(ports, ':');
  const container = fields.at(-1) ?? '';
  const host = fields.at(-2) ?? '';
  const address = fields.at(-3);
  if (!port.test(container) || fields.length > 3) return null;
  const suffix = protocol === undefined || protocol === '/tcp' ? '' : ` (${protocol.slice(1).toUpperCase()})`;
  if (host === '') {
    if (address === undefined || address === '') {
      return {
        ko: `컨테이너의 ${container}번 포트${suffix}를 실습 환경의 비어 있는 포트로 공개합니다.`,
        en: `Publishes port ${container}${suffix} of the container as any free port of the sandbox.`,
      };
    }
    return null;
  }
  if (!port.test(host)) return null;
  const first = {
    ko: `실습 환경의 ${host}번 포트${suffix}로 온 연결을 컨테이너의 ${container}번 포트로 보냅니다.`,
    en: `Connections to port ${host}${suffix} of the sandbox go to port ${container} of the container.`,
  };
  if (address === undefined || address === '0.0.0.0') return first;
  if (address === '127.0.0.1' || address === 'localhost') {
    return joined(first, {
      ko: ' 실습 환경 안에서만 연결할 수 있습니다.',
      en: ' Only programs in the sandbox itself can connect.',
    });
  }
  return joined(first, {
    ko: ` 주소 ${address}로 온 것만 받습니다.`,
    en: ` Only those that come to the address ${address} are taken.`,
  });
}

/** A value of `--publish` of a service, short or long. */
export function explainPublishedServicePort(text: string): LocalizedText | null {
  if (!text.includes('=')) return explainPublishedPort(text);
  const pairs = readPairs(text);
  const target = pairs.get('target');
  const first =
    target === undefined
      ? null
      : explainPublishedPort(`${pairs.has('published') ? `${pairs.get('published') ?? ''}:` : ''}${target}`);
  if (first === null) return null;
  if (pairs.get('mode') !== 'host') return first;
  return joined(first, {
    ko: ' 컨테이너가 있는 노드에서만 공개합니다.',
    en: ' It is published only on the node where the container runs.',
  });
}
