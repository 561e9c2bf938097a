/**
 * What a sandbox uses of what it may, as a program inside reports it. Only for its own learner's eyes: whoever is root in a
 * sandbox can make it say anything.
 *
 * Knows nothing about sessions.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { sandboxUsageSchema, type SandboxUsageView } from '#protocol/messages.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { boundedLines } from '../engine/bounded-lines.ts';

const LONGEST_REPORT = 2_000;

/** Milliseconds until a report that ended is asked for again. */
const RETRY_MS = 3_000;

/** Milliseconds that a single report may take. */
const SINGLE_REPORT_MS = 5_000;

const reportSchema = sandboxUsageSchema.extend({
  /** Whether an image is being built, which may be silent for a long time. */
  building: z.boolean(),
});

const command = ['/usr/local/lib/drydock/usage-report'] as const;

/** Follows the reports until `stop`. */
export function watchUsage(
  driver: SandboxDriver,
  sandboxId: string,
  onUsage: (usage: SandboxUsageView, isBuilding: boolean) => void,
): { stop(): void } {
  const stopping = new AbortController();
  const follow = async () => {
    while (!stopping.signal.aborted) {
      try {
        for await (const { building, ...usage } of reports(driver, sandboxId, stopping.signal))
          onUsage(usage, building);
      } catch {
        // The sandbox is ending, or so full that nothing can be started in it; the last figures stand.
      }
      await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  void follow();
  return { stop: () => stopping.abort() };
}

/** Whether an image is being built now; false when the sandbox does not say. */
export async function isBuilding(driver: SandboxDriver, sandboxId: string): Promise<boolean> {
  const patience = AbortSignal.timeout(SINGLE_REPORT_MS);
  try {
    for await (const { building } of reports(driver, sandboxId, patience)) return building;
  } catch {
    // As good as no answer.
  }
  return false;
}

async function* reports(
  driver: SandboxDriver,
  sandboxId: string,
  signal: AbortSignal,
): AsyncGenerator<z.infer<typeof reportSchema>> {
  const process = await driver.exec(sandboxId, { command, user: 'root' });
  const detach = () => process.detach();
  signal.addEventListener('abort', detach);
  try {
    if (signal.aborted) return;
    for await (const line of boundedLines(process.stream, LONGEST_REPORT)) {
      const report = reportSchema.safeParse(parseJson(line));
      if (report.success) yield report.data;
    }
  } finally {
    signal.removeEventListener('abort', detach);
    process.detach();
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
