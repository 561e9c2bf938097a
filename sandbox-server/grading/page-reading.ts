/**
 * Asks a port of a sandbox for one page, as a check wants it.
 *
 * Knows nothing about containers or who published the port. What answers is the learner's and may be anything.
 */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { PageEvidence, PageRequest } from '#lessons/_schema/evidence.ts';
import { DialingAgent } from '../driver/dialing-agent.ts';

/** Milliseconds for the whole answer, from the moment when the connection stands. */
const ANSWER_TIMEOUT_MS = 2_000;

/** Bytes of a body that are read. */
const BODY_BYTES = 64 * 1024;

/**
 * What answers on the port; null when nobody listens, or what comes is no HTTP, or nothing comes in time. Redirects are
 * not followed. A body that goes on and on is cut, in length and in time.
 *
 * Rejects when there is no way into the sandbox, and with TypeError when no request can be made of `path` or `asked`.
 *
 * @param dial opens a connection to the port
 */
export async function readPage(
  dial: () => Promise<Duplex>,
  port: number,
  path: string,
  asked: PageRequest = {},
): Promise<PageEvidence | null> {
  const connection = await dial();
  const agent = new DialingAgent(() => Promise.resolve(connection), { maxSockets: 1, maxFreeSockets: 0 });
  const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = httpRequest({
        agent,
        host: 'localhost',
        port,
        path,
        signal,
        method: asked.method ?? 'GET',
        headers: { 'user-agent': 'drydock', accept: '*/*', ...asked.headers },
      });
      request.on('response', resolve);
      request.on('error', reject);
      // Who answers with another protocol is hung up on without an error.
      request.on('close', () => reject(new Error('the connection was closed')));
      request.end();
    });
    const headers = Object.entries(answer.headers).map(
      ([name, value = '']) => [name, [value].flat().join(', ')] as const,
    );
    return {
      status: answer.statusCode ?? 0,
      headers: Object.fromEntries(headers),
      body: await beginning(answer),
    };
  } catch (error) {
    if (error instanceof TypeError) throw error;
    return null;
  } finally {
    agent.destroy();
    connection.destroy();
  }
}

/** The first bytes of a body as text; what had come when it broke off or its time was over. */
async function beginning(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of answer) {
      if (!(chunk instanceof Uint8Array)) continue;
      pieces.push(Buffer.from(chunk));
      length += chunk.length;
      if (length >= BODY_BYTES) break;
    }
  } catch {
    // A page that is sent piece by piece for ever has shown what it is by now.
  }
  return Buffer.concat(pieces).subarray(0, BODY_BYTES).toString('utf8');
}
