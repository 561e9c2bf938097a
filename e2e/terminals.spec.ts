/** Several terminals: side by side, named, seen from two windows, and used with the keys and the mouse as everywhere. */
import { expect, Learner, test } from './fixtures.ts';

test.use({ stage: 'terminals', permissions: ['clipboard-read', 'clipboard-write'] });

const lessonId = 'ch02/first-container';

/** Paints on the alternate screen and waits, as vim does; sandboxes need not have vim. */
const paint = `printf '\\e[?1049h\\e[2J\\e[5;9Hpicture-%s' 1; read -r answer; printf '\\e[?1049l'`;

test('two terminals side by side have shells of their own, and a name survives a reload', async ({ learner }) => {
  const { page } = learner;
  await learner.openLesson(lessonId);
  await learner.types('whose=first; clear');

  await test.step('a split opens a second shell', async () => {
    await page.getByRole('button', { name: 'Split: new terminal beside' }).click();
    await expect(page.getByRole('tabpanel')).toHaveCount(2);
    await learner.seesInTerminal(/\$\s*$/, 'Terminal 2');
    await learner.types('whose=second; clear; echo "<$whose>"');
    await learner.seesInTerminal(/^<second>$/m, 'Terminal 2');
    await learner.pane('Terminal 1').getByTestId('terminal').click();
    await page.keyboard.type('echo "<$whose>"\n');
    await learner.seesInTerminal(/^<first>$/m, 'Terminal 1');
    expect(await learner.terminalText('Terminal 1')).not.toContain('second');
  });

  await test.step('F2 renames, by keyboard alone', async () => {
    await page.getByRole('tab', { name: 'Terminal 1' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    await page.keyboard.insertText('서버 로그');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: '서버 로그' })).toBeVisible();
  });

  await test.step('a reload brings back both panes, the name and what was on the screens', async () => {
    await page.reload();
    await learner.seesInTerminal(/^<second>$/m, '서버 로그');
    await learner.seesInTerminal(/^<first>$/m, 'Terminal 1');
  });

  await test.step('closing asks first and leaves the other one', async () => {
    await page.getByRole('tab', { name: '서버 로그' }).focus();
    await page.keyboard.press('Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Close terminal' }).click();
    await expect(page.getByRole('tabpanel')).toHaveCount(1);
    await learner.types('echo "<$whose again>"');
    await learner.seesInTerminal(/^<first again>$/m);
    await expect(page.getByRole('tab', { name: '서버 로그' })).toHaveCount(0);
  });
});

test('a program on the alternate screen looks the same right after a reload', async ({ learner }) => {
  const { page } = learner;
  await learner.openLesson(lessonId);
  await learner.types('clear; echo below');
  await learner.seesInTerminal(/^below$/m);
  await learner.types(paint);
  await learner.seesInTerminal(/^ {8}picture-1$/m);
  const before = await learner.terminalText();
  await page.reload();
  await learner.seesInTerminal(/^ {8}picture-1$/m);
  expect(await learner.terminalText()).toBe(before);
  await learner.types('done');
  await learner.seesInTerminal(/^below$/m);
});

test('a second window sees what the first one types, and typing there takes over the size', async ({
  learner,
  product,
}) => {
  const { page } = learner;
  await learner.openLesson(lessonId);
  const other = await page.context().newPage();
  await other.setViewportSize({ width: 1000, height: 620 });
  await other.addInitScript(() => localStorage.setItem('drydock.screen-reader', 'on'));
  const watching = new Learner(other, product);
  await watching.visit(`/lessons/${lessonId}`);
  const note = 'Another window decides the size of this terminal';
  await expect(other.getByText(note)).toBeVisible();
  await learner.types('clear; echo seen-by-both; stty size');
  await watching.seesInTerminal(/^seen-by-both\n(\d+ \d+)$/m);
  const [size] = /^\d+ \d+$/m.exec(await learner.terminalText()) ?? [];
  // Until the screen is cleared the first window's size still stands on it.
  await watching.types('clear; echo seen-from-here; stty size');
  await expect(other.getByText(note)).toBeHidden();
  await expect(page.getByText(note)).toBeVisible();
  await watching.seesInTerminal(/^seen-from-here\n\d+ \d+$/m);
  expect(/^\d+ \d+$/m.exec(await watching.terminalText())?.[0]).not.toBe(size);
  await other.close();
  await expect(page.getByText(note)).toBeHidden();
});

test('Korean, copy, paste and find work with the usual keys', async ({ learner }) => {
  const { page } = learner;
  await learner.openLesson(lessonId);
  await learner.types('clear');

  await test.step('Korean text, put together syllable by syllable', async () => {
    await page.keyboard.type('echo ');
    const input = await page.context().newCDPSession(page);
    for (const [begun, syllable] of [
      ['ㄷ', '도'],
      ['ㅋ', '커'],
    ] as const) {
      for (const text of [begun, syllable]) {
        await input.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 });
      }
      await input.send('Input.insertText', { text: syllable });
    }
    await page.keyboard.press('Enter');
    await learner.seesInTerminal(/^도커$/m);
  });

  await test.step('the context menu, by keyboard, and Ctrl+Shift+C', async () => {
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menuitem', { name: 'Copy' })).toBeFocused();
    await page.getByRole('menuitem', { name: 'Select all' }).click();
    await page.keyboard.press('Control+Shift+C');
    await expect.poll(async () => page.evaluate(() => navigator.clipboard.readText())).toContain('도커');
  });

  await test.step('several lines are pasted as one piece where the shell can take it', async () => {
    await page.evaluate(() => navigator.clipboard.writeText('echo first-line\necho second-line'));
    await learner.types('clear');
    await learner.seesInTerminal(/^~ \$$/);
    await page.keyboard.press('Control+Shift+V');
    await learner.seesInTerminal(/echo second-line$/);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await learner.terminalText()).not.toMatch(/^first-line$/m);
    await page.keyboard.press('Enter');
    await learner.seesInTerminal(/^first-line\nsecond-line$/m);
  });

  await test.step('several lines are asked about where each would be run, and cannot hide control characters', async () => {
    await learner.types('clear; echo reading; cat');
    await learner.seesInTerminal(/^reading$/m);
    await page.evaluate(() => navigator.clipboard.writeText('one\u001b[201~\ntwo\n'));
    await page.keyboard.press('Shift+Insert');
    await expect(page.getByRole('dialog')).toContainText('2 line ends');
    await page.getByRole('dialog').getByRole('button', { name: 'Paste' }).click();
    await learner.seesInTerminal(/^one\[201~\ntwo$/m);
    await page.keyboard.press('Control+D');
  });

  await test.step('find', async () => {
    await learner.types('clear; for number in 1 2 3; do echo needle-$number; done');
    await learner.seesInTerminal(/^needle-3$/m);
    await page.keyboard.press('Control+Shift+F');
    await page.keyboard.type('needle-');
    await expect(page.getByRole('search')).toContainText('3 of 3');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('search')).toContainText('2 of 3');
    await page.keyboard.press('Shift+Enter');
    await expect(page.getByRole('search')).toContainText('3 of 3');
    await page.keyboard.press('Escape');
    await expect(learner.pane().locator('textarea')).toBeFocused();
  });
});
