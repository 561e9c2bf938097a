import { expect, it } from 'vitest';
import { failuresOfLines, failuresOfPlaywright, failuresOfVitest } from './failures.mjs';

it('finds the failures in lines, with their reasons', () => {
  const output =
    '✓ one\n✗ ch02/x first: wrong (3 s)\n    expected step first to pass\n✓ three\n1 passed, 1 failed, 0 skipped\n';
  expect(failuresOfLines(output)).toEqual(['ch02/x first: wrong (3 s): expected step first to pass']);
});

it('finds failed tests and files that could not be loaded in Vitest’s report', () => {
  const report = JSON.stringify({
    testResults: [
      {
        name: '/a/b/c.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'good' },
          {
            status: 'failed',
            fullName: 'a thing works',
            failureMessages: ['\u001b[31mAssertionError\u001b[39m: no\n  at x'],
          },
        ],
      },
      { name: '/a/b/d.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
      { name: '/a/b/e.test.ts', status: 'passed', assertionResults: [] },
    ],
  });
  expect(failuresOfVitest(report)).toEqual([
    'b/c.test.ts: a thing works: AssertionError: no at x',
    'b/d.test.ts: Cannot find module',
  ]);
});

it('finds failed stories in Playwright’s report, however deep', () => {
  const failed = {
    ok: false,
    file: 'x.spec.ts',
    title: 'a story',
    tests: [{ results: [{ error: { message: 'Timed out' } }] }],
  };
  const report = JSON.stringify({ suites: [{ specs: [{ ok: true }], suites: [{ specs: [failed] }] }] });
  expect(failuresOfPlaywright(report)).toEqual(['x.spec.ts: a story: Timed out']);
});

it('finds nothing where there is no report', () => {
  expect([failuresOfVitest(''), failuresOfPlaywright('{'), failuresOfLines('')]).toEqual([[], [], []]);
});
