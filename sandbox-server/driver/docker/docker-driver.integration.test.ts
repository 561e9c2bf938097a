import { afterAll, expect, it } from 'vitest';
import { smallLimits, throwAwayInstallation } from '../../testing/installation.ts';
import { runShell } from '../../testing/shell.ts';
import { describeFence, describeSandboxDriver } from '../conformance.ts';

const installation = throwAwayInstallation('conformance');
const online = throwAwayInstallation('online');
afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  await online[Symbol.asyncDispose]();
});

describeSandboxDriver('Docker', () => installation.driver());
describeFence('Docker, with the internet allowed', () => online.driver({ internet: true }));

it('Docker Hub’s names are answered by the course registry where there is no network', async () => {
  const driver = installation.driver();
  const id = 'f'.repeat(32);
  await driver.create({ id, owner: { accountId: 'tester', lessonId: 'ch02/first-container' }, limits: smallLimits });
  const pulled = await runShell(driver, id, 'docker pull diamol/ch02-helo-diamol');
  await driver.destroy(id);
  expect(pulled.output).toContain('manifest for diamol/ch02-helo-diamol:latest not found');
});
