import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AsciicastRecording, type RecordingSink } from './recording.ts';

/** A disk that takes a text only when it is told to. */
class StalledSink implements RecordingSink {
  text = '';
  isClosed = false;
  readonly #turns: (() => void)[] = [];

  async append(text: string): Promise<void> {
    await new Promise<void>((resolve) => this.#turns.push(resolve));
    this.text += text;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  async takeAll(): Promise<void> {
    while (this.#turns.length > 0) {
      this.#turns.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  get events(): unknown[][] {
    const lines = this.text.split('\n').slice(1, -1);
    return lines.map((line) => z.array(z.unknown()).parse(JSON.parse(line)));
  }
}

function record(sink: RecordingSink, room = Infinity, failures: unknown[] = []) {
  let left = room;
  let clock = 5_000;
  return new AsciicastRecording({
    sink,
    size: { columns: 80, rows: 24 },
    startedAt: 0,
    now: () => (clock += 250),
    claim: (bytes) => {
      left -= bytes;
      return left >= 0;
    },
    firstMarker: null,
    onFailure: (error) => failures.push(error),
  });
}

describe('a recording', () => {
  it('has output and sizes with the seconds since it began', async () => {
    const sink = new StalledSink();
    const recording = record(sink);
    recording.output(Buffer.from('\u001b[1mhello\r\n'));
    recording.resize({ columns: 100, rows: 30 });
    recording.end();
    await sink.takeAll();
    expect(sink.events).toEqual([
      [0.25, 'o', '\u001b[1mhello\r\n'],
      [0.5, 'r', '100x30'],
    ]);
    expect(sink.isClosed).toBe(true);
  });

  it('keeps characters whole that came in several pieces', async () => {
    const sink = new StalledSink();
    const recording = record(sink);
    for (const byte of Buffer.from('고래🐳')) recording.output(Uint8Array.of(byte));
    recording.end();
    await sink.takeAll();
    expect(sink.events.map(([, , text]) => text)).toEqual(['고', '래', '🐳']);
  });

  it('leaves output out while the disk is too slow, and says where', async () => {
    const sink = new StalledSink();
    const recording = record(sink);
    const piece = Buffer.alloc(256 * 1024, 'x');
    for (let count = 0; count < 100; count += 1) recording.output(piece);
    await sink.takeAll();
    recording.output(Buffer.from('after'));
    recording.end();
    await sink.takeAll();
    const kinds = sink.events.map(([, kind]) => kind);
    expect(kinds).toEqual(['o', 'o', 'o', 'm', 'o']);
    expect(sink.events.at(-1)?.[2]).toBe('after');
  });

  it('ends with a marker when there is no more room', async () => {
    const sink = new StalledSink();
    const recording = record(sink, 1_000);
    for (let count = 0; count < 100; count += 1) recording.output(Buffer.from('x'.repeat(50)));
    await sink.takeAll();
    expect(sink.isClosed).toBe(true);
    expect(sink.events.at(-1)?.[1]).toBe('m');
    expect(sink.events.at(-1)?.[2]).toContain('ends here');
    expect(sink.events.slice(0, -1).every(([, kind]) => kind === 'o')).toBe(true);
  });

  it('ends when the disk refuses, and tells once', async () => {
    const failures: unknown[] = [];
    const refusal = new Error('no space left');
    const recording = record(
      { append: async () => Promise.reject(refusal), close: async () => undefined },
      Infinity,
      failures,
    );
    await recording.closed;
    recording.output(Buffer.from('more'));
    recording.end();
    await recording.closed;
    expect(failures).toEqual([refusal]);
  });
});
