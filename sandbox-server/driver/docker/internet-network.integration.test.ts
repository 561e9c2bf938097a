import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { throwAwayInstallation } from '../../testing/installation.ts';
import { removeInstallation } from './installations.ts';

/** Rules of the host's packet filter that name this bridge, in whichever kind of it. */
async function rulesOf(bridge: string): Promise<readonly string[]> {
  const rights = ['--network', 'host', '--cap-add', 'NET_ADMIN', '--tmpfs', '/run'];
  const script = 'for kind in nft legacy; do iptables-$kind --list-rules; ip6tables-$kind --list-rules; done; true';
  const list = ['--entrypoint', '', 'drydock/sandbox:local', 'bash', '-c', script];
  const { stdout } = await promisify(execFile)('docker', ['run', '--rm', ...rights, ...list]);
  return stdout.split('\n').filter((rule) => rule.includes(` ${bridge} `));
}

it('the network to the internet leaves with its installation, and its rules with it', async () => {
  await using installation = throwAwayInstallation('gone', { SANDBOX_DRIVER: 'docker' });
  const driver = installation.driver({ internet: true });
  await driver.probe();
  await driver.close();
  const network: unknown = await installation.engine.getNetwork(`${installation.instance}-internet`).inspect();
  const { Options } = z.object({ Options: z.record(z.string(), z.string()) }).parse(network);
  const bridge = z.string().min(1).parse(Options['com.docker.network.bridge.name']);
  const rules = await rulesOf(bridge);
  expect(rules.length).toBeGreaterThan(5);
  // Nothing of a sandbox is let through to the host, whatever version of IP it speaks.
  expect(rules.filter((rule) => rule === `-A INPUT -i ${bridge} -j DROP`)).toHaveLength(2);
  await removeInstallation(installation.instance);
  expect(await installation.engine.listNetworks({ filters: { name: [installation.instance] } })).toEqual([]);
  expect(await rulesOf(bridge)).toEqual([]);
});
