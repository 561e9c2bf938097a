/**
 * Questions to and orders for the Incus server, by its command line. Knows nothing about what Drydock keeps there.
 */
import { ask, run } from './child.mjs';
import { StageFailure } from './failure.mjs';

/**
 * Asks the server. A failing command is an answer.
 * @param {readonly string[]} parameters
 * @param {{ signal?: AbortSignal, timeoutMilliseconds?: number, input?: string }} [options]
 */
export function askIncus(parameters, options = {}) {
  return ask('incus', ['--force-local', ...parameters], options);
}

/**
 * Asks the server for something that must succeed.
 * @param {readonly string[]} parameters
 * @param {{ signal?: AbortSignal, timeoutMilliseconds?: number, input?: string }} [options]
 * @returns {Promise<string>} standard output
 * @throws {StageFailure}
 */
export async function incus(parameters, options = {}) {
  const answer = await askIncus(parameters, options);
  if (answer.code === 0) return answer.stdout;
  const words = `incus ${parameters.slice(0, 3).join(' ')}`;
  throw new StageFailure(
    answer.code === 124
      ? `Incus did not answer \`${words}\` in time. Is it overloaded or stuck? Restart it and run again.`
      : `\`${words}\` failed: ${answer.stderr.trim() || answer.stdout.trim()}`,
  );
}

/**
 * Runs a long command of the server with its output in the log of the stage.
 * @param {import('./child.mjs').Surroundings} stage
 * @param {readonly string[]} parameters
 */
export async function runIncus(stage, parameters) {
  await run(stage, 'incus', ['--force-local', ...parameters], { advice: 'To see why: incus monitor --pretty' });
}

/**
 * Whether the server has no such thing.
 * @param {import('./child.mjs').Surroundings} stage
 * @param {readonly string[]} parameters of a command that shows something
 * @throws {StageFailure}
 */
export async function isMissing(stage, parameters) {
  const { code, stderr } = await askIncus(parameters, { signal: stage.signal });
  if (code === 0) return false;
  if (/not found/i.test(stderr)) return true;
  throw new StageFailure(`\`incus ${parameters.join(' ')}\` failed: ${stderr.trim()}`);
}
