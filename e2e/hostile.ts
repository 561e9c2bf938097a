/**
 * What stories about hostile sandboxes are told with: texts that would do harm if a page took them for more than text, what
 * shows whether one of them did, and a way to have long scripts run.
 *
 * Knows nothing about where the texts are shown.
 */
import type { APIResponse, Page } from '@playwright/test';
import { openedSessionSchema } from '#app/_terminal/opened-session.ts';
import { expect, type Learner } from './fixtures.ts';

declare global {
  interface Window {
    /** Set by every hostile text that is run. */
    __pwn?: number;
    /** What the page did that no text may make it do. */
    __harm?: string[];
    /** Web pages that it opened. */
    __opened?: string[];
  }
}

/** Runs when it becomes an element. Short enough for the name of a terminal, without a slash, as names of files must be. */
export const hostileElement = '<img src=x onerror=window.__pwn=1>';

/** Names for files: elements, an end of an attribute, an address that runs, a template, letters that turn round what follows. */
export const hostileNames: readonly string[] = [
  `${hostileElement}.html`,
  '"><svg onload=window.__pwn=1>',
  "'-(window.__pwn=1)-'",
  'javascript:window.__pwn=1',
  '{{constructor.constructor(`window.__pwn=1`)()}}',
  '${window.__pwn=1}',
  '`[x](javascript:window.__pwn=1)`',
  '\u202egnp.hostile.\u202c',
];

/** Begins to look, before the page is opened, for what must not happen in it. */
export async function watchForHarm(page: Page): Promise<void> {
  await page.addInitScript(() => {
    // A page in the preview may do to itself what it likes.
    if (window !== window.top) return;
    const harm: string[] = [];
    const opened: string[] = [];
    window.__harm = harm;
    window.__opened = opened;
    document.addEventListener(
      'securitypolicyviolation',
      ({ violatedDirective, blockedURI, sourceFile, lineNumber, columnNumber }) =>
        harm.push(
          `${violatedDirective} kept ${blockedURI} out at ${sourceFile}:${String(lineNumber)}:${String(columnNumber)}`,
        ),
    );
    window.open = (address) => {
      (/^https?:/.test(String(address)) ? opened : harm).push(String(address));
      return null;
    };
  });
}

/** What a hostile text has made the page do or hold; empty when none has. */
export async function harmDone(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const harm = [...(window.__harm ?? ['nobody watched'])];
    if (window.__pwn !== undefined) harm.push('a text was run');
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        const isAddress = ['href', 'src', 'action', 'formaction', 'xlink:href'].includes(name);
        if (name.startsWith('on') || name === 'srcdoc' || (isAddress && /^\W*(?:javascript|vbscript):/i.test(value)))
          harm.push(`<${element.localName} ${name}="${value}">`);
      }
    }
    return harm;
  });
}

/** Opens a lesson. Answers the id of its session. */
export async function openSessionOf(learner: Learner, lessonId: string): Promise<string> {
  const opened = learner.page.waitForResponse(
    (answer) => new URL(answer.url()).pathname === '/api/sessions' && answer.request().method() === 'POST',
  );
  await learner.openLesson(lessonId);
  const { session } = openedSessionSchema.parse(await (await opened).json());
  return session.id;
}

/** Asks the web app as its own page would, with a body that a page might not write. */
export async function post(
  { page, product }: Learner,
  path: string,
  data: string | Buffer,
  contentType = 'application/json',
): Promise<APIResponse> {
  const headers = { origin: product.url, 'content-type': contentType };
  return page.request.post(`${product.url}${path}`, { headers, data });
}

let scripts = 0;

/** Runs a script in the terminal, of any length and with any letters, and waits for its end. */
export async function runScript(learner: Learner, sessionId: string, script: string): Promise<void> {
  const name = `.hostile-${String((scripts += 1))}-${String(Date.now())}`;
  const change = { kind: 'write', path: name, text: script, seen: null };
  const answer = await post(learner, `/api/sessions/${sessionId}/workspace/changes`, JSON.stringify(change));
  expect(answer.status(), await answer.text()).toBe(200);
  await learner.types(`clear; bash ~/${name}; rm ~/${name}; echo end-of$((0))script`);
  await expect.poll(async () => learner.terminalText(), { timeout: 60_000 }).toMatch(/^end-of0script$/m);
}
