/** What must not work, and what must go on when something else does not. */
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { expect, test } from './fixtures.ts';

test.use({ stage: 'faults' });

const repository = path.join(import.meta.dirname, '..');

/** A request with headers that browsers do not let a page set. */
async function ask(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    request.on('error', reject);
    request.end(method === 'POST' ? '{"lessonId":"ch02/first-container"}' : undefined);
  });
}

test('a page of another name cannot reach the product on this machine', async ({ product }) => {
  const { host } = new URL(product.url);
  expect((await ask(product.url, { host })).status).toBe(200);
  const rebound = await ask(product.url, { host: 'evil.example' });
  expect(rebound.status).toBe(421);
  expect(rebound.body).toContain('wrong-host');
});

test('another site cannot make the browser open a session', async ({ product }) => {
  const target = `${product.url}/api/sessions`;
  const { host } = new URL(product.url);
  const headers = { host, 'content-type': 'application/json' };
  for (const origin of ['http://evil.example', 'null', 'http://localhost:1']) {
    const answer = await ask(target, { ...headers, origin }, 'POST');
    expect(answer.status, origin).toBe(403);
    expect(answer.body).toContain('wrong-origin');
  }
  expect((await ask(target, headers, 'POST')).status).toBe(403);
});

test('progress cannot be claimed without the secret', async ({ product }) => {
  const answer = await ask(`${product.url}/api/internal/progress`, { 'content-type': 'application/json' }, 'POST');
  expect(answer.status).toBe(401);
});

test('files for authors are neither served nor built into the pages', async ({ learner, product }) => {
  const lesson = 'ch02.run-containers/010.first-container';
  const secret = readFileSync(path.join(repository, 'lessons', lesson, 'author', 'proof.yaml'), 'utf8');
  expect(secret).toContain('pulled-again');
  for (const target of [
    `lessons/${lesson}/author/proof.yaml`,
    `lessons/${lesson}/author/checks.ts`,
    `_next/static/../../lessons/${lesson}/author/proof.yaml`,
    `lessons/ch02/first-container/author/proof.yaml`,
    `lessons/ch02/..%2f..%2flessons%2f${encodeURIComponent(lesson)}%2fauthor%2fproof.yaml`,
  ]) {
    const answer = await ask(`${product.url}/${target}`, {});
    expect(answer.status, target).toBeGreaterThanOrEqual(400);
    expect(answer.body, target).not.toContain('pulled-again');
  }
  await learner.visit('/lessons/ch02/first-container');
  expect(await learner.page.content()).not.toContain('pulled-again');
  const built = readdirSync(path.join(repository, '.next'), { recursive: true, encoding: 'utf8' });
  expect(built.filter((file) => file.includes('author/') || file.endsWith('proof.yaml'))).toEqual([]);
});

test('what a sandbox writes is shown as text and never run', async ({ learner }) => {
  const { page } = learner;
  await learner.openLesson('ch02/first-container');
  await page.evaluate(() => ((window as unknown as { harmed: boolean }).harmed = false));
  const name = '<img src=x onerror=window.harmed=true>';

  await test.step('in a hint', async () => {
    const target = `http://engine/images/create?fromImage=${encodeURIComponent(name)}`;
    await learner.types(`curl --silent --request POST --unix-socket /run/docker.sock '${target}'`);
    await expect(learner.step('run-hello')).toContainText(name);
  });

  await test.step('in the terminal, as a title and as a link', async () => {
    await learner.types(
      `clear; printf '\\033]0;${name}\\007\\033]8;;javascript:window.harmed=true\\007link\\033]8;;\\007\\n'`,
    );
    await learner.seesInTerminal(/^link$/m);
    await page.getByTestId('terminal').getByText('link', { exact: true }).click({ force: true });
  });

  expect(await page.evaluate(() => (window as unknown as { harmed: boolean }).harmed)).toBe(false);
});

test.describe('when the sandbox server is killed', () => {
  test.use({ complaints: { expected: [/WebSocket connection to/, /503|ERR_CONNECTION|Failed to load/] } });

  test('the page says so, reconnects by itself, and the shell is the same', async ({ learner, product }) => {
    const { page } = learner;
    await learner.openLesson('ch02/first-container');
    await learner.types('marker=survived; clear; echo ready');
    await learner.seesInTerminal(/^ready$/m);
    product.killSandboxServer();
    await expect(page.getByText(/Reconnecting/)).toBeVisible();
    await expect(page.getByText(/Reconnecting/)).toBeHidden({ timeout: 30_000 });
    await learner.types('echo "<$marker>"');
    await learner.seesInTerminal(/^<survived>$/m);
  });
});
