/** A lesson whose images are still being built, through the sandbox server's own doors. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { throwAwayInstallation } from '../testing/installation.ts';
import { startServer, startStandInApp, type ServerProcess, type StandInApp } from '../testing/server-process.ts';

const lessonId = 'ch02/first-container';
const installation = throwAwayInstallation('waiting');
const folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-waiting-'));
let app: StandInApp;
let server: ServerProcess;

/** Says of all images of the lesson but one that they are served. */
function report(state: 'building' | 'served'): void {
  const names = ['diamol/base', 'diamol/ch02-hello-diamol', 'diamol/ch02-hello-diamol-web'];
  const images = names.map((name, index) => ({ name, tags: ['latest'], state: index === 0 ? state : 'served' }));
  const text = JSON.stringify({ writtenAt: new Date().toISOString(), working: true, images });
  writeFileSync(path.join(folder, 'next'), text);
  renameSync(path.join(folder, 'next'), path.join(folder, 'course-images.json'));
}

beforeAll(async () => {
  app = await startStandInApp();
  const environment = { DRYDOCK_STATE_DIR: folder };
  server = await startServer({ instance: installation.instance, appPort: app.port, environment });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await installation[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

describe('a lesson whose images are still being built', () => {
  it('says which, waits without a sandbox, and starts by itself as soon as they are served', async () => {
    report('building');
    const { id, state } = await server.open('alice', lessonId);
    expect(state).toMatchObject({
      phase: 'waiting-for-images',
      awaited: {
        working: true,
        images: expect.arrayContaining([{ reference: 'diamol/base', state: 'building' }]) as unknown,
      },
    });
    expect(await installation.driver().list()).toEqual([]);
    using browser = await server.connect(id, 'alice');
    report('served');
    await browser.until('the sandbox', () => browser.phase === 'ready');
    await browser.untilPrompt();
  });
});
