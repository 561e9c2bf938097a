/**
 * Which tests failed and with what first words, from what each kind of test runner leaves behind: said once more at the end
 * of a run, where it is read first. Knows nothing about running or counting them.
 */
import { isObject, parseObject } from '../start/durable-file.mjs';

/** Characters of one failure. */
const LONGEST = 300;

/** Failures of one suite; more than these are seldom read. */
const MOST = 20;

/**
 * Lines of a program's output that name a failure, with the line that follows.
 * @param {string} output
 * @returns {string[]}
 */
export function failuresOfLines(output) {
  const lines = output.split('\n');
  const found = lines.flatMap((line, index) =>
    line.startsWith('✗ ') ? [`${line.slice(2)}: ${(lines[index + 1] ?? '').trim()}`] : [],
  );
  return short(found);
}

/**
 * Vitest's JSON report.
 * @param {string} report text of the file, empty when there is none
 * @returns {string[]}
 */
export function failuresOfVitest(report) {
  const files = list(parseObject(report)?.['testResults']);
  const found = files.flatMap((file) => {
    const name = words(file['name']).split('/').slice(-2).join('/');
    const tests = list(file['assertionResults']).filter((test) => test['status'] === 'failed');
    if (tests.length === 0) return file['status'] === 'failed' ? [`${name}: ${words(file['message'])}`] : [];
    return tests.map((test) => `${name}: ${words(test['fullName'])}: ${words(firstOf(test['failureMessages']))}`);
  });
  return short(found);
}

/**
 * Playwright's JSON report.
 * @param {string} report text of the file, empty when there is none
 * @returns {string[]}
 */
export function failuresOfPlaywright(report) {
  /** @param {Record<string, unknown>} suite @returns {string[]} */
  const failed = (suite) => [
    ...list(suite['specs'])
      .filter((spec) => spec['ok'] === false)
      .map((spec) => {
        const results = list(spec['tests']).flatMap((test) => list(test['results']));
        const error = results.map((result) => result['error']).find(isObject);
        return `${words(spec['file'])}: ${words(spec['title'])}: ${words(error?.['message'])}`;
      }),
    ...list(suite['suites']).flatMap(failed),
  ];
  return short(list(parseObject(report)?.['suites']).flatMap(failed));
}

/**
 * @param {readonly string[]} failures
 * @returns {string[]}
 */
function short(failures) {
  return failures.slice(0, MOST).map((failure) => {
    const plain = failure.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').replace(/\s+/g, ' ');
    return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
  });
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>[]}
 */
function list(value) {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** @param {unknown} value */
function firstOf(value) {
  return Array.isArray(value) ? value[0] : undefined;
}

/** @param {unknown} value */
function words(value) {
  return typeof value === 'string' ? value : '';
}
