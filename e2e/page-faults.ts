/**
 * What a machine can find wrong with a page that has come to rest: accessibility, and scrolling sideways.
 *
 * Knows nothing about which page it is.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * The faults of a page, one line each; empty when there are none. Waits until the dividers that are seen know where they stand, which they are told by the first layout in the browser:
 * until then the page is not one that somebody could use.
 *
 * @param except selector of what is not looked into: the preview of a learner's own page is not ours
 */
export async function pageFaults(page: Page, except?: string): Promise<string[]> {
  const unsettled = page.locator('[role=separator][tabindex]:not([aria-valuenow])').filter({ visible: true });
  await expect(unsettled).toHaveCount(0);
  const axe = new AxeBuilder({ page });
  const { violations } = await (except === undefined ? axe : axe.exclude(except)).analyze();
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ...(sideways > 0 ? [`scrolls sideways by ${String(sideways)} px`] : []),
  ];
}
