/**
 * What `npm test` runs, in order, and how each is counted. Knows nothing about how they are run and shown.
 */
import { join } from 'node:path';
import { countPlaywright, countSummaryLine, countTool, countVitest } from './counts.mjs';
import { failuresOfLines, failuresOfPlaywright, failuresOfVitest } from './failures.mjs';

/**
 * @typedef {object} Finished
 * @property {number} exitCode
 * @property {string} report Text of the report file, empty when there is none.
 * @property {string} output Standard output.
 */

/**
 * @typedef {object} Suite
 * @property {string} name What `--only` calls it.
 * @property {readonly string[]} parameters of node
 * @property {(reportPath: string) => readonly string[]} [reportParameters] further parameters that name the report
 * @property {(reportPath: string) => Record<string, string>} [environment] that names the report
 * @property {boolean} [needsImages] Whether all course images must be there.
 * @property {(finished: Finished) => import('./counts.mjs').Counts} count
 * @property {(finished: Finished) => readonly string[]} [failures] which tests failed; a tool is one test and says it itself
 */

/**
 * @param {string} name package
 * @param {...string} path of its program inside the package
 */
const program = (name, ...path) => join('node_modules', name, ...path);

/**
 * @param {'unit' | 'integration'} project
 * @returns {Suite}
 */
const vitest = (project) => ({
  name: project,
  needsImages: project === 'integration',
  parameters: [program('vitest', 'vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json'],
  reportParameters: (reportPath) => [`--outputFile=${reportPath}`],
  count: ({ exitCode, report }) => countVitest(exitCode, report),
  failures: ({ report }) => failuresOfVitest(report),
});

/**
 * @param {string} name
 * @param {readonly string[]} parameters
 * @returns {Suite}
 */
const tool = (name, parameters) => ({ name, parameters, count: ({ exitCode }) => countTool(exitCode) });

/** @type {readonly Suite[]} */
export const suites = [
  tool('format', [program('prettier', 'bin', 'prettier.cjs'), '--check', '.']),
  tool('lint', [program('eslint', 'bin', 'eslint.js'), '.']),
  tool('boundaries', [
    program('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
    ...['app', 'lessons', 'prisma', 'sandbox-server', 'scripts', 'e2e'],
  ]),
  tool('types', [program('typescript', 'bin', 'tsc'), '--noEmit']),
  vitest('unit'),
  vitest('integration'),
  { ...tool('registry', [join('scripts', 'images.mjs'), 'list']), needsImages: true },
  {
    name: 'images',
    needsImages: true,
    parameters: [join('scripts', 'images.mjs'), 'test'],
    count: ({ exitCode, output }) => countSummaryLine(exitCode, output),
    failures: ({ output }) => failuresOfLines(output),
  },
  {
    name: 'coverage',
    parameters: ['--import', 'tsx', join('scripts', 'lessons-coverage.ts')],
    count: ({ exitCode, output }) => countSummaryLine(exitCode, output),
    failures: ({ output }) => failuresOfLines(output),
  },
  {
    name: 'lessons',
    needsImages: true,
    parameters: ['--import', 'tsx', join('sandbox-server', 'verify', 'main.ts')],
    count: ({ exitCode, output }) => countSummaryLine(exitCode, output),
    failures: ({ output }) => failuresOfLines(output),
  },
  {
    name: 'containment',
    needsImages: true,
    parameters: ['--import', 'tsx', join('sandbox-server', 'containment', 'main.ts')],
    count: ({ exitCode, output }) => countSummaryLine(exitCode, output),
    failures: ({ output }) => failuresOfLines(output),
  },
  {
    name: 'e2e',
    needsImages: true,
    parameters: [program('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'],
    environment: (reportPath) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: reportPath }),
    count: ({ exitCode, report }) => countPlaywright(exitCode, report),
    failures: ({ report }) => failuresOfPlaywright(report),
  },
];
