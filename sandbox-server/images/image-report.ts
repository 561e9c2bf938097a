/**
 * The report on the course images that `npm start` writes while it builds them: which are served, and which are not yet.
 *
 * Knows nothing about lessons or sessions, and nothing about how images are built.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const reportSchema = z.object({
  /** When it was written last; again every few seconds while somebody works on the images. */
  writtenAt: z.iso.datetime(),
  working: z.boolean(),
  images: z.array(
    z.object({
      name: z.string(),
      tags: z.array(z.string()),
      state: z.enum(['waiting', 'building', 'served', 'failed']),
    }),
  ),
});

/** The report on the course images. */
export type ImageReport = z.infer<typeof reportSchema>;

/** Milliseconds after which a report that says somebody is at work is taken for one whose writer was killed. */
const STALE_MS = 60_000;

/** Reads a report; null when there is none, as in a development setup without `npm start`. `now` is wall time in ms. */
export function readImageReport(reportPath: string, now: number): ImageReport | null {
  let text: string;
  try {
    text = readFileSync(reportPath, 'utf8');
  } catch {
    return null;
  }
  const report = reportSchema.parse(JSON.parse(text));
  return { ...report, working: report.working && now - Date.parse(report.writtenAt) < STALE_MS };
}
