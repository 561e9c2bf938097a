/** Figures: what Lighthouse says of the catalogue and of a lesson page, as a visitor on a desktop gets them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Product } from '../../e2e/product.ts';
import { lessonId } from './bench-server.ts';
import { report } from './report.ts';

/** Run by npx and no dependency of the product: it is large, and its newest versions need a newer Node. */
const LIGHTHOUSE = 'lighthouse@12.2.3';

const RUNS = 3;

/** Lowest scores that are good enough, in hundredths. */
const goals = { performance: 95, accessibility: 100, 'best-practices': 95 } as const;

const scoreSchema = z.object({ score: z.number() });
const reportSchema = z.object({
  categories: z.object({ performance: scoreSchema, accessibility: scoreSchema, 'best-practices': scoreSchema }),
  audits: z.object({
    'largest-contentful-paint': z.object({ numericValue: z.number() }),
    'total-blocking-time': z.object({ numericValue: z.number() }),
    'cumulative-layout-shift': z.object({ numericValue: z.number() }),
  }),
});

/** Reports the middle one of several runs for each page. */
export async function lighthouseScores(product: Product): Promise<void> {
  for (const page of ['/', `/lessons/${lessonId}`]) {
    const runs: z.infer<typeof reportSchema>[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await audit(`${product.url}${page}`));
    runs.sort((one, other) => one.categories.performance.score - other.categories.performance.score);
    const middle = runs[Math.floor(RUNS / 2)];
    if (middle === undefined) throw new Error('no run');
    const scores = (Object.keys(goals) as (keyof typeof goals)[]).map(
      (name) => `${name} ${String(Math.round(middle.categories[name].score * 100))} (goal ${String(goals[name])})`,
    );
    const { audits } = middle;
    report(
      `Lighthouse ${page}`,
      `${scores.join(', ')}; largest paint ${audits['largest-contentful-paint'].numericValue.toFixed(0)} ms, blocked ${audits['total-blocking-time'].numericValue.toFixed(0)} ms, shift ${audits['cumulative-layout-shift'].numericValue.toFixed(3)}`,
    );
  }
}

async function audit(url: string): Promise<z.infer<typeof reportSchema>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-lighthouse-'));
  try {
    const output = path.join(folder, 'report.json');
    const parameters = [
      '--yes',
      LIGHTHOUSE,
      url,
      '--preset=desktop',
      '--output=json',
      `--output-path=${output}`,
      '--quiet',
      `--only-categories=${Object.keys(goals).join(',')}`,
      '--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage',
    ];
    const child = spawn('npx', parameters, {
      // Outside of the repository, or npx would look for it in there.
      cwd: folder,
      env: { ...process.env, CHROME_PATH: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said: Buffer[] = [];
    child.stderr.on('data', (piece: Buffer) => said.push(piece));
    await once(child, 'exit');
    if (child.exitCode !== 0) throw new Error(Buffer.concat(said).toString().slice(-500));
    return reportSchema.parse(JSON.parse(await readFile(output, 'utf8')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
