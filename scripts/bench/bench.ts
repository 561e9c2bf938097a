/**
 * `npm run bench`: measures what learners feel, on this machine, through the product's own doors, and prints each figure
 * beside the goal or beside a peer measured in the same run. Asserts nothing.
 *
 *   npm run bench -- [--starts 10] [--keys 500] [--products 3]
 *
 * Needs what `npm start -- --prepare` makes.
 */
import os from 'node:os';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { startProduct, type Product } from '../../e2e/product.ts';
import type { BrowserConnection } from '#sandbox/testing/browser-connection.ts';
import { throwAwayInstallation, smallLimits } from '#sandbox/testing/installation.ts';
import { startServer, startStandInApp, type ServerProcess } from '#sandbox/testing/server-process.ts';
import { measureBarePty, measureKeyEcho } from './key-echo.ts';
import { percentile } from './statistics.ts';

const lessonId = 'ch02/first-container';

const { values } = parseArgs({
  options: {
    starts: { type: 'string', default: '10' },
    keys: { type: 'string', default: '500' },
    products: { type: 'string', default: '3' },
  },
});

function report(what: string, figures: string): void {
  process.stdout.write(`${what.padEnd(52)} ${figures}\n`);
}

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** Click → `docker ps` answers in the learner's terminal, without a pool: every start makes a sandbox. */
async function coldStarts(server: ServerProcess, count: number): Promise<void> {
  const samples: number[] = [];
  for (let number = 0; number < count; number += 1) {
    const accountId = `cold-${String(number)}`;
    const began = performance.now();
    const { id } = await server.open(accountId, lessonId);
    const browser = await server.connect(id, accountId);
    browser.typeLine('docker ps');
    await browser.until('docker ps', () => browser.output.includes('CONTAINER ID'));
    samples.push(performance.now() - began);
    browser[Symbol.dispose]();
    // Idle sandboxes would take the CPU from the next start.
    await installation.driver().destroy(id);
  }
  const p95 = percentile(samples, 0.95);
  const goal = 3_000;
  report(
    `cold start: click → docker ps answers (n=${String(count)})`,
    `p50 ${ms(percentile(samples, 0.5))}, p95 ${ms(p95)}, ${(p95 / goal).toFixed(2)} × the goal of ${ms(goal)}`,
  );
}

/** Memory of a sandbox in which nothing was done yet, by its cgroup, and what three of them take from the host. */
async function idleMemory(): Promise<void> {
  const driver = installation.driver();
  await driver.probe();
  const ids = ['1', '2', '3'].map((digit) => digit.repeat(32));
  const before = os.freemem();
  for (const id of ids) {
    await driver.create({ id, owner: { accountId: 'bench', lessonId }, limits: smallLimits });
  }
  const MIB = 1024 ** 2;
  const usages = await Promise.all(ids.map(async (id) => (await driver.usage(id)).memoryBytes / MIB));
  const marginal = (before - os.freemem()) / MIB / ids.length;
  for (const id of ids) await driver.destroy(id);
  const median = percentile(usages, 0.5);
  report(
    'memory of an idle sandbox (n=3)',
    `${median.toFixed(0)} MiB by its cgroup, ${(median / 60).toFixed(2)} × the goal of 60 MiB; host's free memory fell by ${marginal.toFixed(0)} MiB each, page cache included`,
  );
}

/** Key echo through the product and through a bare pty with the same shell, measured in turn. */
async function keyEcho(server: ServerProcess, keys: number): Promise<void> {
  const accountId = 'echo';
  const { id } = await server.open(accountId, lessonId);
  const browser: BrowserConnection = await server.connect(id, accountId);
  await browser.until('the sandbox', () => browser.phase === 'ready');
  await browser.untilPrompt();
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    ours.push(...(await measureKeyEcho(browser, Math.ceil(keys / 5))));
    bare.push(...(await measureBarePty(Math.ceil(keys / 5))));
  }
  browser[Symbol.dispose]();
  for (const share of [0.5, 0.99]) {
    const [product, peer] = [percentile(ours, share), percentile(bare, share)];
    report(
      `key echo p${String(share * 100)} (n=${String(ours.length)})`,
      `${product.toFixed(2)} ms, bare pty ${peer.toFixed(2)} ms: ${(product / peer).toFixed(1)} × the bare pty`,
    );
  }
}

/**
 * The end of a container → the check green in a real browser. The engine's own time stamp is compared with the moment the
 * page changes; sandbox, server and browser share this machine's clock. A step passes once, so a fresh product gives two
 * samples: the first run and the second.
 */
async function eventToCheck(product: Product): Promise<number[]> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.addInitScript(() => localStorage.setItem('drydock.screen-reader', 'on'));
    await page.goto(`${product.url}/lessons/${lessonId}`);
    const rows = page.locator('.xterm-accessibility-tree');
    await rows.getByText('$').first().waitFor();
    const samples: number[] = [];
    for (const [name, stepId] of [
      ['first', 'run-hello'],
      ['second', 'run-again'],
    ] as const) {
      const passed = page.evaluate(async (step) => {
        const card = document.querySelector(`[data-step="${step}"]`);
        if (!card) throw new Error('the step is not on the page');
        return new Promise<number>((resolve) => {
          new MutationObserver(() => {
            if (card.getAttribute('data-state') === 'passed') resolve(Date.now());
          }).observe(card, { attributes: true });
        });
      }, stepId);
      const ended = `docker inspect --format '${name} ended {{.State.FinishedAt}}' ${name}`;
      await page.getByTestId('terminal').click();
      await page.keyboard.type(`clear; docker run --name ${name} diamol/ch02-hello-diamol >/dev/null 2>&1; ${ended}`);
      await page.keyboard.press('Enter');
      const text = await rows.getByText(new RegExp(`^${name} ended \\d{4}-`)).innerText();
      samples.push((await passed) - Date.parse(/ended (\S+)/.exec(text)?.[1] ?? ''));
    }
    return samples;
  } finally {
    await browser.close();
  }
}

async function eventsToChecks(products: number): Promise<void> {
  const samples: number[] = [];
  for (let number = 0; number < products; number += 1) {
    const product = await startProduct();
    try {
      samples.push(...(await eventToCheck(product)));
    } finally {
      await product.remove();
    }
  }
  const p95 = percentile(samples, 0.95);
  const goal = 200;
  report(
    `container's end → check green in the browser (n=${String(samples.length)})`,
    `p50 ${ms(percentile(samples, 0.5))}, p95 ${ms(p95)}, ${(p95 / goal).toFixed(2)} × the goal of ${ms(goal)}`,
  );
}

const installation = throwAwayInstallation('bench');
const app = await startStandInApp();
const server = await startServer({ instance: installation.instance, appPort: app.port });
process.stdout.write(
  `${os.cpus().length.toString()} cores, ${(os.totalmem() / 1024 ** 3).toFixed(0)} GiB, Node ${process.version}\n`,
);
try {
  await coldStarts(server, Number(values.starts));
  await keyEcho(server, Number(values.keys));
  await server.stop();
  await idleMemory();
} finally {
  await server[Symbol.asyncDispose]();
  await installation[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
}
await eventsToChecks(Number(values.products));
