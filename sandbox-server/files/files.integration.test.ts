/**
 * Files into and out of a real sandbox, through the internal HTTP API.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { uploadAnswerSchema } from '#protocol/control.ts';
import { DrydockError, errorBody, errorTable } from '#protocol/errors.ts';
import { tarEnd, tarHeader, tarPadding, UPLOAD_CONTENT_TYPE } from '#protocol/upload.ts';
import { registerFilesApi } from '../connections/files-api.ts';
import { smallLimits, throwAwayInstallation } from '../testing/installation.ts';
import { runShell } from '../testing/shell.ts';

const installation = throwAwayInstallation('files');
const driver = installation.driver();
const sandboxId = randomBytes(16).toString('hex');
let api: FastifyInstance;
let address: string;

beforeAll(async () => {
  await driver.create({ id: sandboxId, limits: smallLimits });
  api = Fastify();
  api.setErrorHandler(async (error, _request, reply) => {
    const code = error instanceof DrydockError ? error.code : 'internal';
    return reply.status(errorTable[code].status).send(errorBody(code));
  });
  registerFilesApi(api, {
    driver,
    find: (id) => ({
      sandboxId: id,
      requireReady: () => undefined,
      recordings: null,
      onActivity: () => undefined,
    }),
  });
  address = `${await api.listen({ port: 0, host: '127.0.0.1' })}/sessions/${sandboxId}`;
});
afterAll(async () => {
  await api.close();
  await driver.close();
  await installation[Symbol.asyncDispose]();
});

function archiveOf(files: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(files).map(([path, content]) => {
    const size = Buffer.byteLength(content);
    const header = tarHeader({ path, kind: 'file', size, modifiedAt: 1_700_000_000, isExecutable: false });
    return Buffer.concat([header, Buffer.from(content), tarPadding(size)]);
  });
  return Buffer.concat([...entries, tarEnd()]);
}

/** The names under which files arrived, or the code of the refusal. */
async function upload(archive: Uint8Array, folder = ''): Promise<readonly string[] | string> {
  const answer = await fetch(`${address}/files?accountId=someone&folder=${encodeURIComponent(folder)}`, {
    method: 'POST',
    headers: { 'content-type': UPLOAD_CONTENT_TYPE },
    body: new Uint8Array(archive),
  });
  const json: unknown = await answer.json();
  return answer.ok ? uploadAnswerSchema.parse(json).files : JSON.stringify(json);
}

async function inside(script: string): Promise<string> {
  return (await runShell(driver, sandboxId, script)).output;
}

/** Takes whatever pieces of the disk can still be had, the large ones first. */
const fillDisk = `
mkdir ~/filler
size=1073741824
while [ $size -ge 4096 ]; do
  piece=~/filler/$(ls ~/filler | wc -l)
  fallocate --length $size $piece || { rm -f $piece; size=$((size / 2)); }
done
`;

it('an uploaded file lies in the home, belongs to the learner and cannot be written by others', async () => {
  expect(await upload(archiveOf({ '안녕/글.txt': 'hello' }))).toEqual(['안녕']);
  expect(await inside('cat ~/안녕/글.txt; stat --format " %U %a %Y" ~/안녕/글.txt')).toBe(
    'hello learner 644 1700000000\n',
  );
});

it('a name that exists is kept, and the newcomer gets a free one', async () => {
  await inside('echo mine > ~/notes.txt; mkdir ~/web; ln -s /nowhere ~/link');
  const again = { 'notes.txt': 'theirs', 'web/a': '1', link: 'x' };
  expect(await upload(archiveOf(again))).toEqual(['link (2)', 'notes (2).txt', 'web (2)']);
  expect(await upload(archiveOf({ 'notes.txt': 'third' }))).toEqual(['notes (3).txt']);
  expect(await inside('cat ~/notes.txt "$HOME/notes (2).txt"')).toBe('mine\ntheirs');
});

it('a folder that does not exist yet is made, and one outside the home is refused', async () => {
  expect(await upload(archiveOf({ f: '1' }), 'projects/one')).toEqual(['projects/one/f']);
  expect(await upload(archiveOf({ f: '1' }), '../../tmp')).toContain('upload-refused');
});

it('an upload that breaks off or is refused in the middle leaves nothing', async () => {
  const before = await inside('find ~ | sort');
  const whole = archiveOf({ 'first.txt': 'a', 'second.txt': 'b' });
  expect(await upload(whole.subarray(0, 1600))).toContain('upload-refused');
  const escaping = archiveOf({ 'third.txt': 'a', '../escaped': 'b' });
  expect(await upload(escaping)).toContain('upload-refused');
  // Clearing away goes on inside after the refusal was told.
  await inside('while ls -d ~/.upload.* >/dev/null 2>&1; do sleep 0.1; done');
  expect(await inside('find ~ | sort')).toBe(before);
});

it('the download is an archive of the home with what the learner made', async () => {
  await inside('echo kept > ~/kept.txt; truncate --size 500G ~/sparse; echo no > ~/unreadable; chmod 0 ~/unreadable');
  const answer = await fetch(`${address}/files?accountId=someone`);
  expect(answer.status).toBe(200);
  const archive = Buffer.from(await answer.arrayBuffer());
  await inside('rm -f ~/sparse ~/unreadable');
  const tar = spawn('tar', ['--extract', '--gzip', '--to-stdout', 'learner/kept.txt'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  tar.stdin.end(archive);
  expect(await text(tar.stdout)).toBe('kept\n');
});

it('a full disk is told as that, and nothing of the upload stays', async () => {
  await inside(fillDisk);
  const before = await inside('ls -A ~');
  expect(await upload(archiveOf({ 'big.bin': 'x'.repeat(4_000_000) }))).toContain('sandbox-disk-full');
  expect(await inside('ls -A ~')).toBe(before);
  await inside('rm -r ~/filler');
  expect(await upload(archiveOf({ 'fits.bin': 'x'.repeat(4_000_000) }))).toEqual(['fits.bin']);
});

it('a sandbox that is stopped is told as that', async () => {
  await driver.stop(sandboxId);
  expect(await upload(archiveOf({ f: '1' }))).toContain('sandbox-not-running');
  expect((await fetch(`${address}/files?accountId=someone`)).status).toBe(409);
});
