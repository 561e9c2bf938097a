/**
 * Sandboxes on a cluster of three machines, one of which is lost, comes back, and is joined by a fourth. The machines are
 * servers in namespaces of their own on this one; a lost one ends as in a power cut.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addMember,
  makeCluster,
  missingForCluster,
  removeCluster,
  returnMember,
} from '#scripts/incus-cluster/cluster.mjs';
import { killMember } from '#scripts/incus-cluster/member.mjs';
import { memberOf } from '#scripts/incus-cluster/place.mjs';
import { throwAwayInstallation } from '../../testing/installation.ts';
import { smallLimits } from '../../testing/limits.ts';
import { runShell } from '../../testing/shell.ts';
import { SandboxNotRunning, type SandboxDriver } from '../driver.ts';
import { IncusApi } from './incus-api.ts';
import { InstancePlaces } from './instance-places.ts';
import { sandboxOf } from './sandbox-instances.ts';

const missing = await missingForCluster();

/** Milliseconds to wait for another test's servers to be taken down: there is room for one cluster. */
const CLUSTER_PATIENCE_MS = 300_000;

/** Milliseconds after which something has gone wrong: the cluster itself waits 20 s for a machine that does not answer. */
const PATIENCE_MS = 60_000;

describe.skipIf(missing !== null)(
  `a cluster of Incus servers${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    const installation = throwAwayInstallation('cluster', { SANDBOX_DRIVER: 'incus' });
    const connection = { incusSocket: memberOf(1).socket, incusPool: 'drydock' };
    const makeDriver = () => installation.driver(connection);
    const places = new InstancePlaces({
      api: new IncusApi({ socketPath: connection.incusSocket, project: installation.instance }),
      pool: connection.incusPool,
      onReturn: async () => undefined,
    });
    let driver: SandboxDriver;

    beforeAll(async () => {
      await makeCluster(3, { patienceMilliseconds: CLUSTER_PATIENCE_MS });
      driver = makeDriver();
      await driver.probe();
    }, 2 * CLUSTER_PATIENCE_MS);
    afterAll(async () => {
      await driver.close();
      await removeCluster();
    });

    const create = async () => {
      const id = randomBytes(16).toString('hex');
      await driver.create({ id, limits: smallLimits });
      return id;
    };
    const sh = async (id: string, script: string) => (await runShell(driver, id, script)).output.trim();
    const running = async () => (await driver.list()).map(({ id }) => id);
    /** Members that have an instance of a sandbox. */
    const membersWith = async (id: string) =>
      [...(await places.instances())].flatMap(([name, member]) => (sandboxOf(name)?.id === id ? [member] : []));

    const ids: string[] = [];

    it('has sandboxes where its scheduler puts them, and each can be used', async () => {
      ids.push(await create(), await create(), await create());
      expect(new Set((await Promise.all(ids.map(membersWith))).flat())).toEqual(new Set(['m1', 'm2', 'm3']));
      for (const id of ids) expect(await sh(id, `echo ${id} > ~/file; docker info >/dev/null && echo up`)).toBe('up');
    });

    it('lets another process find, use, stop and remove what one has made, and starts it again where its disk is', async () => {
      const other = makeDriver();
      expect(new Set((await other.list()).map(({ id }) => id))).toEqual(new Set(ids));
      expect(new Set(await other.disks())).toEqual(new Set(ids));
      for (const id of ids) expect((await runShell(other, id, 'cat ~/file')).output).toBe(`${id}\n`);
      const remote = (
        await Promise.all(ids.map(async (id) => ((await membersWith(id))[0] === 'm1' ? [] : [id])))
      ).flat();
      const [one = '', two = ''] = remote;
      const place = await membersWith(one);
      const ended = driver.waitForEnd(one);
      await other.stop(one);
      await ended;
      await driver.create({ id: one, limits: smallLimits });
      expect(await membersWith(one)).toEqual(place);
      expect(await sh(one, 'cat ~/file')).toBe(one);
      await other.destroy(two);
      ids.splice(ids.indexOf(two), 1);
      expect(await membersWith(two)).toEqual([]);
      expect(new Set(await driver.disks())).toEqual(new Set(ids));
    });

    it(
      'loses with a machine its sandboxes only, starts them elsewhere, and forgets what the machine had when it is back',
      async () => {
        const byMember = new Map<string, string[]>();
        const notice = async (id: string) => {
          const member = (await membersWith(id))[0] ?? '';
          byMember.set(member, [...(byMember.get(member) ?? []), id]);
        };
        // The first is the one that is talked to, and is not to be lost.
        const victimOf = () => [...byMember].find(([member, those]) => member !== 'm1' && those.length > 1);
        for (const id of ids) await notice(id);
        while (victimOf() === undefined) {
          const id = await create();
          await sh(id, `echo ${id} > ~/file`);
          ids.push(id);
          await notice(id);
        }
        const [victim = '', [lost = '', stopped = ''] = []] = victimOf() ?? [];
        await driver.stop(stopped);
        const survivors = ids.filter((id) => id !== lost && id !== stopped);
        const terminals = await Promise.all(
          survivors.map(async (id) => driver.exec(id, { command: ['/bin/cat'], user: 'learner' })),
        );
        const ended: string[] = [];
        for (const id of [lost, ...survivors]) void driver.waitForEnd(id).then(() => ended.push(id));

        await killMember(memberOf(Number(victim.slice(1))));
        // The cluster counts on the machine for some time yet; whoever wants a sandbox now gets one all the same.
        const another = create();
        await expect.poll(() => ended, { timeout: PATIENCE_MS }).toEqual([lost]);
        ids.push(await another);

        expect(new Set(await running())).toEqual(new Set([...survivors, await another]));
        await expect(driver.exec(lost, { command: ['true'], user: 'root' })).rejects.toThrow(SandboxNotRunning);
        await expect(driver.usage(lost)).rejects.toThrow(SandboxNotRunning);
        await driver.stop(lost);
        await expect(driver.destroy(lost)).rejects.toThrow(victim);
        for (const { stream } of terminals) {
          stream.end('still here');
          expect(String((await stream.toArray())[0])).toBe('still here');
        }
        for (const id of survivors) expect(await sh(id, 'cat ~/file')).toBe(id);
        expect(await driver.disks()).not.toContain(lost);

        await driver.create({ id: lost, limits: smallLimits });
        expect(await running()).toContain(lost);
        expect((await membersWith(lost)).filter((member) => member !== victim)).toHaveLength(1);
        expect(await sh(lost, 'cat ~/file 2>/dev/null; echo new > ~/file; docker info >/dev/null && echo up')).toBe(
          'up',
        );
        // A process that begins now finds the right one of the two.
        expect((await runShell(makeDriver(), lost, 'cat ~/file')).output).toBe('new\n');

        await returnMember(memberOf(Number(victim.slice(1))));
        const placesOfLost = async () => {
          await driver.list();
          return membersWith(lost);
        };
        await expect.poll(placesOfLost, { timeout: PATIENCE_MS }).toHaveLength(1);
        expect(await membersWith(lost)).not.toContain(victim);
        expect(await sh(lost, 'cat ~/file')).toBe('new');
        await driver.create({ id: stopped, limits: smallLimits });
        expect(await membersWith(stopped)).toEqual([victim]);
        expect(await sh(stopped, 'cat ~/file')).toBe(stopped);
        expect(new Set(await driver.disks())).toEqual(new Set(ids));
        await Promise.all(ids.map(async (id) => driver.destroy(id)));
        // Neither does the machine keep a disk of what was started elsewhere.
        expect(await driver.disks()).toEqual([]);
      },
      4 * PATIENCE_MS,
    );

    it('uses a machine that has joined meanwhile', async () => {
      const { name } = await addMember();
      const made: string[] = [];
      for (let count = 0; count < 4; count += 1) made.push(await create());
      const found = await Promise.all(made.map(membersWith));
      expect(found.flat()).toContain(name);
      const there = made[found.findIndex((members) => members.includes(name))] ?? '';
      expect(await sh(there, 'docker info >/dev/null && echo up')).toBe('up');
      expect(await driver.disks()).toContain(there);
      await Promise.all(made.map(async (id) => driver.destroy(id)));
    });
  },
);
