/** A learner arranges the page: opens and closes panes, goes about by keys, and finds it as it was left. */
import { expect, test, type Learner } from './fixtures.ts';
import { pageFaults } from './page-faults.ts';

test.use({ stage: 'workbench' });

const lessonId = 'ch02/first-container';

/** The frame of a tool. */
function pane({ page }: Learner, name: string) {
  return page.getByRole('group', { name, exact: true });
}

test('panes open beside each other, are enlarged, closed, and remembered, and the terminal goes on', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.openLesson(lessonId);
  await learner.types('marker=kept; clear');
  const toggle = (name: string) => page.getByRole('group', { name: 'Tools' }).getByRole('button', { name });

  await test.step('opened', async () => {
    await toggle('Editor').click();
    await toggle('Picture').click();
    await expect(toggle('Editor')).toHaveAttribute('aria-pressed', 'true');
    const editor = await pane(learner, 'Editor').boundingBox();
    const picture = await pane(learner, 'Picture').boundingBox();
    expect(editor?.y).toBe(picture?.y);
    expect(editor?.x).toBeLessThan(picture?.x ?? 0);
  });

  await test.step('a reload changes nothing, from the first paint on', async () => {
    const before = await pane(learner, 'Editor').boundingBox();
    await page.reload();
    expect(await pane(learner, 'Editor').boundingBox()).toEqual(before);
    await expect(toggle('Picture')).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('enlarged and back', async () => {
    await page.getByRole('button', { name: 'Enlarge: Picture' }).click();
    await expect(pane(learner, 'Editor')).toBeHidden();
    await expect(page.getByTestId('terminal')).toBeHidden();
    await page.getByRole('button', { name: 'Back to its size: Picture' }).click();
    await expect(pane(learner, 'Editor')).toBeVisible();
  });

  await test.step('closed, and the keyboard is at the button that opens it', async () => {
    await page.getByRole('button', { name: 'Close: Picture' }).click();
    await expect(pane(learner, 'Picture')).toHaveCount(0);
    await expect(toggle('Picture')).toBeFocused();
  });

  await learner.types('echo "<$marker>"');
  await learner.seesInTerminal(/^<kept>$/m);
});

test('only the tool opened last is shown where one fits', async ({ learner }) => {
  const { page } = learner;
  await page.setViewportSize({ width: 1024, height: 768 });
  await learner.openLesson(lessonId);
  await page.keyboard.press('Alt+Shift+Digit2');
  await page.keyboard.press('Alt+Shift+Digit5');
  await expect(pane(learner, 'Picture')).toBeVisible();
  await expect(pane(learner, 'Editor')).toBeHidden();
});

test('keys lead to every pane, from the terminal too, and the palette and the list of keys to everything else', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.openLesson(lessonId);
  const shell = page.getByTestId('terminal').locator('textarea');
  await page.getByTestId('terminal').click();

  await page.keyboard.press('Alt+Shift+Digit5');
  await expect(pane(learner, 'Picture')).toBeVisible();
  await expect(shell).not.toBeFocused();
  await page.keyboard.press('F6');
  await expect(shell).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.locator('#content')).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await expect(shell).toBeFocused();

  await test.step('the palette', async () => {
    await page.keyboard.press('F1');
    await expect(page.getByRole('combobox', { name: 'Commands' })).toBeFocused();
    await page.keyboard.type('step 3');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(learner.step('list-all')).toBeFocused();
    await expect(learner.step('list-all')).toBeInViewport();
  });

  await test.step('the list of keys, and back to where one was', async () => {
    await page.getByTestId('terminal').click();
    await page.keyboard.press('Alt+Shift+KeyK');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(list).toContainText('Go to the editor');
    expect(await pageFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(list).toHaveCount(0);
    await expect(shell).toBeFocused();
  });
});

test('the list of steps says what is green and what is missing, and takes room of its own', async ({ learner }) => {
  const { page } = learner;
  await learner.openLesson(lessonId);
  const checks = page.getByTestId('checks');
  await expect(checks.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '0');
  await checks.getByRole('button', { name: /0 of 3/ }).click();
  const current = checks.locator('[aria-current="step"]');
  await expect(current).toContainText('Run a container');

  const text = await page.locator('#content').boundingBox();
  const dock = await checks.boundingBox();
  expect((text?.y ?? 0) + (text?.height ?? 0)).toBeLessThanOrEqual(dock?.y ?? 0);

  await learner.types('docker container run diamol/ch02-hello-diamol');
  await expect(checks.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '1');
  await expect(current).toContainText('Run the same command again');
  await current.getByRole('button').click();
  await expect(learner.step('run-again')).toBeFocused();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('every pane has a tab, and arrow keys go from tab to tab', async ({ learner }) => {
    const { page } = learner;
    await learner.visit(`/lessons/${lessonId}`);
    const tabs = page.getByRole('tablist', { name: 'View' }).getByRole('tab');
    await expect(tabs).toHaveText(['Lesson', 'Editor', 'Terminal', 'Preview', 'Picture']);
    await tabs.first().focus();
    await page.keyboard.press('End');
    await expect(tabs.last()).toBeFocused();
    await expect(pane(learner, 'Picture')).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(pane(learner, 'Picture')).toBeHidden();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
