/**
 * What every driver must do with snapshots and full disks, as tests; see conformance.ts for the rest of the contract.
 *
 * Knows nothing about any driver's means. Where the host has no snapshots, only their absence is tested.
 */
import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sandboxUsageSchema } from '#protocol/messages.ts';
import { smallLimits } from '../testing/installation.ts';
import { runShell } from '../testing/shell.ts';
import type { SandboxDriver } from './driver.ts';

const MIB = 1024 ** 2;
/** Small enough to be filled with small files in seconds. */
const limits = { ...smallLimits, diskBytes: 320 * MIB };
const usageLineSchema = sandboxUsageSchema.extend({ building: z.boolean() });

/** Waits for TERM, so that nothing here waits for a container that ignores it. */
const service = (name: string, options = '') =>
  `docker run --detach --name ${name} ${options} diamol/base sh -c 'trap exit TERM; while :; do sleep 1; done'`;

/** Declares the tests for one driver. */
export function describeSnapshots(name: string, makeDriver: () => SandboxDriver): void {
  describe(`the ${name} driver's disks`, () => {
    const id = randomBytes(16).toString('hex');
    let driver: SandboxDriver;
    let available = false;
    beforeAll(async () => {
      driver = makeDriver();
      available = (await driver.probe()).noSnapshotsBecause === null;
      await driver.create({ id, limits });
    });
    afterAll(async () => {
      await driver.destroy(id);
      await driver.close();
    });
    const sh = async (script: string, user: 'root' | 'learner' = 'learner') => runShell(driver, id, script, user);

    it('have snapshots or say that they have none', async () => {
      expect(await driver.snapshots(id)).toEqual([]);
      if (available) await driver.snapshot(id, 'fresh');
      else await expect(driver.snapshot(id, 'fresh')).rejects.toThrow();
      expect(await driver.snapshots(id)).toEqual(available ? ['fresh'] : []);
    });

    it('take no name that is not a name, and bring back nothing that is not there', async () => {
      for (const bad of ['', '../fresh', 'Fresh', 'a b', 'x'.repeat(81)]) {
        await expect(driver.snapshot(id, bad), bad).rejects.toThrow(TypeError);
      }
      await sh('echo still > ~/here');
      await expect(driver.restore(id, 'unknown', { keepFiles: false, keepBefore: null })).rejects.toThrow();
      expect((await sh('cat ~/here; docker info >/dev/null && echo engine')).output).toBe('still\nengine\n');
    });

    it('come back with containers, volumes, networks and files, and without later ones', async ({ skip }) => {
      if (!available) skip();
      await sh(
        `docker network create kept-net; ${service('kept', '--network kept-net --volume kept-vol:/data')}; ${service('brief', '--rm')}; docker exec kept sh -c 'echo data > /data/file'; echo before > ~/file; echo before > /tmp/file`,
      );
      await driver.snapshot(id, 'step-one');
      await sh(
        `docker rm --force kept brief; docker volume rm kept-vol; docker network rm kept-net; docker network create late-net; ${service('late')}; echo after > ~/file; touch ~/late; sudo touch /etc/late`,
      );
      const shell = await driver.exec(id, { command: ['/bin/sh', '-c', 'exec sleep 600'], user: 'learner' });
      shell.stream.resume();
      await driver.restore(id, 'step-one', { keepFiles: false, keepBefore: null });
      await shell.exited;
      const log = await sh('cat /run/drydock/engine-requests.log');
      expect(log.output).toBe('');
      const found = await sh(
        'docker ps --format "{{.Names}}" | sort; docker volume ls --quiet; docker network ls --filter type=custom --format "{{.Name}}"; docker exec kept cat /data/file; cat ~/file /tmp/file; ls ~; ls /etc/late 2>/dev/null',
      );
      expect(found.output).toBe('brief\nkept\nkept-vol\nkept-net\ndata\nbefore\nbefore\nfile\nhere\n');
    });

    it('leave the learner’s files alone when asked', async ({ skip }) => {
      if (!available) skip();
      await sh('echo mine > ~/file; docker rm --force kept');
      await driver.restore(id, 'step-one', { keepFiles: true, keepBefore: null });
      expect((await sh('cat ~/file; docker ps --format "{{.Names}}" | sort')).output).toBe('mine\nbrief\nkept\n');
      await driver.snapshot(id, 'step-one');
      await sh('rm ~/file');
      await driver.restore(id, 'step-one', { keepFiles: false, keepBefore: null });
      expect((await sh('cat ~/file')).output).toBe('mine\n');
    });

    it('keep their snapshots over a stop', async ({ skip }) => {
      if (!available) skip();
      await driver.stop(id);
      await driver.create({ id, limits });
      expect(await driver.snapshots(id)).toEqual(['fresh', 'step-one']);
      await driver.restore(id, 'fresh', { keepFiles: false, keepBefore: null });
      expect((await sh('docker ps --all --quiet; ls ~')).output).toBe('');
    });

    it('keep what was there under the name asked for, in place of what had it before', async ({ skip }) => {
      if (!available) skip();
      for (const name of ['one', 'two']) {
        await sh(`${service(name)}; echo ${name} > ~/name`);
        await driver.restore(id, 'fresh', { keepFiles: false, keepBefore: 'undo' });
        expect((await sh('docker ps --all --quiet; ls ~')).output).toBe('');
        expect(await driver.snapshots(id)).toEqual(['fresh', 'step-one', 'undo']);
      }
      await driver.restore(id, 'undo', { keepFiles: false, keepBefore: null });
      expect((await sh('docker ps --format "{{.Names}}"; cat ~/name')).output).toBe('two\ntwo\n');
      await driver.restore(id, 'fresh', { keepFiles: false, keepBefore: null });
    });

    it('come back although nothing can be started any more', async ({ skip }) => {
      if (!available) skip();
      const bomb = await driver.exec(id, { command: ['/bin/bash', '-c', 'b() { b | b & }; b; wait'], user: 'learner' });
      bomb.stream.resume();
      await expect
        .poll(async () => (await driver.usage(id)).pids, { timeout: 20_000 })
        .toBeGreaterThan(limits.pids - 20);
      await driver.restore(id, 'fresh', { keepFiles: false, keepBefore: null });
      expect((await driver.usage(id)).pids).toBeLessThan(100);
      expect((await sh('docker info >/dev/null && echo engine')).output).toBe('engine\n');
    });

    it('end where their size ends, for one file, and the host’s disk stays', async () => {
      const before = await statfs('/');
      const full = await sh('cat /dev/zero > ~/big; df --output=avail --block-size=1M ~ | tail -n 1');
      expect(full.output).toContain('No space left on device');
      const after = await statfs('/');
      expect((before.bavail - after.bavail) * before.bsize).toBeLessThan(2 * limits.diskBytes);
      expect((await sh('rm ~/big && sync && echo work > ~/again && cat ~/again')).output).toBe('work\n');
    });

    it('end where their size ends, for many small files, and can be used after that', async () => {
      const stop = await sh(
        `bash -c 'mkdir ~/many; cd ~/many; fallocate --length 220M big; printf -v text %01500d 0; for n in {1..400000}; do echo $text > $n || exit 1; done' 2>&1 | tail -n 1`,
      );
      expect(stop.output).toContain('No space left on device');
      if (available) {
        await driver.restore(id, 'fresh', { keepFiles: false, keepBefore: 'undo' });
        // There was no room to keep what filled the disk, and what had the name before is not what was there.
        expect(await driver.snapshots(id)).not.toContain('undo');
      } else expect((await sh('rm -r ~/many')).exitCode).toBe(0);
      expect((await sh('echo work > ~/again && cat ~/again; docker info >/dev/null && echo engine')).output).toBe(
        'work\nengine\n',
      );
    });

    it('can be started when they are full', async () => {
      await sh('cat /dev/zero > ~/big');
      await driver.stop(id);
      await driver.create({ id, limits });
      expect((await sh('rm ~/big && docker volume create there')).output).toBe('there\n');
    });

    it('are among what a sandbox says of itself', async () => {
      const report = await driver.exec(id, { command: ['/usr/local/lib/drydock/usage-report'], user: 'learner' });
      let text = '';
      let least = Infinity;
      let previous = Infinity;
      let isWritten = false;
      // What earlier tests have removed is given back in its own time, so growth is looked at when that is over.
      for await (const chunk of report.stream) {
        text += String(chunk);
        const complete = text.split('\n');
        text = complete.pop() ?? '';
        for (const line of complete) {
          const usage = usageLineSchema.parse(JSON.parse(line));
          expect(usage.memoryBytes.limit).toBe(limits.memoryBytes);
          expect(usage.processes.limit).toBe(limits.pids);
          expect(usage.processes.used).toBeGreaterThan(5);
          expect(usage.diskBytes.limit).toBeGreaterThan(limits.diskBytes * 0.7);
          expect(usage.diskBytes.limit).toBeLessThanOrEqual(limits.diskBytes);
          expect(usage.building).toBe(false);
          least = Math.min(least, usage.diskBytes.used);
          if (usage.diskBytes.used > least + 50 * MIB) {
            report.detach();
            return;
          }
          const isSteady =
            Math.abs(usage.diskBytes.used - previous) < MIB && usage.diskBytes.used < usage.diskBytes.limit - 150 * MIB;
          previous = usage.diskBytes.used;
          if (isSteady && !isWritten) {
            isWritten = true;
            await sh('head --bytes 120M /dev/urandom > ~/ballast; sync ~/ballast');
          }
        }
      }
      throw new Error('the reporter ended before the disk was seen to fill');
    });
  });
}
