/** Figure: the end of a container → the check green in a real browser. */
import { chromium } from '@playwright/test';
import { startProduct, type Product } from '../../e2e/product.ts';
import { lessonId } from './bench-server.ts';
import { reportAgainstGoal } from './report.ts';

const GOAL_MS = 200;

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

/** Several fresh products, two samples each. */
export async function eventsToChecks(products: number): Promise<void> {
  const samples: number[] = [];
  for (let number = 0; number < products; number += 1) {
    const product = await startProduct();
    try {
      samples.push(...(await eventToCheck(product)));
    } finally {
      await product.remove();
    }
  }
  reportAgainstGoal("container's end → check green in the browser", samples, GOAL_MS);
}
