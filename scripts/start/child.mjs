/**
 * Child processes of the start script: run one, keep its output in a log, stop it when the operator asks. Knows nothing
 * about what is run.
 */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Interrupted, StageFailure } from './failure.mjs';

const tailLines = 20;
const terminateGraceMilliseconds = 10_000;

/**
 * @typedef {object} Answer
 * @property {number} code Exit code; 127 when the command does not exist, 124 when it took too long.
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Runs a short command and keeps what it says. A failing command is an answer, not an error.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {{ signal?: AbortSignal, timeoutMilliseconds?: number, env?: NodeJS.ProcessEnv, input?: string }} [options]
 * @returns {Promise<Answer>}
 * @throws {Interrupted}
 */
export async function ask(command, parameters, options = {}) {
  const { signal, timeoutMilliseconds = 30_000, env = process.env, input } = options;
  if (signal?.aborted) throw new Interrupted();
  const child = spawn(command, parameters, { env, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  let timedOut = false;
  child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill('SIGKILL');
  }, timeoutMilliseconds);
  const stop = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', stop, { once: true });
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      stderr += error.message;
      resolve(127);
    });
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  clearTimeout(timer);
  signal?.removeEventListener('abort', stop);
  if (signal?.aborted) throw new Interrupted();
  return { code: timedOut ? 124 : code, stdout, stderr };
}

/**
 * What a long command needs to know of the stage it works for.
 * @typedef {object} Surroundings
 * @property {string} logPath Output is appended here.
 * @property {AbortSignal} signal
 * @property {(line: string) => void} line Receives each line of output.
 */

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {string} [advice] What to do when it fails.
 * @property {string} [input] What the first command reads.
 */

/**
 * Runs a long command with its output in the log of the stage.
 * @param {Surroundings} stage
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {RunOptions} [options]
 * @returns {Promise<string>} what it wrote to standard output
 * @throws {StageFailure} with the last lines of output, when it ends with another code than 0
 * @throws {Interrupted}
 */
export async function run(stage, command, parameters, options = {}) {
  return (await runPipeline(stage, [[command, ...parameters]], options)).stdout;
}

/**
 * Runs commands connected like a shell pipeline, all of which must succeed.
 * @param {Surroundings} stage
 * @param {readonly (readonly string[])[]} commands
 * @param {RunOptions} [options]
 * @returns {Promise<{ stdout: string }>} what the last one wrote to standard output
 * @throws {StageFailure | Interrupted}
 */
export async function runPipeline(stage, commands, options = {}) {
  if (stage.signal.aborted) throw new Interrupted();
  const log = createWriteStream(stage.logPath, { flags: 'a', mode: 0o600 });
  /** @type {string[]} */
  const tail = [];
  let stdout = '';
  /** @param {string} text */
  const keep = (text) => {
    log.write(`${text}\n`);
    tail.push(text);
    if (tail.length > tailLines) tail.shift();
    stage.line(text);
  };
  log.write(`\n$ ${commands.map((command) => command.join(' ')).join(' | ')}\n`);

  const children = commands.map(([command = '', ...parameters], index) =>
    spawn(command, parameters, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: [index === 0 && options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    }),
  );
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
    setTimeout(() => {
      for (const child of children) child.kill('SIGKILL');
    }, terminateGraceMilliseconds).unref();
  };
  stage.signal.addEventListener('abort', stop, { once: true });
  if (options.input !== undefined) {
    children[0]?.stdin?.on('error', () => undefined);
    children[0]?.stdin?.end(options.input);
  }
  const codes = await Promise.all(
    children.map((child, index) => {
      if (child.stderr) createInterface({ input: child.stderr }).on('line', keep);
      const next = children[index + 1];
      if (next?.stdin && child.stdout) {
        next.stdin.on('error', () => undefined);
        child.stdout.pipe(next.stdin);
      } else if (child.stdout) {
        createInterface({ input: child.stdout }).on('line', (text) => {
          stdout += `${text}\n`;
          keep(text);
        });
      }
      return new Promise((resolve) => {
        child.once('error', (error) => {
          keep(error.message);
          resolve(127);
        });
        child.once('close', (code) => resolve(code ?? 1));
      });
    }),
  );
  stage.signal.removeEventListener('abort', stop);
  await new Promise((resolve) => log.end(resolve));
  if (stage.signal.aborted) throw new Interrupted();
  const failed = codes.findIndex((code) => code !== 0);
  if (failed !== -1) {
    const shown = tail.map((text) => `    ${text}`).join('\n');
    throw new StageFailure(
      `\`${(commands[failed] ?? []).slice(0, 4).join(' ')} …\` failed with exit code ${codes[failed]}. Its last lines:\n${shown}\n` +
        `  The whole output is in ${stage.logPath}` +
        (options.advice === undefined ? '' : `\n  ${options.advice}`),
    );
  }
  return { stdout };
}
