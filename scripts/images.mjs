/**
 * `npm run images`: the course images of this installation, what stands behind each, and whether they are all right.
 * Uses what `npm start` has prepared; knows the commands, not how they work.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describeImages } from './images/list-images.mjs';
import { tableOfMeasurements } from './images/measure-images.mjs';
import { readJsonIfPresent } from './start/durable-file.mjs';
import { asError, Interrupted, StageFailure } from './start/failure.mjs';
import { listenForInterrupt } from './start/interrupt.mjs';
import { Progress } from './start/progress.mjs';
import { processEnvironment, readSettings } from './start/settings.mjs';
import { provideCourseRegistry } from './start/stages/course-registry.mjs';
import { allImages, provideCourseImages } from './start/stages/course-images.mjs';

const help = `Usage: npm run images [-- COMMAND]

Commands
  list [--json]          every course image: tag, size, digest, what it stands in for and which lessons use it; checks that
                         the registry serves what was published, byte for byte (this is the default)
  build [FOLDER…]        builds and publishes what is missing or has changed, all or the named folders of images/course
  test [FOLDER…]         proves images in a real sandbox [--jobs N] [--report FILE] [--pull-afresh]
  measure FILE           the table of docs/images.md, from a report that \`test --pull-afresh\` wrote
  --help                 show this text
`;

for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {readonly string[]} parameters
 * @returns {Promise<number>} exit code
 */
async function main([command = 'list', ...parameters]) {
  const signal = listenForInterrupt(() => undefined);
  try {
    if (command === 'list') return await list(parameters.includes('--json'), signal);
    if (command === 'build') return await build(parameters, signal);
    if (command === 'test') return await test(parameters, signal);
    if (command === 'measure') return await measure(parameters[0], signal);
    const asked = command === '--help' || command === '-h';
    (asked ? process.stdout : process.stderr).write(asked ? help : `Unknown command ${command}.\n\n${help}`);
    return asked ? 0 : 2;
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    const { stack, message } = asError(error);
    process.stderr.write(`${error instanceof StageFailure ? message : (stack ?? message)}\n`);
    return 1;
  }
}

/**
 * @param {boolean} asJson
 * @param {AbortSignal} signal
 */
async function list(asJson, signal) {
  const settings = readSettings(process.env);
  const { text, json, problems } = await describeImages(settings, signal);
  process.stdout.write(asJson ? `${JSON.stringify(json, null, 2)}\n` : text);
  for (const problem of problems) process.stderr.write(`✗ ${problem}\n`);
  return problems.length === 0 ? 0 : 1;
}

/**
 * @param {string | undefined} reportPath
 * @param {AbortSignal} signal
 */
async function measure(reportPath, signal) {
  const report = reportPath === undefined ? null : readJsonIfPresent(reportPath);
  if (report === null) throw new StageFailure('Name a report: npm run images -- test --pull-afresh --report FILE');
  process.stdout.write(await tableOfMeasurements(readSettings(process.env), report, signal));
  return 0;
}

/**
 * @param {readonly string[]} wanted
 * @param {AbortSignal} signal
 */
async function build(wanted, signal) {
  const settings = readSettings(process.env);
  const progress = new Progress(settings.logDirectory, signal);
  await progress.stage('course registry', (stage) => provideCourseRegistry(settings, stage));
  /** @type {import('./start/stages/course-images.mjs').Choice} */
  const named = ({ recipes, mistakes }) => {
    for (const folder of wanted) {
      const mistake = mistakes.get(folder);
      if (mistake !== undefined) throw new StageFailure(mistake);
      if (!recipes.some((recipe) => recipe.folder === folder)) {
        throw new StageFailure(`There is no folder images/course/${folder}.`);
      }
    }
    return wanted;
  };
  const choose = wanted.length > 0 ? named : allImages;
  await progress.stage('course images', (stage) => provideCourseImages(settings, stage, choose));
  return 0;
}

/**
 * @param {readonly string[]} parameters
 * @param {AbortSignal} signal
 * @returns {Promise<number>} exit code
 */
async function test(parameters, signal) {
  const settings = readSettings(process.env);
  const program = join('sandbox-server', 'smoke', 'main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...parameters], {
    cwd: settings.repository,
    env: processEnvironment(settings),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
}
