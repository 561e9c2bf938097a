/**
 * What every page and pane looks like. The pictures of docs/screenshots are made here: DRYDOCK_SCREENSHOTS=docs/screenshots
 * says where to; without it they go where Playwright keeps what a run has made. Each page is looked through by axe as well.
 */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { pageFaults } from './page-faults.ts';

test.use({ stage: 'screenshots', complaints: { expected: [/both allow-scripts and allow-same-origin/] } });

const lesson = '/lessons/ch02/first-container';

/** Takes a picture of a page that has come to rest and has no fault that a machine can find. */
async function show(page: Page, name: string): Promise<void> {
  expect(await pageFaults(page, 'iframe'), name).toEqual([]);
  const folder = process.env.DRYDOCK_SCREENSHOTS ?? test.info().outputDir;
  await page.screenshot({ path: path.resolve(folder, `${name}.png`) });
}

const looks = [
  { name: 'en-light-wide', locale: 'en-GB', colorScheme: 'light', width: 1440, height: 900 },
  { name: 'ko-dark-wide', locale: 'ko-KR', colorScheme: 'dark', width: 1440, height: 900 },
  { name: 'ko-light-tablet', locale: 'ko-KR', colorScheme: 'light', width: 1024, height: 768 },
  { name: 'en-dark-phone', locale: 'en-GB', colorScheme: 'dark', width: 390, height: 844 },
  { name: 'ko-light-phone', locale: 'ko-KR', colorScheme: 'light', width: 390, height: 844 },
] as const;

const words = {
  'en-GB': { chip: /^Open port 8080/, explain: 'Explain this command' },
  'ko-KR': { chip: /8080번 포트를 미리 보기로 열기/, explain: '이 명령 설명 보기' },
} as const;

for (const { name, locale, colorScheme, width, height } of looks) {
  test.describe(name, () => {
    test.use({ locale, colorScheme, viewport: { width, height }, contextOptions: { reducedMotion: 'reduce' } });

    test('every page and pane', async ({ learner }) => {
      test.setTimeout(240_000);
      const { page } = learner;
      const isNarrow = width < 900;
      const tab = async (pane: string) => page.locator(`#tab-${pane}`).click();
      const go = async (pane: string, key: number) =>
        isNarrow ? tab(pane) : page.keyboard.press(`Alt+Shift+Digit${String(key)}`);

      await learner.visit('/');
      await show(page, `${name}-catalogue`);

      await learner.visit(lesson);
      if (isNarrow) await show(page, `${name}-lesson`);
      await go('terminal', 3);
      await learner.seesInTerminal(/\$\s*$/);
      await learner.types(
        'clear; docker network create shop; docker run -d --name web --network shop -p 8080:80 diamol/ch02-hello-diamol-web; docker run -d --name db --network shop -v data:/data diamol/base sleep 3000; clear; echo all-is-"made"',
      );
      await learner.seesInTerminal(/^all-is-made$/m);
      await learner.types('clear; docker run --name web diamol/base');
      await expect(page.locator('section').filter({ hasText: 'web' }).last()).toBeVisible();
      await show(page, `${name}-terminal-and-error`);

      await go('picture', 5);
      const picture = page.locator('[data-pane="picture"]');
      await expect(picture.getByText('diamol/ch02-hello-diamol-web').first()).toBeVisible();
      await show(page, `${name}-picture`);

      await go('editor', 2);
      await expect(page.locator('[data-pane="editor"]')).toBeVisible();
      await expect(
        page.getByTestId('editor-text').or(page.locator('[data-pane="editor"] [role="tree"]')).first(),
      ).toBeAttached();
      await show(page, `${name}-editor`);

      await go('preview', 4);
      await page.getByRole('button', { name: words[locale].chip }).first().click();
      await expect(page.frameLocator('iframe').locator('body')).toContainText('This page lives in a container');
      await show(page, `${name}-preview`);

      if (!isNarrow) {
        await page.keyboard.press('F1');
        await expect(page.getByRole('dialog')).toBeVisible();
        await show(page, `${name}-palette`);
        await page.keyboard.press('Escape');
      }
      await go('text', 1);
      await page.getByRole('button', { name: words[locale].explain }).first().click();
      await expect(page.getByRole('toolbar').first()).toBeVisible();
      await show(page, `${name}-explanation`);
      await learner
        .types('clear; docker rm -f web db; docker network rm shop; docker volume rm data')
        .catch(() => undefined);
    });
  });
}
