/**
 * Whether everybody is well while or after something is taken, in words for the outcome: the neighbour, the engine inside, and
 * the learner who starts over. How long anything takes is told and decides nothing.
 *
 * Knows nothing about what is taken.
 */
import { SandboxNotRunning, type SandboxUsage } from '../driver/driver.ts';
import { heldWithout, type Outcome } from './attempt.ts';
import { soon } from './host-facts.ts';
import type { Scene } from './scene.ts';

/** Commands from whose middle one the neighbour's wait is told. */
const ECHOES = 5;

/** What is wrong while or after something was taken; empty when all is well. */
export type Complaint = string | false;

/** A state in which `complaints` say what did not hold. */
export function stated(complaints: readonly Complaint[], otherwise: string, figures: string): Outcome {
  const found = complaints.filter((complaint): complaint is string => complaint !== false);
  return { ...heldWithout(found, otherwise), figures };
}

/** What the attacker's sandbox uses; null when it does not run any more. */
export async function usageOf({ driver, attacker }: Scene): Promise<SandboxUsage | null> {
  try {
    return await driver.usage(attacker.sandbox);
  } catch (error) {
    // Everything in it was killed, the sandbox with it: also an end.
    if (error instanceof SandboxNotRunning) return null;
    throw error;
  }
}

/** Bytes of memory that the attacker's sandbox uses; 0 while an engine that has none left for an answer tells nothing. */
export async function usedMemory(scene: Scene): Promise<number> {
  return (await usageOf(scene).catch(() => null))?.memoryBytes ?? 0;
}

/** The neighbour's shell takes commands, its engine runs containers, and it can write. */
export async function neighbourComplaint({ neighbour }: Scene): Promise<Complaint> {
  const work = 'docker run --rm diamol/base echo container-ran && head --bytes 1M /dev/zero > ~/file && echo all-well';
  const output = await neighbour.run(work, { as: 'learner', seconds: 60 });
  return !/^container-ran\s+all-well$/m.test(output) && 'the neighbour could not work';
}

/** The engine inside answers, if need be after so many seconds. */
export async function engineComplaint({ attacker }: Scene, seconds = 60): Promise<Complaint> {
  const answers = async () =>
    attacker.run('timeout 10 docker version > /dev/null && echo engine-answers', { as: 'learner', seconds: 15 }).then(
      (output) => output.includes('engine-answers'),
      () => false,
    );
  return !(await soon(seconds, answers)) && 'the engine inside does not answer any more';
}

/** The learner gets a new sandbox, and it works. */
export async function startOverComplaint({ attacker }: Scene): Promise<Complaint> {
  await attacker.startOver();
  const output = await attacker.run('docker run --rm diamol/base echo container-ran', { as: 'learner', seconds: 60 });
  return !output.includes('container-ran') && 'the new sandbox does not work';
}

/** The neighbour's usual wait for a command, in milliseconds. */
export async function usualEcho({ neighbour }: Scene): Promise<number> {
  const times = [];
  for (let count = 0; count < ECHOES; count += 1) times.push(await neighbour.echo());
  return times.sort((one, other) => one - other)[Math.floor(ECHOES / 2)] ?? Number.NaN;
}

/** Both waits and how they compare. */
export function ratio(before: number, during: number): string {
  return `neighbour's echo ${before.toFixed(0)} ms before, ${during.toFixed(0)} ms meanwhile (${(during / before).toFixed(1)}×)`;
}

/** Bytes for people. */
export function gibibytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(2)} GiB`;
}
