/**
 * W8 and W4: a page of a sandbox, shown in the preview, gets nothing of ours and changes nothing of ours: neither cookies nor
 * storage nor the page around it, nor those of another sandbox. And no cookie says who a learner is, so none can be planted.
 */
import type { BrowserContext, Frame } from '@playwright/test';
import { z } from 'zod';
import { preferenceCookies } from '#app/_components/preference-cookies.ts';
import { openedSessionSchema } from '#app/_terminal/opened-session.ts';
import { expect, test, type Learner } from './fixtures.ts';
import { harmDone, openSessionOf, post, runScript, watchForHarm } from './hostile.ts';

test.use({
  stage: 'hostile',
  complaints: {
    expected: [
      // The frame is of another site, so it cannot take its restrictions off.
      /both allow-scripts and allow-same-origin/,
      // What the page in the preview tries is refused.
      /Unsafe attempt to initiate navigation|Failed to load resource|blocked by CORS policy|Unsafe JavaScript attempt/,
    ],
  },
});

const reportSchema = z.object({
  /** The request's headers as the page's server got them. */
  headers: z.record(z.string(), z.string()),
  /** `document.cookie`, before anything was planted. */
  cookies: z.string(),
  /** What was in its storage, before it wrote there. */
  stored: z.string(),
  /** What it got hold of; the name of the error when it did not. */
  parent: z.string(),
  parentStorage: z.string(),
  top: z.string(),
  sessions: z.string(),
});

/** Serves a page that tries what it can and writes down how far it came. */
const thief = `
const attempt = async (act) => { try { return String(await act()); } catch (error) { return error.name; } };
const page = async (app, headers) => {
  const cookies = document.cookie;
  // Browsers may keep all storage from frames of another site.
  const stored = await attempt(() => localStorage.getItem('mark'));
  const report = {
    headers, cookies, stored,
    parent: await attempt(() => { parent.__pwn = 1; return parent.document.title; }),
    parentStorage: await attempt(() => parent.localStorage.length),
    top: await attempt(() => { top.location = 'about:blank#taken'; return 'navigated'; }),
    sessions: await attempt(async () => (await fetch(app + '/api/health', { credentials: 'include' })).status),
  };
  await attempt(() => localStorage.setItem('mark', location.host));
  for (const place of ['', '; Domain=localhost', '; Domain=preview.localhost', '; Domain=' + location.hostname])
    for (const name of ['drydock-theme=dark', 'drydock-preview=planted', 'tossed=1'])
      document.cookie = name + '; Path=/' + place + '; SameSite=None; Secure; Partitioned';
  document.querySelector('pre').textContent = JSON.stringify(report);
};
require('http').createServer((question, answer) => {
  const app = 'http://localhost:' + process.argv[2];
  answer.writeHead(200, {
    'Content-Type': 'text/html',
    'Set-Cookie': ['drydock-theme=dark; Path=/; Domain=localhost', 'drydock-preview=planted; Path=/', 'theirs=' + require('os').hostname() + '; Path=/; Domain=preview.localhost'],
  });
  const script = 'const attempt = ' + attempt + '; (' + page + ')(' + JSON.stringify(app) + ',' + JSON.stringify(question.headers).replaceAll('<', '') + ')';
  answer.end('<title>thief</title><pre></pre><script>' + script + '</script>');
}).listen(80);
`;

/** Opens the thief's page in the preview of a lesson. Answers its frame and what it found. */
async function robbed(learner: Learner, lessonId: string) {
  const { page, product } = learner;
  const sessionId = await openSessionOf(learner, lessonId);
  const file = Buffer.from(thief).toString('base64');
  await runScript(
    learner,
    sessionId,
    `echo ${file} | base64 --decode > ~/thief.js
docker container run --detach --name thief --publish 8666:80 --volume ~/thief.js:/thief.js diamol/node node /thief.js ${new URL(product.url).port}
until curl --silent --fail --output /dev/null localhost:8666; do sleep 0.2; done`,
  );
  await page.getByRole('button', { name: 'Open port 8666 of thief in the preview' }).click();
  const frame = page.frameLocator('iframe[title="Page at port 8666"]');
  await expect(frame.locator('pre')).toHaveText(/^\{.*\}$/);
  const report = reportSchema.parse(JSON.parse(await frame.locator('pre').innerText()));
  const shown = page.frames().find((one) => one.url().includes('.preview.localhost'));
  if (shown === undefined) throw new Error('the preview has no frame');
  return { sessionId, report, frame: shown };
}

/** Cookies that a browser would send to an address, by name. */
async function cookiesAt(context: BrowserContext, address: string) {
  return new Map((await context.cookies(address)).map((cookie) => [cookie.name, cookie]));
}

/** Loads a page of the preview anew and answers what it found. */
async function again(frame: Frame) {
  await frame.evaluate(() => document.querySelector('pre')?.replaceChildren());
  await frame.goto(frame.url());
  await expect(frame.locator('pre')).toHaveText(/^\{.*\}$/);
  return reportSchema.parse(JSON.parse(await frame.locator('pre').innerText()));
}

test('W8: a page in the preview gets and changes nothing of the lesson page, nor of another sandbox', async ({
  learner,
}) => {
  test.setTimeout(180_000);
  const { page, product } = learner;
  const context = page.context();
  await watchForHarm(page);
  await context.addCookies([
    { name: 'drydock-theme', value: 'light', url: product.url, sameSite: 'Strict' },
    { name: 'private', value: 'ours', url: product.url },
  ]);
  const first = await robbed(learner, 'ch02/web-site');

  await test.step('its server gets no cookie of ours, nor its script', () => {
    expect(first.report.headers['cookie']).toBeUndefined();
    expect(first.report.headers['referer']).toBeUndefined();
    // What its own server set, for its own origin, and nothing else.
    expect(first.report.cookies).toMatch(/^drydock-theme=dark; theirs=\w+$/);
  });

  await test.step('it reaches neither the page around it nor the web app', async () => {
    const { parent, parentStorage, top, sessions } = first.report;
    expect({ parent, parentStorage, top, sessions }).toEqual({
      parent: 'SecurityError',
      parentStorage: 'SecurityError',
      top: 'SecurityError',
      sessions: 'TypeError',
    });
    expect(page.url()).toBe(`${product.url}/lessons/ch02/web-site`);
    expect(await harmDone(page)).toEqual([]);
  });

  await test.step('cookies that it plants neither reach the web app nor get it anywhere', async () => {
    const ours = await cookiesAt(context, product.url);
    expect([...ours.keys()].filter((name) => ['tossed', 'theirs', 'drydock-preview'].includes(name))).toEqual([]);
    expect(ours.get('drydock-theme')?.value).toBe('light');
    // Its own preview opens as before, with what it planted beside what lets it in.
    const { cookies, headers } = await again(first.frame);
    expect(cookies).toContain('tossed=1');
    expect(headers['cookie']).not.toContain('drydock-preview');
  });

  await test.step('W4: what lets a browser in is out of reach for scripts, for one origin only, and made anew', async () => {
    const address = first.frame.url();
    const admissions = (await context.cookies(address)).filter(
      ({ name, value }) => name === 'drydock-preview' && value !== 'planted',
    );
    expect(admissions).toHaveLength(1);
    const [admission] = admissions;
    expect(admission).toMatchObject({ httpOnly: true, secure: true, sameSite: 'None', path: '/', expires: -1 });
    expect(admission?.domain).toBe(new URL(address).hostname);
    const door = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/.drydock/enter');
    await page.getByRole('button', { name: /^Load .* again$/ }).click();
    const given = (await (await door).headerValue('set-cookie')) ?? '';
    expect(given).toMatch(/^drydock-preview=[\w-]{43}; Path=\/; HttpOnly; SameSite=None; Secure; Partitioned$/);
    expect(given).not.toContain(admission?.value);
  });

  await test.step('another sandbox is opened all the same, and gets nothing that is of the first', async () => {
    const second = await robbed(learner, 'ch02/files');
    expect(second.sessionId).not.toBe(first.sessionId);
    expect(['null', 'SecurityError']).toContain(second.report.stored);
    // Previews are of one site, so a script can plant cookies for its neighbours. Those of the same learner are all there are,
    // and what is planted lets nobody in and keeps nobody out; what a server sets stays with its own origin.
    const ofServer = (report: typeof first.report) => /theirs=\w+/.exec(report.cookies)?.[0] ?? '';
    expect(ofServer(first.report)).not.toBe('');
    expect(second.report.cookies).not.toContain(ofServer(first.report));
    expect(second.report.headers['cookie'] ?? '').not.toContain('drydock-preview');
  });
});

test('W4: no cookie says who a learner is: planted ones change nothing, and the web app gives none', async ({
  learner,
}) => {
  const { page, product } = learner;
  const lessonId = 'ch02/web-site';
  await learner.openLesson(lessonId);
  const session = async () => {
    const answer = await post(learner, '/api/sessions', JSON.stringify({ lessonId }));
    expect(answer.headers()['set-cookie']).toBeUndefined();
    return openedSessionSchema.parse(await answer.json()).session.id;
  };
  const before = await session();
  const planted = ['session', 'account', 'accountId', 'drydock-session', 'drydock-account'];
  await page.context().addCookies(planted.map((name) => ({ name, value: 'somebody-else', url: product.url })));
  expect(await session()).toBe(before);

  await page.getByRole('button', { name: '한국어' }).click();
  const kept = await page.context().cookies(product.url);
  const written = kept.filter(({ name }) => !planted.includes(name));
  expect(written.map(({ name }) => name)).toContain(preferenceCookies.language);
  for (const cookie of written) {
    expect(Object.values<string>(preferenceCookies)).toContain(cookie.name);
    expect(cookie).toMatchObject({ sameSite: 'Strict', domain: 'localhost' });
  }
});
