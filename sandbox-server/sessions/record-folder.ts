/**
 * A folder of small JSON files, one per record, that survive crashes (see durable-file.ts).
 *
 * Knows nothing about what the records mean.
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { KeyedQueue } from '../driver/keyed-queue.ts';
import { replaceFile } from './durable-file.ts';

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
      await replaceFile(this.#path(name), async (file) => file.writeFile(text));
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
}
