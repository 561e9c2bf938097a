import { get } from 'node:http';
import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { DialingAgent } from './dialing-agent.ts';

/** A connection whose other side answers the first request, and takes and loses whatever is written after its end. */
class OneAnswer extends Duplex {
  #isOver = false;

  override _read(): void {
    // Answers are pushed when they are asked for.
  }

  override _write(_chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (!this.#isOver) this.push('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    done();
  }

  /** The other side closes. */
  over(): void {
    this.#isOver = true;
    this.push(null);
  }
}

async function ask(agent: DialingAgent): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ agent, host: 'sandbox' }, (answer) => {
      let text = '';
      answer.on('data', (piece: Buffer) => (text += piece.toString()));
      answer.on('end', () => resolve(text));
    }).on('error', reject);
  });
}

it('a kept connection is used again, but not when its other side has closed meanwhile', async () => {
  const connections: OneAnswer[] = [];
  const agent = new DialingAgent(
    async () => {
      const connection = new OneAnswer();
      connections.push(connection);
      return Promise.resolve(connection);
    },
    { maxSockets: 1, maxFreeSockets: 1 },
  );
  expect([await ask(agent), await ask(agent)]).toEqual(['ok', 'ok']);
  expect(connections).toHaveLength(1);
  const closed = new Promise((resolve) => connections[0]?.once('close', resolve));
  connections[0]?.over();
  await closed;
  expect(await ask(agent)).toBe('ok');
  expect(connections).toHaveLength(2);
  agent.destroy();
});
