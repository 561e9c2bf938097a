/** A learner writes a Dockerfile in the editor, builds it, sees the engine change, opens the page, and reads what errors mean. */
import { expect, test, type Learner } from './fixtures.ts';

test.use({
  stage: 'panes',
  complaints: {
    expected: [
      // A story refuses requests on purpose.
      /ERR_FAILED/,
      // The frame is of another site, so it cannot take its restrictions off.
      /both allow-scripts and allow-same-origin/,
    ],
  },
});

const lessonId = 'ch02/first-container';

function pane({ page }: Learner, name: 'editor' | 'preview' | 'picture') {
  return page.locator(`[data-pane="${name}"]`);
}

async function openTool({ page }: Learner, name: string): Promise<void> {
  const toggle = page.getByRole('group', { name: 'Tools' }).getByRole('button', { name });
  if ((await toggle.getAttribute('aria-pressed')) !== 'true') await toggle.click();
}

/** Puts text where the cursor of the editor is. */
async function writes({ page }: Learner, text: string): Promise<void> {
  await page.getByTestId('editor-text').click();
  await page.keyboard.insertText(text);
}

test('from a Dockerfile in the editor to a page in the preview', async ({ learner }) => {
  test.setTimeout(300_000);
  const { page } = learner;
  await learner.openLesson(lessonId);

  await test.step('a folder made in the terminal appears in the tree, and a file made in it is the terminal’s', async () => {
    await openTool(learner, 'Editor');
    const editor = pane(learner, 'editor');
    await learner.types('mkdir web; echo "<h1>Hello from my image</h1>" > web/index.html');
    const tree = page.getByRole('tree', { name: 'Files in your home folder' });
    await tree.getByRole('treeitem', { name: 'web' }).click();
    await expect(tree.getByRole('treeitem', { name: 'index.html' })).toBeVisible();
    await editor.getByRole('button', { name: 'New file' }).click();
    await page.getByRole('textbox', { name: 'Name of the new file' }).fill('Dockerfile');
    await page.keyboard.press('Enter');
    await expect(editor.getByRole('tab', { name: /Dockerfile/ })).toBeVisible();
    await writes(learner, 'FROM diamol/apache\nCOPY index.html /usr/local/apache2/htdocs/\n');
    await expect(editor.getByText('Saved', { exact: true })).toBeVisible();
    await learner.types('clear; cat web/Dockerfile');
    await learner.seesInTerminal(/^COPY index\.html/m);
  });

  await test.step('the build and what it made are in the picture', async () => {
    await openTool(learner, 'Picture');
    const picture = pane(learner, 'picture');
    await learner.types('clear; docker image build --tag mine web');
    await picture.getByRole('tab', { name: /Images/ }).click();
    await expect(picture.getByText('mine:latest').first()).toBeVisible();
    await picture.getByRole('tab', { name: /Builds/ }).click();
    await expect(picture.getByText('COPY index.html').first()).toBeVisible();
  });

  await test.step('its port appears as a chip, and a click shows the page', async () => {
    await learner.types('clear; docker container run --detach --name mine --publish 8080:80 mine');
    await page.getByRole('button', { name: 'Open port 8080 of mine in the preview' }).click();
    await expect(page.frameLocator('iframe[title="Page at port 8080"]').getByRole('heading')).toHaveText(
      'Hello from my image',
    );
  });

  await test.step('an error is explained with who is to blame', async () => {
    await learner.types('clear; docker container run --name mine mine');
    const trouble = page.getByRole('region', { name: 'About an error in the terminal' });
    await expect(trouble).toContainText('mine');
    await trouble.getByRole('button', { name: 'Close' }).click();
    await expect(trouble).toBeHidden();
  });

  await test.step('the chip goes with the container, and the preview says why', async () => {
    await learner.types('clear; docker container rm --force mine');
    await expect(page.getByRole('button', { name: 'Open port 8080 of mine in the preview' })).toHaveCount(0);
    await expect(pane(learner, 'preview')).toContainText('Port 8080 is closed.');
  });
});

test('a file changed in the terminal while it is edited is not overwritten', async ({ learner }) => {
  const { page } = learner;
  await learner.openLesson(lessonId);
  await learner.types('echo first > shared.txt; clear');
  await openTool(learner, 'Editor');
  const tree = page.getByRole('tree', { name: 'Files in your home folder' });
  await tree.getByRole('treeitem', { name: 'shared.txt' }).click();
  await expect(page.getByTestId('editor-text')).toContainText('first');

  await test.step('while it is unedited, the editor follows', async () => {
    await learner.types('echo second > shared.txt');
    await expect(page.getByTestId('editor-text')).toContainText('second');
  });

  await test.step('while it is edited, the learner chooses', async () => {
    // Saving is held up, so that both have changed it.
    await page.route('**/workspace/changes', async (route) => route.abort());
    await writes(learner, 'mine ');
    await learner.types('echo third > shared.txt; clear; cat shared.txt');
    await learner.seesInTerminal(/^third$/m);
    await page.unroute('**/workspace/changes');
    await expect(page.getByText('shared.txt was changed elsewhere')).toBeVisible();
    await page.getByRole('button', { name: 'Take theirs' }).click();
    await expect(page.getByTestId('editor-text')).toContainText('third');
  });
});

test('a command is explained part by part, and a click runs it when the learner wants that', async ({ learner }) => {
  const { page } = learner;
  await learner.openLesson(lessonId);
  const step = learner.step('list-all');
  await step.getByRole('button', { name: 'Explain this command' }).click();
  await expect(step).toContainText('--all');
  await expect(step.getByRole('toolbar', { name: 'Parts of the command' })).toContainText('ls');
  await step.getByRole('button', { name: 'What a click on a command does' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Run it at once' }).click();
  await learner.clicksCommand('list-all');
  await learner.seesInTerminal(/CONTAINER ID/);
});

test('a question in the text is answered with the reason', async ({ learner }) => {
  const { page } = learner;
  await learner.visit(`/lessons/${lessonId}`);
  const quiz = page.getByRole('group', { name: 'Check yourself' });
  await quiz.getByRole('radio', { name: 'Three images and three containers' }).click();
  await expect(quiz).toContainText('An image is pulled once.');
  await quiz.getByRole('radio', { name: 'One image and three finished containers' }).click();
  await expect(quiz).toContainText('Right.');
});
