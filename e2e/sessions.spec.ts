/** Ways back, files in and out, and what happens when the web app is killed. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { expect, test } from './fixtures.ts';

test.use({ stage: 'sessions' });

const lesson = 'ch02/first-container';
const hello = 'docker container run diamol/ch02-hello-diamol';

test('a learner goes back to the start of a step and takes it back', async ({ learner }) => {
  const { page } = learner;
  await learner.openLesson(lesson);
  await learner.types(hello);
  await learner.seesStep('run-hello', 'passed');
  const back = learner.step('run-again').getByRole('button', { name: 'Back to the start of this step' });
  await expect(back).toBeVisible();
  await learner.types('clear; docker rm --force $(docker ps --all --quiet) > /dev/null; docker ps --all | wc -l');
  await learner.seesInTerminal(/^1$/m);

  await back.click();
  const question = page.getByRole('dialog', { name: 'Go back to the start of step 2?' });
  await question.getByRole('checkbox').uncheck();
  await question.getByRole('button', { name: 'Go back' }).click();
  await expect(page.getByText('You are at the start of step 2.')).toBeVisible();
  await learner.seesInTerminal(/\$\s*$/);
  await learner.types('docker ps --all | wc -l');
  await learner.seesInTerminal(/^2$/m);
  await learner.seesStep('run-hello', 'passed');

  await page.getByRole('button', { name: 'Undo the rewind' }).click();
  await expect(page.getByText('Everything is as it was before the rewind.')).toBeVisible();
  await learner.seesInTerminal(/\$\s*$/);
  await learner.types('clear; docker ps --all | wc -l');
  await learner.seesInTerminal(/^1$/m);
});

test('files go into the sandbox and come out again', async ({ learner }) => {
  const { page } = learner;
  await learner.openLesson(lesson);
  const note = { name: '메모.txt', mimeType: 'text/plain', buffer: Buffer.from('from my computer\n') };
  await page.locator('input[type=file]').first().setInputFiles([note]);
  await expect(page.getByText('Uploaded into the home folder (/home/learner).')).toBeVisible();
  await learner.types('clear; cat *.txt; echo and back | tee --append *.txt');
  await learner.seesInTerminal(/^from my computer$/m);

  await page.getByRole('button', { name: 'Files', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the home folder' }).click(),
  ]);
  const archive = gunzipSync(await readFile(await download.path()));
  expect(archive.toString('utf8')).toContain('from my computer\nand back\n');
});

test.describe('when the web app is killed', () => {
  test.use({ complaints: { expected: [/WebSocket connection to/, /50\d|ERR_CONNECTION|Failed to (load|fetch)/] } });

  test('the terminal goes on, and what is passed meanwhile is recorded once it is back', async ({
    learner,
    product,
  }) => {
    const { page } = learner;
    await learner.openLesson(lesson);
    await learner.types('clear; echo ready');
    await learner.seesInTerminal(/^ready$/m);
    product.killWebApp();
    await learner.types('echo "still $((40+2))"');
    await learner.seesInTerminal(/^still 42$/m);
    await learner.types('docker container ls --all');
    await expect
      .poll(async () =>
        page.request.get(product.url).then(
          (answer) => answer.ok(),
          () => false,
        ),
      )
      .toBe(true);
    await page.reload();
    await learner.seesInTerminal(/still 42/);
  });
});
