/** A newcomer looks around. */
import { expect, test } from './fixtures.ts';
import { pageFaults } from './page-faults.ts';

test.use({ stage: 'catalogue' });

test('the catalogue shows 22 chapters in four parts and six appendix lessons, and what exists is open', async ({
  learner,
}) => {
  await learner.visit('/');
  const { page } = learner;
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const parts = page.locator('section:has(h2)');
  await expect(parts).toHaveCount(5);
  const chaptersOfParts = await Promise.all(
    (await parts.all()).map(async (part) => part.locator('ul > li:has(h3)').count()),
  );
  expect(chaptersOfParts).toEqual([6, 5, 5, 6, 6]);
  await expect(page.getByRole('link', { name: 'Your first container' })).toHaveAttribute(
    'href',
    '/lessons/ch02/first-container',
  );
  for (const open of ['ch01', 'ch02', 'ch03', 'ch04', 'ch05', 'ch06', 'a1', 'a2', 'a3', 'a4']) {
    await expect(page.locator(`#${open}`).getByText('Lab', { exact: true })).toBeVisible();
  }
  const chapter7 = page.locator('#ch07');
  await expect(chapter7.getByText('Coming')).toBeVisible();
  await expect(chapter7.getByRole('link')).toHaveCount(0);
});

test('the language switch changes every word and is remembered', async ({ learner }) => {
  await learner.visit('/');
  const { page } = learner;
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page
    .getByRole('link', { name: '한국어' })
    .or(page.getByRole('button', { name: '한국어' }))
    .click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.getByText('도커 컨테이너와 이미지 이해하기')).toBeVisible();
  await learner.visit('/lessons/ch02/first-container');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/[가-힣]/);
});

test.describe('a browser that prefers Korean', () => {
  test.use({ locale: 'ko-KR' });

  test('is greeted in Korean', async ({ learner }) => {
    await learner.visit('/');
    await expect(learner.page.locator('html')).toHaveAttribute('lang', 'ko');
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`${colorScheme}, ${String(width)} px wide`, () => {
      // What stands is judged, not what is just fading in.
      test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' }, viewport: { width, height: 900 } });

      test('catalogue and lesson are accessible and do not scroll sideways', async ({ learner }) => {
        for (const path of ['/', '/lessons/ch02/first-container']) {
          await learner.visit(path);
          expect(await pageFaults(learner.page), path).toEqual([]);
        }
      });
    });
  }
}

test.describe('an address that leads nowhere', () => {
  test.use({ complaints: { expected: [/404/] } });

  test('shows the way back', async ({ learner }) => {
    await learner.visit('/lessons/ch02/no-such-lesson');
    await expect(learner.page.getByRole('heading', { level: 1 })).toContainText('nothing');
    await learner.page
      .getByRole('link', { name: /catalogue/i })
      .last()
      .click();
    await expect(learner.page).toHaveURL(`${learner.product.url}/`);
  });
});
