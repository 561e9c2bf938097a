/**
 * `npm test`: from a fresh clone, sets up what tests need and runs all of them, even after one has failed. The last line is
 * the sum. Uses Node's own modules only, as it runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIfPresent } from './start/durable-file.mjs';
import { asError, Interrupted, StageFailure } from './start/failure.mjs';
import { listenForInterrupt } from './start/interrupt.mjs';
import { InstanceLock } from './start/lock.mjs';
import { debianFamily } from './start/packages.mjs';
import { prepare } from './start/prepare.mjs';
import { duration, Progress } from './start/progress.mjs';
import { readSettings, repository } from './start/settings.mjs';
import { allImages, imagesOfFirstLesson } from './start/stages/course-images.mjs';
import { checkNode } from './start/stages/dependencies.mjs';
import { provideIncus } from './start/stages/incus.mjs';
import { findBrowser, provideBrowser } from './test-run/browser.mjs';
import { sum, summaryLine } from './test-run/counts.mjs';
import { suites } from './test-run/suites.mjs';

const names = suites.map(({ name }) => name).join(', ');
const help = `Usage: npm test [-- --only NAME,NAME…]

Sets up what tests need (as npm start does) and runs: ${names}.

Options
  --only NAME,…   run these only
  --help          show this text

Environment (optional)
  CHROMIUM_PATH   browser for e2e
`;

// Whoever reads may go away first, for example a closed terminal; what was started must still be stopped in order.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {readonly string[]} options
 * @returns {Promise<number>} exit code
 */
async function main(options) {
  if (options.includes('--help') || options.includes('-h')) {
    process.stdout.write(help);
    return 0;
  }
  const chosen = chooseSuites(options);
  if (typeof chosen === 'string') {
    process.stderr.write(`${chosen}\n`);
    return 2;
  }
  const signal = listenForInterrupt(() => undefined);
  const reports = join(repository, '.drydock', 'test-reports');
  const start = Date.now();
  try {
    checkNode();
    await prepareForTests(signal, chosen);
    mkdirSync(reports, { recursive: true });
  } catch (error) {
    if (error instanceof Interrupted) return interrupted();
    const { stack, message } = asError(error);
    process.stderr.write(`\n${error instanceof StageFailure ? message : (stack ?? message)}\n`);
    process.stdout.write(
      `\nPreparation failed; no test was run.\n${summaryLine({ passed: 0, failed: 1, skipped: 0 })}\n`,
    );
    return 1;
  }
  const prepared = duration(Date.now() - start);
  const results = [];
  for (const suite of chosen) {
    process.stdout.write(`\n━━ ${suite.name} ━━\n`);
    const began = Date.now();
    const finished = await runSuite(suite, join(reports, `${suite.name}.json`), signal);
    if (signal.aborted) return interrupted();
    const counts = suite.count(finished);
    results.push({
      name: suite.name,
      counts,
      failures: suite.failures?.(finished) ?? [],
      took: duration(Date.now() - began),
    });
  }
  process.stdout.write('\n');
  process.stdout.write(`  ${'preparation'.padEnd(12)} ${prepared}\n`);
  for (const { name, counts, failures, took } of results) {
    process.stdout.write(
      `${counts.failed === 0 ? '✓' : '✗'} ${name.padEnd(12)} ${took.padEnd(11)} ${summaryLine(counts)}\n`,
    );
    for (const failure of failures) process.stdout.write(`    ${failure}\n`);
  }
  const total = sum(results.map(({ counts }) => counts));
  process.stdout.write(`${summaryLine(total)}\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/**
 * @param {readonly string[]} options
 * @returns {readonly import('./test-run/suites.mjs').Suite[] | string} a string says what is wrong
 */
function chooseSuites(options) {
  if (options.length === 0) return suites;
  const text =
    options[0] === '--only' ? options[1] : options[0]?.startsWith('--only=') ? options[0].slice(7) : undefined;
  if (text === undefined || options.length > (options[0] === '--only' ? 2 : 1)) {
    return `Unknown options: ${options.join(' ')}. \`npm test -- --help\` lists the options.`;
  }
  const wanted = text.split(',');
  const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) return `There are no tests called ${unknown.join(', ')}. There are: ${names}.`;
  return suites.filter(({ name }) => wanted.includes(name));
}

/**
 * Tests use the state directory of the checkout for what is shared, and instances of their own for what they change.
 * @param {AbortSignal} signal
 * @param {readonly import('./test-run/suites.mjs').Suite[]} chosen
 */
async function prepareForTests(signal, chosen) {
  const settings = readSettings({ ...process.env, DRYDOCK_STATE_DIR: join(repository, '.drydock') });
  const lock = await InstanceLock.take(settings);
  try {
    const progress = new Progress(settings.logDirectory, signal);
    await prepare(settings, progress, chosen.some(({ needsImages }) => needsImages) ? allImages : imagesOfFirstLesson);
    if (settings.driver === 'docker' && chosen.some(({ name }) => name === 'integration') && canHaveIncus()) {
      await progress.stage('Incus', (stage) => provideIncus(settings, stage));
    }
    if (chosen.some(({ name }) => name === 'e2e')) await progress.stage('browser', provideBrowser);
  } finally {
    lock.release();
  }
}

/**
 * Whether the tests of the Incus driver can be given a server without asking anybody; elsewhere they are skipped.
 */
function canHaveIncus() {
  return process.platform === 'linux' && debianFamily() !== null && process.getuid?.() === 0;
}

/**
 * @param {import('./test-run/suites.mjs').Suite} suite
 * @param {string} reportPath
 * @param {AbortSignal} signal
 * @returns {Promise<import('./test-run/suites.mjs').Finished>}
 */
async function runSuite(suite, reportPath, signal) {
  rmSync(reportPath, { force: true });
  const browser = findBrowser();
  const child = spawn(process.execPath, [...suite.parameters, ...(suite.reportParameters?.(reportPath) ?? [])], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      ...(browser === null ? {} : { CHROMIUM_PATH: browser }),
      ...suite.environment?.(reportPath),
    },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    process.stdout.write(text);
  });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const exitCode = await new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
  signal.removeEventListener('abort', stop);
  return { exitCode, report: readIfPresent(reportPath) ?? '', output };
}

/** @returns {number} */
function interrupted() {
  process.stdout.write('\nInterrupted.\n');
  return 130;
}
