/** A learner does the first lesson of chapter 2, with a mistake on the way, and comes back later. */
import { expect, test } from './fixtures.ts';

test.use({ stage: 'first lesson' });

const lessonId = 'ch02/first-container';

test('from the catalogue to three green checks, and still green after a reload and a restart of everything', async ({
  learner,
  product,
}) => {
  test.setTimeout(240_000);
  const { page } = learner;
  await learner.visit('/');
  await page.getByRole('link', { name: 'Your first container' }).click();
  await expect(page).toHaveURL(`${product.url}/lessons/${lessonId}`);
  await learner.seesInTerminal(/\$\s*$/);
  await learner.seesStep('run-hello', 'hint');

  await test.step('a misspelled image gets a hint that names it', async () => {
    await learner.types('docker container run diamol/ch02-helo-diamol');
    await learner.seesStep('run-hello', 'wrong-move');
    await expect(learner.step('run-hello')).toContainText('diamol/ch02-helo-diamol');
  });

  await test.step('a click puts the command into the terminal and Enter runs it', async () => {
    await learner.clicksCommand('run-hello');
    await learner.seesInTerminal(/\$ docker container run diamol\/ch02-hello-diamol$/);
    await learner.seesStep('run-hello', 'wrong-move');
    await page.keyboard.press('Enter');
    await learner.seesStep('run-hello', 'passed');
    await learner.seesInTerminal(/Pull complete|Downloaded newer image/);
    await learner.seesStep('run-again', 'hint');
  });

  await test.step('the second run needs no pull', async () => {
    await learner.types('clear');
    await learner.types('docker container run diamol/ch02-hello-diamol');
    await learner.seesStep('run-again', 'passed');
    expect(await learner.terminalText()).not.toContain('Pull');
  });

  await test.step('listing all containers passes the last step', async () => {
    await learner.types('docker container ls');
    await learner.seesStep('list-all', 'wrong-move');
    await learner.types('docker container ls --all');
    await learner.seesStep('list-all', 'passed');
    await learner.seesInTerminal(/Exited \(0\)/);
    await expect(page.getByRole('heading', { name: 'All steps passed' })).toBeVisible();
  });

  await test.step('a reload keeps shell, scrollback and progress', async () => {
    await learner.types('marker=kept; clear; echo before-the-reload');
    await learner.seesInTerminal(/^before-the-reload$/m);
    await page.reload();
    for (const stepId of ['run-hello', 'run-again', 'list-all']) await learner.seesStep(stepId, 'passed');
    await learner.seesInTerminal(/^before-the-reload$/m);
    await learner.types('echo "<$marker>"');
    await learner.seesInTerminal(/^<kept>$/m);
  });

  await test.step('a restart of everything keeps progress, containers and files', async () => {
    await learner.types('echo kept > ~/note');
    await page.goto('about:blank');
    expect(await product.stop()).toBe(0);
    await product.start();
    await learner.visit('/');
    await expect(page.getByRole('link', { name: /Done/ })).toBeVisible();
    await learner.openLesson(lessonId);
    for (const stepId of ['run-hello', 'run-again', 'list-all']) await learner.seesStep(stepId, 'passed');
    await learner.types('clear; cat ~/note; docker container ls --all --quiet | wc --lines');
    await learner.seesInTerminal(/^kept\n2$/m);
  });
});

test('starting over asks first, then gives an empty sandbox and keeps what was passed', async ({ learner }) => {
  const { page } = learner;
  await learner.openLesson(lessonId);
  await learner.types('docker container run diamol/ch02-hello-diamol');
  await learner.seesStep('run-hello', 'passed');
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await learner.types('clear; docker container ls --all --quiet | wc --lines');
  await learner.seesInTerminal(/^[1-9]\d*$/m);
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('button', { name: 'Delete and start over' }).click();
  await learner.seesInTerminal(/^~ \$$/);
  await learner.types('docker container ls --all --quiet | wc --lines');
  await learner.seesInTerminal(/^0$/m);
  await learner.seesStep('run-hello', 'passed');
});

test('scrolling to a step moves the text and never the page around it', async ({ learner }) => {
  await learner.openLesson(lessonId);
  for (const stepId of ['list-all', 'run-hello', 'run-again']) {
    await learner.step(stepId).evaluate((card) => card.scrollIntoView({ block: 'center' }));
    await expect(learner.step(stepId)).toBeInViewport();
    const offset = await learner.page.getByRole('banner').evaluate((header) => header.getBoundingClientRect().top);
    expect(offset).toBe(0);
  }
});

test('the keyboard alone leads through the lesson', async ({ learner }) => {
  const { page } = learner;
  await learner.openLesson(lessonId);
  await page.getByTestId('terminal').click();
  await page.keyboard.press('Control+Backquote');
  await expect(page.getByTestId('terminal').locator('textarea')).not.toBeFocused();
  await page.keyboard.press('Control+Backquote');
  await expect(page.getByTestId('terminal').locator('textarea')).toBeFocused();
  await page.keyboard.type('echo typed-without-a-mouse');
  await page.keyboard.press('Enter');
  await learner.seesInTerminal(/^typed-without-a-mouse$/m);
});

test.describe('on a phone, in Korean', () => {
  test.use({ viewport: { width: 390, height: 844 }, locale: 'ko-KR' });

  test('lesson and terminal are two tabs, and the terminal goes on while the text is read', async ({ learner }) => {
    const { page } = learner;
    await learner.visit(`/lessons/${lessonId}`);
    const terminalTab = page.getByRole('tab', { name: '터미널' });
    await terminalTab.click();
    await learner.seesInTerminal(/\$\s*$/);
    await learner.types('clear; echo on-the-phone');
    await learner.seesInTerminal(/^on-the-phone$/m);
    await page.getByRole('tab').first().click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await terminalTab.click();
    await learner.seesInTerminal(/^on-the-phone$/m);
  });
});
