/**
 * F1 and F2: the files of a sandbox, asked for and sent by somebody who means harm. Paths and archives that lead out of the
 * home are refused, and nothing of this machine is reached, whatever links lie in the home and however quickly they change.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { errorBodySchema } from '#protocol/errors.ts';
import { tarChecksum, tarEnd, tarHeader, tarPadding, UPLOAD_CONTENT_TYPE, type UploadEntry } from '#protocol/upload.ts';
import { folderListingSchema } from '#protocol/workspace.ts';
import { expect, test, type Learner } from './fixtures.ts';
import { openSessionOf, post, runScript } from './hostile.ts';

test.use({ stage: 'hostile' });

const lessonId = 'ch02/first-container';

/** A file of this machine that no sandbox may see, with its folder; the sandbox gets one of the same name for root only. */
function plantCanary() {
  const folder = mkdtempSync(path.join(tmpdir(), 'drydock-canary-'));
  const secret = `canary-${randomBytes(16).toString('hex')}`;
  const file = path.join(folder, 'secret');
  writeFileSync(file, secret);
  return {
    folder,
    file,
    secret,
    expectUntouched: () => {
      expect(readFileSync(file, 'utf8')).toBe(secret);
      expect(readdirSync(folder)).toEqual(['secret']);
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

/** A query's value as it stands in an address; a path of the test's own making may not be encoded again. */
async function get({ page, product }: Learner, sessionId: string, what: string, query: string) {
  const answer = await page.request.get(`${product.url}/api/sessions/${sessionId}/workspace/${what}?path=${query}`);
  return { status: answer.status(), body: (await answer.body()).toString() };
}

async function change(learner: Learner, sessionId: string, made: object) {
  const answer = await post(learner, `/api/sessions/${sessionId}/workspace/changes`, JSON.stringify(made));
  return { status: answer.status(), body: await answer.text() };
}

test('F1: no path, link or change of links reaches anything outside of the home', async ({ learner }) => {
  test.setTimeout(180_000);
  using canary = plantCanary();
  const sessionId = await openSessionOf(learner, lessonId);
  await runScript(
    learner,
    sessionId,
    `sudo install -D -m 600 /dev/stdin ${canary.file} <<< of-root
rm -rf ~/links; mkdir -p ~/links ~/real; cd ~/links; echo mine > ~/real/mine
ln -s /etc/shadow shadow; ln -s / root; ln -s ${canary.file} canary; ln -s ${canary.folder} folder
ln -s ../../../../../.. up; ln -s /proc/1/root/etc/shadow process; ln -s /proc/self/fd/0 descriptor`,
  );
  const isRefused = ({ status, body }: { status: number; body: string }, what: string) => {
    expect(status, what).toBeGreaterThanOrEqual(400);
    expect(status, `${what}: ${body}`).toBeLessThan(500);
    expect(() => errorBodySchema.parse(JSON.parse(body)), what).not.toThrow();
    expect(body, what).not.toMatch(/root:[x*!]|of-root/);
    expect(body, what).not.toContain(canary.secret);
  };

  await test.step('paths that lead out in whatever writing', async () => {
    const out = `../../..${canary.file}`;
    const encoded = (text: string) =>
      [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    const queries = [
      out,
      encoded(out),
      // Encoded twice it is the name of a file that is not there, or too long for one.
      encoded(encoded(out)).slice(0, 300),
      out.replaceAll('..', '%252e%252e'),
      out.replaceAll('/', '%5c'),
      out.replaceAll('../', '....//'),
      encoded(canary.file),
      encoded(`real/../${out}`),
      encoded(`${canary.file}\0.txt`),
      encoded(`real/mine\0${out}`),
      '%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd',
      '%uff0e%uff0e/etc/passwd',
      encoded('．．／．．／etc／passwd'),
      'x'.repeat(5_000),
      encoded('e\u0301'),
      encoded('links/up/etc/passwd'),
      '~root/.bashrc',
      'file:///etc/passwd',
    ];
    for (const query of queries) {
      for (const what of ['file', 'folder', 'download']) {
        isRefused(await get(learner, sessionId, what, query), `${what} ${query.slice(0, 80)}`);
      }
    }
  });

  await test.step('links that lead out', async () => {
    const places = ['shadow', 'root/etc/passwd', 'canary', 'folder/secret', 'up/etc/passwd', 'process', 'descriptor'];
    for (const place of places.map((name) => `links/${name}`)) {
      const query = encodeURIComponent(place);
      isRefused(await get(learner, sessionId, 'file', query), place);
      isRefused(await get(learner, sessionId, 'download', query), place);
      const written = { kind: 'write', path: place, text: 'overwritten', seen: null };
      isRefused(await change(learner, sessionId, written), `write ${place}`);
    }
    for (const place of ['links/folder', 'links/root', 'links/up']) {
      isRefused(await get(learner, sessionId, 'folder', encodeURIComponent(place)), place);
      const made = { kind: 'write', path: `${place}/new`, text: 'new', seen: null };
      isRefused(await change(learner, sessionId, made), `make in ${place}`);
      isRefused(await change(learner, sessionId, { kind: 'move', path: 'real/mine', to: `${place}/mine` }), place);
    }
  });

  await test.step('links that are swapped between the look and the step', async () => {
    await runScript(
      learner,
      sessionId,
      `cd ~; rm -f stop; echo mine > plain; ln -sfn real/mine swapped
(while [ ! -e stop ]; do for to in /etc/shadow real/mine ${canary.file} real/mine; do ln -sfn $to swapped; done; done) > /dev/null 2>&1 &
disown`,
    );
    const seen = new Set<string>();
    const rounds = Array.from({ length: 60 }, (_, round) => round);
    // A few at a time, as one page would ask.
    while (rounds.length > 0) {
      await Promise.all(
        rounds.splice(0, 4).map(async () => {
          for (const what of ['file', 'download']) {
            const { status, body } = await get(learner, sessionId, what, 'swapped');
            expect(body).not.toMatch(/root:[x*!]|of-root/);
            expect(body).not.toContain(canary.secret);
            seen.add(status === 200 ? 'mine' : 'refused');
          }
          const { body } = await change(learner, sessionId, {
            kind: 'write',
            path: 'swapped',
            text: 'new',
            seen: '1:1:1',
          });
          expect(body).not.toContain(canary.secret);
        }),
      );
    }
    expect([...seen].sort()).toEqual(['mine', 'refused']);
    await runScript(learner, sessionId, `touch ~/stop; cat ~/real/mine; sudo cat ${canary.file}`);
    await learner.seesInTerminal(/^mine\nof-root$/m);
  });

  canary.expectUntouched();
});

/** A header with some bytes written over and the sum put right. */
function forged(changes: Readonly<Record<number, string>>, entry: Partial<UploadEntry> = {}): Uint8Array {
  const file: UploadEntry = { path: 'evil', kind: 'file', size: 0, modifiedAt: 0, isExecutable: false };
  const block = tarHeader({ ...file, ...entry });
  for (const [offset, text] of Object.entries(changes)) block.set(Buffer.from(text, 'latin1'), Number(offset));
  block.set(Buffer.from(`${tarChecksum(block).toString(8).padStart(6, '0')}\0 `), 148);
  return block;
}

test('F2: archives that would put something outside of their folder are refused as a whole', async ({ learner }) => {
  using canary = plantCanary();
  const sessionId = await openSessionOf(learner, lessonId);
  const listing = async () => {
    const { body } = await get(learner, sessionId, 'folder', '');
    return folderListingSchema
      .parse(JSON.parse(body))
      .entries.map((entry) => entry.path)
      .sort();
  };
  const content = Buffer.from('planted');
  const honest = Buffer.concat([
    forged({}, { path: 'honest', size: content.length }),
    content,
    tarPadding(content.length),
  ]);
  const out = `../../..${canary.folder}/planted`;
  const archives: Readonly<Record<string, readonly Uint8Array[]>> = {
    'a name with ..': [forged({ 0: `${out}\0` })],
    'an absolute name': [forged({ 0: `${canary.folder}/planted\0` })],
    'a prefix of its own': [forged({ 0: 'planted\0', 345: `../../..${canary.folder}\0` })],
    'a link and a file behind it': [
      forged({ 156: '2', 157: canary.folder }, { path: 'behind' }),
      forged({}, { path: 'behind/planted' }),
    ],
    'a hard link': [forged({ 156: '1', 157: '/etc/shadow' })],
    'a disk': [forged({ 156: '4', 329: '0000010\0', 337: '0000000\0' })],
    'a device': [forged({ 156: '3', 329: '0000001\0', 337: '0000003\0' })],
    'a program of root': [forged({ 100: '0004755\0', 108: '0000000\0' })],
  };
  const before = await listing();
  for (const [what, entries] of Object.entries(archives)) {
    // What comes first is honest, and does not stay either.
    const archive = Buffer.concat([honest, ...entries, tarEnd()]);
    const answer = await post(learner, `/api/sessions/${sessionId}/files`, archive, UPLOAD_CONTENT_TYPE);
    expect(errorBodySchema.parse(await answer.json()).error.code, what).toBe('upload-refused');
  }
  for (const type of ['application/zip', 'application/gzip', 'multipart/form-data; boundary=x']) {
    const answer = await post(learner, `/api/sessions/${sessionId}/files`, honest, type);
    expect(errorBodySchema.parse(await answer.json()).error.code, type).toBe('bad-request');
  }
  await runScript(
    learner,
    sessionId,
    `ls ${canary.folder} | grep -c planted; while ls -d ~/.upload.* > /dev/null 2>&1; do sleep 0.1; done`,
  );
  await learner.seesInTerminal(/^0$/m);
  expect(await listing()).toEqual(before);
  canary.expectUntouched();
});

test('F2: the archive of a home holds links as links, and nothing of what they lead to', async ({ learner }) => {
  using canary = plantCanary();
  const { page, product } = learner;
  const sessionId = await openSessionOf(learner, lessonId);
  await runScript(
    learner,
    sessionId,
    `sudo install -D -m 644 /dev/stdin ${canary.file} <<< of-the-sandbox; mkdir -p ~/packed
ln -sfn ${canary.file} ~/packed/link; ln -sfn ${canary.folder} ~/packed/folder; echo mine > ~/packed/mine`,
  );
  const answer = await page.request.get(`${product.url}/api/sessions/${sessionId}/files`);
  expect(answer.headers()['content-disposition']).toMatch(/^attachment; /);
  expect(answer.headers()['x-content-type-options']).toBe('nosniff');
  const input = await answer.body();
  const names = spawnSync('tar', ['--list', '--verbose', '--gzip', '--file=-'], { input }).stdout.toString();
  expect(names).toContain(`learner/packed/link -> ${canary.file}`);
  expect(names).toContain(`learner/packed/folder -> ${canary.folder}`);
  expect(names.split('\n').filter((line) => line !== '' && !/ learner\//.test(line))).toEqual([]);
  const content = spawnSync('tar', ['--extract', '--to-stdout', '--gzip', '--file=-', 'learner/packed'], { input });
  expect(content.stdout.toString()).toBe('mine\n');
  expect(existsSync(path.join(canary.folder, 'planted'))).toBe(false);
  canary.expectUntouched();
});
