/**
 * What becomes of sandboxes when the Incus server they are on fails them. The server is one of its own, in namespaces of its
 * own, so that nobody else is disturbed.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeCluster, missingForCluster, removeCluster, returnMember } from '#scripts/incus-cluster/cluster.mjs';
import { killMember } from '#scripts/incus-cluster/member.mjs';
import { memberOf } from '#scripts/incus-cluster/place.mjs';
import { stateDirectoryOf, throwAwayInstallation } from '../../testing/installation.ts';
import { smallLimits } from '../../testing/limits.ts';
import { runShell } from '../../testing/shell.ts';
import type { SandboxDriver } from '../driver.ts';
import { IncusApi } from './incus-api.ts';
import { runInInstance } from './instance-processes.ts';

const missing = await missingForCluster();

/** Milliseconds to wait for another test's servers to be taken down: there is room for one cluster. */
const CLUSTER_PATIENCE_MS = 300_000;
const server = memberOf(1);
const newId = () => randomBytes(16).toString('hex');

/** What `npm start` does to give the server its image, as a process group of its own. */
function provideImage(instance: string) {
  const script = `
    import { Progress } from '#scripts/start/progress.mjs';
    import { readSettings } from '#scripts/start/settings.mjs';
    import { provideIncusImage } from '#scripts/start/stages/incus-image.mjs';
    const settings = readSettings(process.env);
    const progress = new Progress(settings.logDirectory, new AbortController().signal);
    await progress.stage('image', (stage) => provideIncusImage(settings, stage));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      INCUS_SOCKET: server.socket,
      DRYDOCK_INSTANCE: instance,
      DRYDOCK_STATE_DIR: stateDirectoryOf(instance),
    },
  });
  let words = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (piece: Buffer) => (words += piece.toString()));
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { pid: z.int().parse(child.pid), words: () => words, exitCode };
}

describe.skipIf(missing !== null)(
  `an Incus server that fails${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    const installation = throwAwayInstallation('failing', { SANDBOX_DRIVER: 'incus' });
    const connection = { incusSocket: server.socket, incusPool: 'drydock' };
    const api = new IncusApi({ socketPath: server.socket, project: installation.instance });
    const namesOf = async () =>
      z
        .array(z.object({ name: z.string() }))
        .parse(await api.get('instances', { recursion: '1' }))
        .map(({ name }) => name);
    let driver: SandboxDriver;

    beforeAll(async () => {
      await makeCluster(1, { patienceMilliseconds: CLUSTER_PATIENCE_MS });
      driver = installation.driver(connection);
      await driver.probe();
    }, 2 * CLUSTER_PATIENCE_MS);
    afterAll(async () => {
      await driver.close();
      await removeCluster();
      await rm(stateDirectoryOf(installation.instance), { recursive: true, force: true });
    });

    it('and ends in the middle of a start leaves nothing behind, and the next start goes on', async () => {
      const id = newId();
      const creating = driver.create({ id, limits: smallLimits });
      const outcome = creating.then(
        () => 'started',
        (error: unknown) => error,
      );
      await expect.poll(namesOf, { interval: 10 }).toContain(`sandbox-${id}`);
      await killMember(server);
      expect(await outcome).toMatchObject({ code: 'engine-unreachable' });
      await expect(driver.create({ id, limits: smallLimits })).rejects.toMatchObject({ code: 'engine-unreachable' });
      await expect(driver.list()).rejects.toMatchObject({ code: 'engine-unreachable' });

      await returnMember(server);
      await driver.create({ id, limits: smallLimits });
      expect((await driver.list()).map((sandbox) => sandbox.id)).toEqual([id]);
      expect(await driver.disks()).toEqual([id]);
      await driver.destroy(id);
      expect((await namesOf()).filter((name) => name.startsWith('sandbox-'))).toEqual([]);
    });

    it('and ends in the middle of a snapshot leaves a disk that starts, with a whole snapshot or none', async () => {
      const id = newId();
      await driver.create({ id, limits: smallLimits });
      await runShell(driver, id, 'echo before > ~/file; sync');
      await driver.snapshot(id, 'whole');
      const taking = driver.snapshot(id, 'cut-short').then(
        () => 'taken',
        () => 'failed',
      );
      await killMember(server);
      await taking;
      await returnMember(server);
      await driver.create({ id, limits: smallLimits });
      expect(['whole', 'cut-short,whole']).toContain((await driver.snapshots(id)).join());
      await runShell(driver, id, 'echo after > ~/file');
      await driver.restore(id, 'whole', { keepFiles: false, keepBefore: null });
      expect((await runShell(driver, id, 'cat ~/file; docker info >/dev/null && echo up')).output).toBe('before\nup\n');
      await driver.destroy(id);
    });

    it('has a storage pool that is full: says so, leaves nothing behind, and goes on when there is room', async () => {
      const id = newId();
      const keeper = `disk-keeper-${server.name}`;
      const free = Number(await runInInstance(api, keeper, ['/usr/local/lib/drydock/disk', 'free', 'probe']));
      await runInInstance(api, keeper, ['/usr/bin/fallocate', '--length', String(free - 1024 ** 3), '/disks/filler']);
      await expect(driver.create({ id, limits: smallLimits })).rejects.toMatchObject({ code: 'disk-nearly-full' });
      expect(await driver.disks()).toEqual([]);
      expect(await namesOf()).toEqual([keeper]);
      await runInInstance(api, keeper, ['/bin/rm', '/disks/filler']);
      await driver.create({ id, limits: smallLimits });
      expect((await runShell(driver, id, 'docker info >/dev/null && echo up')).output).toBe('up\n');
      await driver.destroy(id);
    });

    it('is handed an image when the start of Drydock is killed, which the next start does again', async () => {
      const imageAlias = 'images/aliases/drydock-sandbox';
      const aliasSchema = z.object({ target: z.string() });
      const { target } = aliasSchema.parse(await api.get(imageAlias));
      await api.do('DELETE', `images/${target}`);
      const cutShort = provideImage(installation.instance);
      await expect.poll(cutShort.words, { timeout: 60_000, interval: 10 }).toContain('handing the image to Incus');
      process.kill(-cutShort.pid, 'SIGKILL');
      expect(await cutShort.exitCode).toBe(null);
      await expect(api.get(imageAlias)).rejects.toMatchObject({ status: 404 });
      const again = provideImage(installation.instance);
      expect({ exitCode: await again.exitCode, words: again.words() }).toMatchObject({ exitCode: 0 });
      const made = aliasSchema.parse(await api.get(imageAlias));
      expect(await api.get('images')).toEqual([`/1.0/images/${made.target}`]);
      const id = newId();
      await driver.create({ id, limits: smallLimits });
      await driver.destroy(id);
    });

    it('belongs to two products, neither of which sees what is the other’s', async () => {
      const id = newId();
      const other = throwAwayInstallation('other', { SANDBOX_DRIVER: 'incus' }).driver(connection);
      await other.probe();
      await driver.create({ id, limits: smallLimits });
      expect(await other.list()).toEqual([]);
      expect(await other.disks()).toEqual([]);
      await other.create({ id, limits: smallLimits });
      await runShell(driver, id, 'echo mine > ~/file');
      expect((await runShell(other, id, 'cat ~/file')).exitCode).not.toBe(0);
      await other.destroy(id);
      expect((await runShell(driver, id, 'cat ~/file')).output).toBe('mine\n');
      await driver.destroy(id);
      await other.close();
    });
  },
);
