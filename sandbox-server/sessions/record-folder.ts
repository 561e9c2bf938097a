/**
 * A folder of small JSON files, one per record, that survive crashes: a record is written beside its place, flushed to the
 * disk, and renamed into it, so that whoever reads it finds the old one or the new one and never half of either.
 *
 * Knows nothing about what the records mean.
 */
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { KeyedQueue } from '../driver/keyed-queue.ts';

const ENDING = '.json';

/** Records of one kind, each under a name of lower-case letters, digits and "-". */
export class RecordFolder<Schema extends z.ZodType> {
  readonly #folder: string;
  readonly #schema: Schema;
  readonly #writes = new KeyedQueue();

  constructor(folder: string, schema: Schema) {
    this.#folder = folder;
    this.#schema = schema;
  }

  /** Every record that can be read; `onBroken` is told of the others, which stay where they are. */
  async readAll(onBroken: (name: string, error: unknown) => void): Promise<ReadonlyMap<string, z.output<Schema>>> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const records = new Map<string, z.output<Schema>>();
    for (const file of await readdir(this.#folder)) {
      if (!file.endsWith(ENDING)) continue;
      const name = file.slice(0, -ENDING.length);
      try {
        const text = await readFile(path.join(this.#folder, file), 'utf8');
        records.set(name, this.#schema.parse(JSON.parse(text)));
      } catch (error) {
        onBroken(name, error);
      }
    }
    return records;
  }

  /** Resolves when the record would survive a loss of power. Writes of the same record happen in the order of the calls. */
  async write(name: string, record: z.input<Schema>): Promise<void> {
    const text = `${JSON.stringify(record)}\n`;
    await this.#writes.run(name, async () => {
      const target = this.#path(name);
      const file = await open(`${target}.unfinished`, 'w', 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${target}.unfinished`, target);
      await this.#flushFolder();
    });
  }

  /** Removes a record if it is there. */
  async remove(name: string): Promise<void> {
    await this.#writes.run(name, async () => {
      await rm(this.#path(name), { force: true });
    });
  }

  #path(name: string): string {
    return path.join(this.#folder, `${name}${ENDING}`);
  }

  async #flushFolder(): Promise<void> {
    const folder = await open(this.#folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}
