/** Figures of the lesson page in a real browser: its weight, how soon it shows what happened, and how it answers under load. */
import { chromium, type Page } from '@playwright/test';
import { startProduct, type Product } from '../../e2e/product.ts';
import { lessonId } from './bench-server.ts';
import { lighthouseScores } from './lighthouse.ts';
import { ms, report, reportAgainstGoal } from './report.ts';

const GOAL_SCRIPT_BYTES = 180 * 1024;
const GOAL_PICTURE_MS = 200;
/** "Good" by web.dev: Interaction to Next Paint. */
const GOAL_INTERACTION_MS = 200;

/** All figures, with one product. */
export async function pages(samples: number): Promise<void> {
  const product = await startProduct();
  try {
    await lighthouseScores(product);
    await withLesson(product, scriptWeight);
    await withLesson(product, async (page) => eventToPicture(page, samples));
    await withLesson(product, interactionsUnderFlood);
  } finally {
    await product.remove();
  }
}

async function withLesson(product: Product, measure: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    await page.addInitScript(() => localStorage.setItem('drydock.screen-reader', 'on'));
    await page.goto(`${product.url}/lessons/${lessonId}`);
    await page.locator('.xterm-accessibility-tree').getByText('$').first().waitFor();
    await measure(page);
  } finally {
    await browser.close();
  }
}

/** Bytes of script as they came over the wire. */
async function scriptBytes(page: Page): Promise<number> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry): entry is PerformanceResourceTiming => entry instanceof PerformanceResourceTiming)
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .reduce((bytes, { encodedBodySize }) => bytes + encodedBodySize, 0),
  );
}

async function scriptWeight(page: Page): Promise<void> {
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} KB`;
  const before = await scriptBytes(page);
  report(
    'script of a lesson page, compressed, terminal included',
    `${kilobytes(before)}: ${(before / GOAL_SCRIPT_BYTES).toFixed(2)} × the goal of ${kilobytes(GOAL_SCRIPT_BYTES)}`,
  );
  await page.locator('#toggle-editor').click();
  await page.getByRole('treeitem', { name: '.profile' }).click();
  await page.locator('.monaco-editor').first().waitFor();
  await page.waitForLoadState('networkidle');
  report('script with the editor open, compressed', kilobytes(await scriptBytes(page)));
}

/** The engine's own time stamp of a start, compared with the moment the container's name stands in the picture. */
async function eventToPicture(page: Page, count: number): Promise<void> {
  await page.locator('#toggle-picture').click();
  const picture = page.locator('[data-pane="picture"]');
  await picture.waitFor();
  const samples: number[] = [];
  for (let number = 1; number <= count; number += 1) {
    const name = `pictured-${String(number)}`;
    const shown = picture.evaluate(
      async (pane, wanted) =>
        new Promise<number>((resolve) => {
          const observer = new MutationObserver(() => {
            if (pane.textContent.includes(wanted)) resolve(Date.now());
          });
          observer.observe(pane, { childList: true, characterData: true, subtree: true });
        }),
      name,
    );
    await page.getByTestId('terminal').first().click();
    const created = `docker inspect --format '${name} made {{.Created}}' ${name}`;
    await page.keyboard.type(`clear; docker container create --name ${name} diamol/base >/dev/null 2>&1; ${created}`);
    await page.keyboard.press('Enter');
    const made = new RegExp(`^${name} made (\\d{4}-\\S+)`);
    const text = await page.locator('.xterm-accessibility-tree').getByText(made).innerText();
    const at = await shown;
    // The first one pulls the image, and the time stamp is that of the pull's end.
    if (number > 1) samples.push(at - Date.parse(made.exec(text)?.[1] ?? ''));
  }
  reportAgainstGoal('container created → in the picture', samples, GOAL_PICTURE_MS);
}

/** Presses keys and buttons of the page while a terminal prints as fast as it can. */
async function interactionsUnderFlood(page: Page): Promise<void> {
  await page.evaluate(() => {
    const durations: number[] = [];
    Object.assign(globalThis, { interactionDurations: durations });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ('interactionId' in entry && entry.interactionId) durations.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
  await page.getByTestId('terminal').first().click();
  await page.keyboard.type('yes');
  await page.keyboard.press('Enter');
  for (let round = 0; round < 10; round += 1) {
    for (const choice of await page.locator('[data-quiz] input').all()) await choice.click();
    await page.locator('#toggle-picture').click();
  }
  const durations = await page.evaluate(
    () => (globalThis as { interactionDurations?: number[] }).interactionDurations ?? [],
  );
  // By definition the 98th percentile of all interactions; with fewer than fifty it is the longest.
  const worst = Math.max(0, ...durations);
  report(
    `longest of ${String(durations.length)} interactions over 16 ms while a terminal floods`,
    `${ms(worst)}: ${(worst / GOAL_INTERACTION_MS).toFixed(2)} × the goal of ${ms(GOAL_INTERACTION_MS)}`,
  );
}
