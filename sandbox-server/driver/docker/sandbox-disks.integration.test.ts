import { expect, it } from 'vitest';
import { throwAwayInstallation } from '../../testing/installation.ts';
import { SandboxDisks } from './sandbox-disks.ts';

const id = 'd'.repeat(32);

it('disks are ordinary volumes where the host cannot limit them, and the reason is told', async () => {
  await using installation = throwAwayInstallation('unlimited');
  const { engine, instance } = installation;
  // An image without the script that makes disks stands for a host without loop devices: the keeper fails in both.
  const disks = new SandboxDisks(engine, instance, 'drydock/base:local');
  expect(await disks.unlimitedBecause()).not.toBeNull();
  expect(await disks.exists(id)).toBe(false);
  const volume = await disks.provide(id, 1024 ** 3, 'golden');
  expect((await engine.getVolume(volume).inspect()).Options).toBeNull();
  await disks.release(id);
  expect(await disks.exists(id)).toBe(true);
  expect(await disks.used(id)).toBeNull();
  await disks.remove(id);
  expect(await disks.exists(id)).toBe(false);
});
