/**
 * W6: whatever is written in a sandbox, in names, labels, files or what a terminal prints, is shown as text: nothing of it is
 * run, becomes an element, opens anything but web pages, or types for the learner.
 */
import type { Page } from '@playwright/test';
import { expect, test, type Learner } from './fixtures.ts';
import { harmDone, hostileElement, hostileNames, openSessionOf, runScript, watchForHarm } from './hostile.ts';

test.use({
  stage: 'hostile',
  // Saving is held up, so that a file is changed by two.
  complaints: { expected: [/ERR_FAILED/] },
});

const lessonId = 'ch02/first-container';

/** A word of the shell, whatever is in it. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** What an engine may say in labels, commands, paths and instructions. */
const hostileEngine = `
docker network create --label com.docker.compose.project=${quoted(hostileElement)} tainted-network
docker volume create --label com.docker.compose.project=${quoted(hostileElement)} tainted-volume
docker container run --detach --name tainted --publish 8080:80 --volume ~/mounted/${quoted(hostileNames[1] ?? '')}:${quoted(`/${hostileElement}`)} \\
  --network tainted-network --network-alias ${quoted(hostileElement)} \\
  --label com.docker.compose.project=${quoted(hostileElement)} --label com.docker.compose.service=${quoted(hostileElement)} \\
  diamol/base sh -c ${quoted(`: "${hostileElement}"; sleep 600`)}
mkdir -p .context
printf 'FROM diamol/base\\nLABEL note="%s"\\nRUN echo "%s" >/note\\n' ${quoted(hostileElement)} ${quoted(hostileElement)} > .context/Dockerfile
docker image build --tag tainted-image .context
`;

/** Fields in which an engine of the learner's own making could say anything, which Docker's own would not. */
const namingFields = new Set(
  'name names image command container project service source target driver address dnsNames tags instruction message ko en'.split(
    ' ',
  ),
);

/** The message with something hostile before everything that names or tells. */
function tainted(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return namingFields.has(field) ? `${hostileElement}${value}`.slice(0, 300) : value;
  if (Array.isArray(value)) return value.map((one: unknown) => tainted(one, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]: [string, unknown]) => [name, tainted(one, name)]));
}

/** Lets the page hear of names that are worse than any that Docker takes. */
async function taintNews(page: Page): Promise<void> {
  const tellingAll = /^\{"type":"(?:picture|ports|trouble)"/;
  await page.routeWebSocket(/\/connection$/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const isTainted = typeof message === 'string' && tellingAll.test(message);
      socket.send(isTainted ? JSON.stringify(tainted(JSON.parse(message))) : message);
    });
  });
}

async function openTool({ page }: Learner, name: string): Promise<void> {
  const toggle = page.getByRole('group', { name: 'Tools' }).getByRole('button', { name });
  if ((await toggle.getAttribute('aria-pressed')) !== 'true') await toggle.click();
}

test('W6: names, labels and instructions of an engine are shown in the picture, the ports and the explained errors', async ({
  learner,
}) => {
  const { page } = learner;
  await watchForHarm(page);
  await taintNews(page);
  const sessionId = await openSessionOf(learner, lessonId);
  await runScript(learner, sessionId, hostileEngine);
  await openTool(learner, 'Picture');
  const picture = page.locator('[data-pane="picture"]');

  for (const form of ['Picture', 'Table']) {
    await picture.getByRole('group', { name: 'Show as' }).getByRole('button', { name: form }).click();
    for (const [section, thing, own] of [
      ['Containers', 'tainted', hostileElement.repeat(2)],
      ['Images', 'tainted-image:latest', `LABEL note=${hostileElement}`],
      ['Volumes', 'tainted-volume', hostileElement.repeat(2)],
    ] as const) {
      await picture.getByRole('tab', { name: new RegExp(section) }).click();
      await picture
        .getByRole('tabpanel')
        .getByRole('button', { name: new RegExp(`^${hostileElement}${thing}(?: |$)`) })
        .first()
        .click();
      const details = picture.getByRole('complementary');
      await expect(details.getByRole('heading', { level: 3 })).toHaveText(`${hostileElement}${thing}`);
      // What comes from the engine itself, not only what was put before it on the way.
      await expect(details).toContainText(own);
      await details.getByRole('button', { name: 'Close' }).click();
    }
    await picture.getByRole('tab', { name: /Builds/ }).click();
    await expect(picture.getByText(`echo "${hostileElement}" >/note`).first()).toBeVisible();
  }
  await expect(
    page.getByRole('button', { name: `Open port 8080 of ${hostileElement}tainted in the preview` }),
  ).toBeVisible();

  await learner.types(`clear; docker container create --name ${quoted(hostileElement)} diamol/base`);
  const trouble = page.getByRole('region', { name: 'About an error in the terminal' });
  await expect(trouble).toContainText(hostileElement);
  expect(await harmDone(page)).toEqual([]);
});

test('W6: names of files are shown in the tree, the tabs, the dialogs and the conflict', async ({ learner }) => {
  const { page } = learner;
  await watchForHarm(page);
  const sessionId = await openSessionOf(learner, lessonId);
  const make = hostileNames.map((name) => `printf '<script>window.__pwn=1</script>' > ${quoted(name)}`);
  await runScript(learner, sessionId, `mkdir -p ~/names; cd ~/names\n${make.join('\n')}\n`);
  await openTool(learner, 'Editor');
  const tree = page.getByRole('tree', { name: 'Files in your home folder' });
  await tree.getByRole('treeitem', { name: 'names', exact: true }).click();
  for (const name of hostileNames) {
    await tree.getByRole('treeitem', { name, exact: true }).click();
    await expect(page.getByRole('tab', { name, selected: true })).toBeVisible();
    await expect(page.getByTestId('editor-text')).toContainText('window.__pwn');
  }

  const [first = ''] = hostileNames;
  const renamed = `${hostileElement}.md`;
  await tree.getByRole('treeitem', { name: first, exact: true }).click();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: `New name of ${first}` }).fill(renamed);
  await page.keyboard.press('Enter');
  const row = tree.getByRole('treeitem', { name: renamed, exact: true });
  await row.click();
  await page.keyboard.press('Delete');
  await page
    .getByRole('dialog', { name: `Delete “${renamed}”?` })
    .getByRole('button', { name: 'Cancel' })
    .click();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: `New name of ${renamed}` }).fill(`..\\${hostileElement}`);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`“names/..\\${hostileElement}” cannot be a name`)).toBeVisible();

  await row.click();
  await expect(page.getByRole('tab', { name: renamed, selected: true })).toBeVisible();
  await page.route('**/workspace/changes', async (route) => route.abort());
  await page.getByTestId('editor-text').click();
  await page.keyboard.insertText('mine');
  await learner.types(`clear; echo theirs > ~/names/${quoted(renamed)}; cat ~/names/${quoted(renamed)}`);
  await learner.seesInTerminal(/^theirs$/m);
  await page.unroute('**/workspace/changes');
  await expect(page.getByText(`${renamed} was changed elsewhere`)).toBeVisible();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: 'Take theirs' }).click();
  expect(await harmDone(page)).toEqual([]);
});

test.describe('W6: what a program prints in a terminal', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('neither names the page, nor reaches the clipboard, nor opens anything but web pages', async ({ learner }) => {
    const { page } = learner;
    await watchForHarm(page);
    const sessionId = await openSessionOf(learner, lessonId);
    const title = await page.title();
    await page.evaluate(async () => navigator.clipboard.writeText('the learner’s own'));
    const stolen = Buffer.from('stolen').toString('base64');
    const links = [
      'javascript:window.__pwn=1',
      'data:text/html,<script>1</script>',
      'file:///etc/passwd',
      'vbscript:1',
    ];
    const link = (address: string, text: string) =>
      `printf '\\033]8;;%s\\033\\\\%s\\033]8;;\\033\\\\\\n' ${quoted(address)} ${text}`;
    await runScript(
      learner,
      sessionId,
      `printf '\\033]0;%s\\007\\033]2;%s\\007\\033]52;c;${stolen}\\007' ${quoted(hostileElement)} ${quoted(hostileElement)}
${links.map((address, index) => link(address, `evil-${String(index)}`)).join('\n')}
${link('http://localhost/honest', 'honest')}
printf '%s\\n' ${quoted(hostileElement)}`,
    );
    const texts = [...links.map((_, index) => `evil-${String(index)}`), 'honest'];
    for (const text of texts) {
      await page.getByTestId('terminal').getByText(text, { exact: true }).click({ force: true });
    }
    // The last click shows that clicks do reach links.
    await expect.poll(async () => page.evaluate(() => window.__opened)).toEqual(['http://localhost/honest']);
    expect(await page.title()).toBe(title);
    expect(await page.evaluate(async () => navigator.clipboard.readText())).toBe('the learner’s own');
    expect(await harmDone(page)).toEqual([]);
  });

  test('types nothing of its own into the shell', async ({ learner }) => {
    const { page } = learner;
    await watchForHarm(page);
    const sessionId = await openSessionOf(learner, lessonId);
    await page.evaluate(async () => navigator.clipboard.writeText('PWNED'));
    // Asks for the title, the answerback, a capability, a setting, the clipboard; what a terminal must answer comes last, so
    // that all answers are there when it is.
    const questions = [
      '\\033]0;PWNED\\007\\033]2;PWNED\\007\\033]1;PWNED\\007\\033[20t\\033[21t',
      '\\005',
      '\\033P+q50574e4544\\033\\\\',
      '\\033P$qPWNED\\033\\\\',
      '\\033]52;c;?\\007',
      '\\033[5n',
    ];
    await runScript(
      learner,
      sessionId,
      `stty -echo -icanon
printf '${questions.join('')}'
IFS= read -r -s -d n answer
stty sane
printf 'answered <%q>\\n' "$answer"`,
    );
    await learner.seesInTerminal(/^answered </m);
    const text = await learner.terminalText();
    expect(text).not.toContain('PWNED');
    expect(/^answered <(?<answer>.*)>$/m.exec(text)?.groups?.['answer']).toMatch(/^\$'(?:\\EP0\$r\\E\\\\)?\\E\[0'$/);
    expect(await harmDone(page)).toEqual([]);
  });

  test('does not become part of the name of its terminal, which may be hostile itself', async ({ learner }) => {
    const { page } = learner;
    await watchForHarm(page);
    await openSessionOf(learner, lessonId);
    const tabs = page.getByRole('tablist', { name: 'Terminals' });
    await tabs.getByRole('tab').first().focus();
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'Name of the terminal' }).fill(hostileElement);
    await page.keyboard.press('Enter');
    await expect(tabs.getByRole('tab').first()).toHaveAccessibleName(hostileElement);
    expect(await harmDone(page)).toEqual([]);
  });
});

test.describe('W6: should a text become an element after all', () => {
  test.use({ complaints: { expected: [/Content Security Policy/, /Failed to load resource/] } });

  test('the policy keeps it from running, and these stories would see it', async ({ learner }) => {
    const { page } = learner;
    await watchForHarm(page);
    await learner.visit('/');
    await page.evaluate((text) => document.body.insertAdjacentHTML('beforeend', text), hostileElement);
    await expect.poll(async () => harmDone(page)).toHaveLength(2);
    const [violation, element] = await harmDone(page);
    expect(violation).toMatch(/^script-src-attr kept inline out/);
    expect(element).toContain('<img onerror=');
  });
});
