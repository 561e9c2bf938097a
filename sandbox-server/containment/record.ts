/**
 * What was seen in the last recorded run of each driver, as files beside this one, and the document made from them.
 *
 * Knows nothing about how attempts are made.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { outcomeSchema, type DriverName, type Outcome } from './attempt.ts';
import { attempts } from './attempts.ts';
import { containmentDocument } from './document.ts';

/** The document. */
export const documentPath = path.join(import.meta.dirname, '..', '..', 'docs', 'containment.md');

const recordedRunSchema = z.strictObject({
  cgroupVersion: z.union([z.literal(1), z.literal(2)]),
  outcomes: z.record(z.string(), outcomeSchema),
});

/** The last recorded run with one driver. */
export type RecordedRun = z.infer<typeof recordedRunSchema>;

/** The last recorded run of every driver. Throws when a file is not what it should be. */
export async function recordedRuns(): Promise<Readonly<Record<DriverName, RecordedRun>>> {
  const read = async (driver: DriverName) =>
    recordedRunSchema.parse(JSON.parse(await readFile(recordOf(driver), 'utf8')));
  const [docker, incus] = await Promise.all([read('docker'), read('incus')]);
  return { docker, incus };
}

/** Writes a run down and the document anew. Figures are left out, so that the same run again changes nothing. */
export async function recordRun(run: {
  readonly driver: DriverName;
  readonly cgroupVersion: 1 | 2;
  readonly outcomes: ReadonlyMap<string, Outcome>;
}): Promise<void> {
  const { driver, cgroupVersion, outcomes } = run;
  const plain = attempts.flatMap(({ id }) => {
    const outcome = outcomes.get(id);
    return outcome ? [[id, { verdict: outcome.verdict, seen: outcome.seen }] as const] : [];
  });
  const recorded: RecordedRun = { cgroupVersion, outcomes: Object.fromEntries(plain) };
  await writeFile(recordOf(driver), `${JSON.stringify(recorded, null, 2)}\n`);
  await writeFile(documentPath, await writtenDocument());
}

/** The document as it must be. */
export async function writtenDocument(): Promise<string> {
  const text = containmentDocument(attempts, await recordedRuns());
  return format(text, { ...(await resolveConfig(documentPath)), parser: 'markdown' });
}

function recordOf(driver: DriverName): string {
  return path.join(import.meta.dirname, 'recorded', `${driver}.json`);
}
