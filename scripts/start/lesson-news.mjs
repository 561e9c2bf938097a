/**
 * Says in the author's terminal what the sandbox server tells about lessons that were read anew. Uses Node's own modules
 * only. Knows nothing about how lessons are read.
 */
import { once } from 'node:events';
import { get } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject } from './durable-file.mjs';

/** The sandbox server is started again when it dies; until then there is nobody to ask. */
const retryMilliseconds = 1_000;

/**
 * Follows the news until the signal, whatever happens to the server meanwhile.
 * @param {import('./settings.mjs').Settings} settings
 * @param {AbortSignal} signal
 * @param {(text: string) => void} say
 */
export async function followLessons({ sandboxPort, secret }, signal, say) {
  const teller = new NewsTeller(say);
  while (!signal.aborted) {
    try {
      const asking = get({
        host: '127.0.0.1',
        port: sandboxPort,
        path: '/authoring/changes',
        headers: { authorization: `Bearer ${secret}` },
        signal,
      });
      /** @type {import('node:http').IncomingMessage} */
      const answer = (await once(asking, 'response'))[0];
      for await (const line of createInterface({ input: answer })) {
        if (line.startsWith('data: ')) teller.tell(JSON.parse(line.slice('data: '.length)));
      }
    } catch {
      // Asked again below, or interrupted.
    }
    await pause(retryMilliseconds, undefined, { signal }).catch(() => undefined);
  }
}

/** Says what is different from the news before. */
export class NewsTeller {
  #say;
  /** @type {string | null} What was said last; null before anything was. */
  #said = null;

  /** @param {(text: string) => void} say */
  constructor(say) {
    this.#say = say;
  }

  /** @param {unknown} news as sandbox-server/protocol/authoring.ts has it */
  tell(news) {
    const mistakes = isObject(news) && Array.isArray(news['mistakes']) ? news['mistakes'] : [];
    const lines = mistakes.map(formatted).join('\n');
    const isFirst = this.#said === null;
    const isSaid = this.#said === lines;
    this.#said = lines;
    const time = new Date().toTimeString().slice(0, 8);
    if (lines === '') this.#say(isFirst ? 'All lessons are right.' : `${time} saved; all lessons are right.`);
    else if (!isSaid)
      this.#say(`${time} ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${lines}`);
  }
}

/** @param {unknown} mistake */
function formatted(mistake) {
  if (!isObject(mistake)) return '';
  const { file, line, field, problem } = mistake;
  return `  ${[`${file}:${line}`, ...(field === '' ? [] : [field]), problem].join(': ')}`;
}
