/**
 * How many tests passed, from what each kind of test runner leaves behind. A runner that failed without saying which test,
 * or that ran nothing, counts as one failure. Knows nothing about running them.
 */
import { isObject, parseObject } from '../start/durable-file.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/**
 * A tool that is one test by itself.
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countTool(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * Vitest's JSON report.
 * @param {number} exitCode
 * @param {string} report text of the file, empty when there is none
 * @returns {Counts}
 */
export function countVitest(exitCode, report) {
  const found = parseObject(report) ?? {};
  return settle(exitCode, {
    passed: amount(found['numPassedTests']),
    failed: amount(found['numFailedTests']),
    skipped: amount(found['numPendingTests']) + amount(found['numTodoTests']),
  });
}

/**
 * Playwright's JSON report. A test that passed on a second try has passed.
 * @param {number} exitCode
 * @param {string} report text of the file, empty when there is none
 * @returns {Counts}
 */
export function countPlaywright(exitCode, report) {
  const stats = parseObject(report)?.['stats'];
  const found = isObject(stats) ? stats : {};
  return settle(exitCode, {
    passed: amount(found['expected']) + amount(found['flaky']),
    failed: amount(found['unexpected']),
    skipped: amount(found['skipped']),
  });
}

/**
 * A program whose last line is a summary like ours.
 * @param {number} exitCode
 * @param {string} output
 * @returns {Counts}
 */
export function countSummaryLine(exitCode, output) {
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  const [, passed, failed, skipped] = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(last.trim()) ?? [];
  return settle(exitCode, { passed: Number(passed ?? 0), failed: Number(failed ?? 0), skipped: Number(skipped ?? 0) });
}

/**
 * The last line of a test run.
 * @param {Counts} counts
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return all.reduce(
    (total, counts) => ({
      passed: total.passed + counts.passed,
      failed: total.failed + counts.failed,
      skipped: total.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * @param {number} exitCode
 * @param {Counts} counts
 * @returns {Counts}
 */
function settle(exitCode, counts) {
  const ranNothing = counts.passed + counts.failed === 0;
  const crashed = exitCode !== 0 && counts.failed === 0;
  return ranNothing || crashed ? { ...counts, failed: counts.failed + 1 } : counts;
}

/** @param {unknown} value */
function amount(value) {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : 0;
}
