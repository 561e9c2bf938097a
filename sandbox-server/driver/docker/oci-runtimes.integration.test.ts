/** Sandboxes with an OCI runtime that the operator has chosen. */
import { randomBytes } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { smallLimits, throwAwayInstallation } from '../../testing/installation.ts';
import { runShell } from '../../testing/shell.ts';

const installation = throwAwayInstallation('runtime', { SANDBOX_DRIVER: 'docker' });
afterAll(async () => installation[Symbol.asyncDispose]());

// The engine's own two names for one program: what is tested is that the choice arrives.
it.each(['runc', 'io.containerd.runc.v2'])('a sandbox has the runtime %s when it is chosen', async (runtime) => {
  const driver = installation.driver({ runtime });
  const id = randomBytes(16).toString('hex');
  expect((await driver.probe()).engineVersion).not.toBe('');
  await driver.create({ id, limits: smallLimits });
  try {
    const container = installation.engine.getContainer(`${installation.instance}-sandbox-${id}`);
    expect((await container.inspect()).HostConfig).toMatchObject({ Runtime: runtime });
    expect((await runShell(driver, id, 'docker version --format "{{.Server.Os}}"')).output).toBe('linux\n');
  } finally {
    await driver.destroy(id);
    await driver.close();
  }
});

it('a runtime that the engine does not know is refused before anything is made, and those it knows are named', async () => {
  const probe = installation.driver({ runtime: 'no-such-runtime' }).probe();
  await expect(probe).rejects.toMatchObject({ code: 'runtime-unknown' });
  await expect(probe).rejects.toThrow(/no-such-runtime; the engine knows .*\brunc\b/);
});
