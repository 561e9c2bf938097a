/** Figures: key echo beside the bare pty, and beside itself while a neighbour misbehaves. */
import { setTimeout as sleep } from 'node:timers/promises';
import { BarePty } from './bare-pty.ts';
import { withServer } from './bench-server.ts';
import { measureKeyEcho } from './key-echo.ts';
import { ms, report, reportAgainstPeer } from './report.ts';
import { percentile } from './statistics.ts';

const ROUNDS = 5;
/** Milliseconds until an attack is under way. */
const HEAD_START_MS = 3_000;
const CONTROL_C = '\u0003';

/** Key echo through the product and through a bare pty, measured in turn. */
export async function keyEcho(keys: number): Promise<void> {
  await withServer({}, async (bench) => {
    const client = await bench.joinReady('echo');
    using pty = new BarePty();
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(...(await measureKeyEcho(client, Math.ceil(keys / ROUNDS))));
      bare.push(...(await measureKeyEcho(pty, Math.ceil(keys / ROUNDS))));
      await client.run('true');
      await pty.run('true');
    }
    reportAgainstPeer('key echo', ours, 'bare pty', bare);
  });
}

/** What a learner can do to a machine from one sandbox, each as it is typed. Each ends with its sandbox at the latest. */
const attacks: readonly (readonly [name: string, command: string])[] = [
  ['a fork bomb', 'b() { b | b & }; b'],
  ['a CPU spin on all cores', 'for n in $(seq $(($(nproc) * 2))); do sh -c "while :; do :; done" & done; wait'],
  [
    'a log flood of a container',
    'docker run --rm diamol/base yes 0123456789012345678901234567890123456789 > /dev/null',
  ],
  ['a disk fill', 'while :; do head --bytes 3G /dev/zero > ~/fill; sync; rm -f ~/fill; done'],
];

/** Key echo in one sandbox while another is attacked from within, against the same echo just before. */
export async function neighboursEcho(keys: number): Promise<void> {
  for (const [name, command] of attacks) {
    await withServer({}, async (bench) => {
      const [quiet, attacker] = [await bench.joinReady('quiet'), await bench.joinReady('attacker')];
      const before = await measureKeyEcho(quiet, keys);
      await quiet.run('true');
      attacker.type(`${command}\r`);
      await sleep(HEAD_START_MS);
      const during = await measureKeyEcho(quiet, keys);
      attacker.type(CONTROL_C);
      const [calm, noisy] = [percentile(before, 0.99), percentile(during, 0.99)];
      report(
        `neighbour's key echo p99 during ${name} (n=${String(keys)})`,
        `${ms(noisy)}, before ${ms(calm)}: ${(noisy / calm).toFixed(1)} × (goal 2 ×)`,
      );
    });
  }
}
