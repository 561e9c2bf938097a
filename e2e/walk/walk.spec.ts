/**
 * Every lesson, walked through in the browser: each command and file of the text is clicked in the order in which it stands,
 * to the end of the text. A step that does not turn green by that alone (because the learner has to think) is solved as its
 * proof does, and named in the report. Of each lesson pictures are taken, for reading. LESSONS=ch03,a1/bridge walks only
 * these; LANGUAGES=ko,en.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { loadProof } from '#lessons/_loader/author.ts';
import { loadCatalogue, type Lesson } from '#lessons/_loader/catalogue.ts';
import { lessonsInOrder } from '#lessons/_loader/lessons.ts';
import { fillVariables, variablesOf } from '#lessons/_loader/variables.ts';
import type { Action } from '#lessons/_schema/proof.ts';
import { expect, test, type Learner } from '../fixtures.ts';

const lessonsDirectory = path.join(import.meta.dirname, '..', '..', 'lessons');
const wanted = (process.env.LESSONS ?? '').split(',').filter((name) => name !== '');
const lessons = lessonsInOrder(await loadCatalogue(lessonsDirectory)).filter(
  ({ id, chapterId }) => wanted.length === 0 || wanted.includes(id) || wanted.includes(chapterId),
);
const languages = (process.env.LANGUAGES ?? 'en').split(',');
const pictures = process.env.WALK_PICTURES ?? path.join('test-results', 'walk');

/** The one account of local mode. */
const ACCOUNT = 'local';

/** Milliseconds after which a command that shows what goes on and on is ended. */
const PATIENCE_MS = 25_000;

/** What ends a program that goes on: an interrupt, or the key of a pager. */
const endings = ['Control+C', 'q'];

/** The key with which the course leaves a container that is to go on. */
const detachKey = 'Control+x';

test.use({
  stage: 'walk',
  complaints: {
    expected: [
      /both allow-scripts and allow-same-origin/,
      // The editor asks for a file before it is there, and gives up what it asked for when it is closed.
      /404/,
      /^Canceled$/,
    ],
  },
  contextOptions: { reducedMotion: 'reduce' },
});

async function promptIsBack(learner: Learner): Promise<boolean> {
  return /[$#] ?$/.test((await learner.terminalText()).trimEnd());
}

/** Waits for the prompt; what goes on and on is ended as a learner does, with a key. */
async function waitForPrompt(learner: Learner): Promise<void> {
  for (const ending of endings) {
    const isBack = await expect
      .poll(async () => promptIsBack(learner), { timeout: PATIENCE_MS })
      .toBe(true)
      .then(() => true)
      .catch(() => false);
    if (isBack) return;
    await learner.pane().getByTestId('terminal').click();
    await learner.page.keyboard.press(ending);
  }
  await expect.poll(async () => promptIsBack(learner), { timeout: 180_000 }).toBe(true);
}

/** Goes out of a container before a command that only its host has. */
async function leaveContainer(learner: Learner, command: string): Promise<void> {
  const isInside = /^\/\S* # ?$/.test((await learner.terminalText()).split('\n').at(-1) ?? '');
  if (!isInside || !/^(sudo )?docker /.test(command)) return;
  await learner.pane().getByTestId('terminal').click();
  await learner.page.keyboard.press(detachKey);
  await expect.poll(async () => learner.terminalText()).toMatch(/~\S* \$$/);
}

async function clickCommand(learner: Learner, command: Locator): Promise<void> {
  await leaveContainer(learner, await command.locator('code').innerText());
  const before = await learner.terminalText();
  await command.click();
  await expect.poll(async () => (await learner.terminalText()) !== before).toBe(true);
  await waitForPrompt(learner);
}

async function perform(learner: Learner, lesson: Lesson, actions: readonly Action[]): Promise<void> {
  const variables = variablesOf(lesson, ACCOUNT);
  for (const action of actions) {
    const before = await learner.terminalText();
    if (typeof action === 'string') await learner.types(fillVariables(action, variables));
    else {
      const text = Buffer.from(fillVariables(action.text, variables)).toString('base64');
      await learner.types(`mkdir -p "$(dirname ~/${action.file})"; echo ${text} | base64 -d > ~/${action.file}`);
    }
    await expect.poll(async () => (await learner.terminalText()) !== before).toBe(true);
    await waitForPrompt(learner);
  }
}

/** Clicks everything between what was clicked last and the end of this part of the page, in order. */
async function clickThrough(learner: Learner, clicked: Set<string>, upTo: Locator): Promise<void> {
  const { page } = learner;
  const end = await upTo.evaluate((element) => {
    const all = [...document.querySelectorAll('#content [data-command], #content [data-put]')];
    return all.filter(
      (one) => element.contains(one) || (element.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING) !== 0,
    ).length;
  });
  for (let index = 0; index < end; index += 1) {
    const key = String(index);
    if (clicked.has(key)) continue;
    clicked.add(key);
    const one = page.locator('#content [data-command], #content [data-put]').nth(index);
    if ((await one.getAttribute('data-put')) === null) await clickCommand(learner, one);
    else {
      const written = page.waitForResponse((response) => response.url().endsWith('/workspace/changes'));
      await one.click();
      expect((await written).ok()).toBe(true);
    }
  }
}

for (const language of languages) {
  for (const lesson of lessons) {
    test.describe(language, () => {
      test.use({ locale: language === 'ko' ? 'ko-KR' : 'en-GB', viewport: { width: 1440, height: 1000 } });

      test(lesson.id, async ({ learner }) => {
        const { page } = learner;
        await page.addInitScript(() => localStorage.setItem('drydock.command-click', 'run'));
        const began = Date.now();
        const proof = await loadProof(lessonsDirectory, lesson);
        await learner.openLesson(lesson.id);
        const notes: string[] = [];
        if (proof.kind === 'lab') {
          await perform(learner, lesson, proof.solution);
          for (const { id } of lesson.steps) await learner.seesStep(id, 'passed');
        } else {
          const clicked = new Set<string>();
          for (const { id } of lesson.steps) {
            await clickThrough(learner, clicked, learner.step(id));
            const isGreen = await expect(learner.step(id))
              .toHaveAttribute('data-state', 'passed', { timeout: 6_000 })
              .then(() => true)
              .catch(() => false);
            if (isGreen) continue;
            notes.push(`${id} needs more than clicks`);
            await perform(learner, lesson, proof.steps[id]?.solution ?? []);
            await learner.seesStep(id, 'passed');
          }
          await clickThrough(learner, clicked, page.locator('#lesson-done'));
        }
        const seconds = ((Date.now() - began) / 1000).toFixed(0);
        test.info().annotations.push({ type: 'walk', description: `${seconds} s ${notes.join('; ')}` });
        process.stdout.write(
          `    ${lesson.id} ${language}: ${seconds} s${notes.length > 0 ? `; ${notes.join('; ')}` : ''}\n`,
        );
        await expect(page.locator('#lesson-done')).toBeVisible();
        mkdirSync(pictures, { recursive: true });
        const name = `${lesson.id.replace('/', '-')}-${language}`;
        await page.screenshot({ path: path.join(pictures, `${name}.png`) });
        // The text as a whole, however long.
        const height = await page.locator('#content').evaluate((article) => article.scrollHeight);
        await page.setViewportSize({ width: 1440, height: Math.min(height + 200, 12_000) });
        await page.locator('#content').screenshot({ path: path.join(pictures, `${name}-text.png`) });
      });
    });
  }
}
