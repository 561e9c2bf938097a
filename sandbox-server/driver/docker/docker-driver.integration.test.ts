import { randomBytes } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { smallLimits, throwAwayInstallation } from '../../testing/installation.ts';
import { runShell } from '../../testing/shell.ts';
import type { SandboxDriver } from '../driver.ts';
import { describeFence, describeSandboxDriver } from '../conformance.ts';
import { describeSnapshots } from '../snapshot-conformance.ts';
import { describeWayOut } from '../way-out-conformance.ts';

const installation = throwAwayInstallation('conformance');
const online = throwAwayInstallation('online');
afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  await online[Symbol.asyncDispose]();
});

describeSandboxDriver('Docker', () => installation.driver());
describeSnapshots('Docker', () => installation.driver());
describeFence('Docker, with the internet allowed', () => online.driver({ internet: true }));
describeWayOut('Docker', () => online.driver({ internet: true }));

/** The output of a command in a sandbox of its own. */
async function outputOf(driver: SandboxDriver, command: string): Promise<string> {
  const id = randomBytes(16).toString('hex');
  await driver.create({ id, limits: smallLimits });
  const { output } = await runShell(driver, id, command);
  await driver.destroy(id);
  return output;
}

it.each([false, true])(
  'an image that the course does not have is not found (internet allowed: %s)',
  async (internet) => {
    const driver = (internet ? online : installation).driver({ internet });
    expect(await outputOf(driver, 'docker pull diamol/ch02-helo-diamol')).toContain(
      'manifest for diamol/ch02-helo-diamol:latest not found',
    );
  },
);

it('without a network, a name that nobody has is answered at once, in containers too', async () => {
  const asks = 'docker run --rm diamol/base nslookup no-such-name.example';
  const network = 'docker network create nat && docker run --rm --network nat diamol/base nslookup no-such-name';
  const output = await outputOf(installation.driver(), `${asks}; ${network}`);
  expect(output.match(/NXDOMAIN/g)?.length).toBeGreaterThanOrEqual(2);
  expect(output).not.toContain('timed out');
});

it('a restore that is asked for again, because nobody heard of its end, keeps what was there before the first', async () => {
  const driver = installation.driver();
  const id = randomBytes(16).toString('hex');
  await driver.create({ id, limits: smallLimits });
  const restore = 'exec /usr/local/lib/drydock/snapshot restore start replace the-same-mark before';
  await runShell(driver, id, 'echo first > ~/file');
  await driver.snapshot(id, 'start');
  await runShell(driver, id, 'echo second > ~/file');
  for (const time of ['once', 'again']) {
    expect({ time, exitCode: (await runShell(driver, id, restore, 'root')).exitCode }).toEqual({ time, exitCode: 0 });
    expect((await runShell(driver, id, 'cat ~/file')).output).toBe('first\n');
  }
  await driver.restore(id, 'before', { keepFiles: false, keepBefore: null });
  expect((await runShell(driver, id, 'cat ~/file')).output).toBe('second\n');
  await driver.destroy(id);
});
