import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { FileRecordings, type FileRecordingsOptions } from './recordings.ts';

const size = { columns: 80, rows: 24 };
const sessionId = '0123456789abcdef0123456789abcdef';

const headerSchema = z.strictObject({
  version: z.literal(2),
  width: z.int().min(1),
  height: z.int().min(1),
  timestamp: z.int(),
  env: z.strictObject({ TERM: z.string() }),
});
const eventSchema = z.tuple([z.number().min(0), z.enum(['o', 'r', 'm']), z.string()]);

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'recordings-'))));
afterEach(async () => rm(folder, { recursive: true, force: true }));

function recordings(limits?: FileRecordingsOptions['limits']): FileRecordings {
  return new FileRecordings({
    folder,
    sessionId,
    onFailure: (error) => {
      throw error;
    },
    ...(limits && { limits }),
  });
}

/** Reads a file as a player does. */
async function play(path: string) {
  const [header, ...events] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  return {
    header: headerSchema.parse(JSON.parse(header ?? '')),
    events: events.map((line) => eventSchema.parse(JSON.parse(line))),
  };
}

/** The file of a terminal once it holds a text. */
async function fileWith(made: FileRecordings, terminal: number, text: string): Promise<string> {
  return vi.waitFor(async () => {
    const path = await made.latest(terminal);
    expect(path).not.toBeNull();
    expect(await readFile(path ?? '', 'utf8')).toContain(text);
    return path ?? '';
  });
}

describe('the recordings of a session', () => {
  it('are files in asciicast v2 whose times never go back', async () => {
    const made = recordings();
    const recording = made.begin(1, size);
    for (let number = 0; number < 50; number += 1) recording.output(Buffer.from(`line ${String(number)} 한국어\r\n`));
    recording.resize({ columns: 132, rows: 43 });
    recording.end();
    const { header, events } = await play(await fileWith(made, 1, '132x43'));
    expect(header).toMatchObject({ version: 2, width: 80, height: 24 });
    expect(Math.abs(header.timestamp - Date.now() / 1000)).toBeLessThan(3600);
    const times = events.map(([time]) => time);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(events.filter(([, kind]) => kind === 'o').map(([, , text]) => text)).toContain('line 49 한국어\r\n');
    expect(events.at(-1)?.[2]).toBe('132x43');
  });

  it('can be read by the server’s user only', async () => {
    const made = recordings();
    made.begin(1, size).end();
    const path = await fileWith(made, 1, 'version');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, sessionId))).mode & 0o777).toBe(0o700);
  });

  it('are one file for every shell, the newest last', async () => {
    const made = recordings();
    for (const text of ['first', 'second']) {
      const recording = made.begin(1, size);
      recording.output(Buffer.from(text));
      recording.end();
    }
    made.begin(2, size).end();
    expect(await readFile(await fileWith(made, 1, 'second'), 'utf8')).not.toContain('first');
    await fileWith(made, 2, 'version');
    const files = await made.list();
    expect(files.map(({ terminal }) => terminal)).toEqual([1, 1, 2]);
    expect(files.every(({ bytes }) => bytes > 0)).toBe(true);
    expect(await made.latest(3)).toBeNull();
  });

  it('begin a new file with a marker after a restart', async () => {
    recordings().begin(1, size).end();
    await fileWith(recordings(), 1, 'version');
    const afterRestart = recordings();
    const recording = afterRestart.begin(1, size);
    recording.output(Buffer.from('after the restart'));
    const { events } = await play(await fileWith(afterRestart, 1, 'after the restart'));
    expect(events.map(([, kind]) => kind)).toEqual(['m', 'o']);
    expect(await afterRestart.list()).toHaveLength(2);
    await afterRestart.removeAll();
  });

  it('grow no larger than a file may be', async () => {
    const made = recordings({ file: 4_096, session: 1_000_000 });
    const recording = made.begin(1, size);
    for (let count = 0; count < 1_000; count += 1) recording.output(Buffer.from('x'.repeat(100)));
    const path = await fileWith(made, 1, 'ends here');
    expect((await stat(path)).size).toBeLessThan(4_096 + 200);
    expect((await play(path)).events.at(-1)?.[1]).toBe('m');
  });

  it('give up the oldest finished files when a session has too much', async () => {
    const earlier = recordings();
    const old = earlier.begin(1, size);
    old.output(Buffer.from('the oldest'.repeat(300)));
    old.end();
    const oldest = await fileWith(earlier, 1, 'the oldest');
    const made = recordings({ file: 4_096, session: 8_192 });
    for (let terminal = 2; terminal <= 4; terminal += 1) {
      const recording = made.begin(terminal, size);
      // Until it is there, the files of an earlier process are not counted.
      await fileWith(made, terminal, 'version');
      recording.output(Buffer.from('y'.repeat(3_500)));
      recording.end();
      await fileWith(made, terminal, 'yyy');
    }
    await vi.waitFor(async () => expect((await made.list()).map(({ terminal }) => terminal)).toEqual([3, 4]));
    await expect(stat(oldest)).rejects.toThrow('ENOENT');
  });

  it('are gone when all are removed', async () => {
    const made = recordings();
    made.begin(1, size).output(Buffer.from('something'));
    await made.removeAll();
    expect(await made.list()).toEqual([]);
    await expect(stat(join(folder, sessionId))).rejects.toThrow('ENOENT');
  });
});
