/** What a test run reports must never look better than what happened. */
import { describe, expect, it } from 'vitest';
import { countPlaywright, countSummaryLine, countTool, countVitest, sum, summaryLine } from './counts.mjs';

describe('counting what test runners leave behind', () => {
  it('counts a tool as one test', () => {
    expect(countTool(0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(countTool(2)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('reads the numbers of a Vitest report', () => {
    const report = JSON.stringify({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 });
    expect(countVitest(1, report)).toEqual({ passed: 7, failed: 2, skipped: 2 });
  });

  it('reads the numbers of a Playwright report, a test that passed on a second try among the passed', () => {
    const report = JSON.stringify({ stats: { expected: 3, flaky: 1, unexpected: 0, skipped: 2 } });
    expect(countPlaywright(0, report)).toEqual({ passed: 4, failed: 0, skipped: 2 });
  });

  it('reads the last line of a program that sums up by itself, and no other line', () => {
    expect(countSummaryLine(0, '9 passed, 0 failed, 0 skipped\n4 passed, 0 failed, 1 skipped\n')).toEqual({
      passed: 4,
      failed: 0,
      skipped: 1,
    });
  });

  it('counts a runner that crashed after passing tests as a failure', () => {
    expect(countVitest(1, JSON.stringify({ numPassedTests: 7, numFailedTests: 0 })).failed).toBe(1);
    expect(countSummaryLine(1, '7 passed, 0 failed, 0 skipped').failed).toBe(1);
  });

  it.each(['', 'no JSON', '[]', '{}'])('counts the report %j, in which nothing ran, as a failure', (report) => {
    expect(countVitest(0, report)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countPlaywright(0, report)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countSummaryLine(0, report)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('adds up and prints one line', () => {
    expect(summaryLine(sum([countTool(0), countTool(1), countTool(0)]))).toBe('2 passed, 1 failed, 0 skipped');
  });
});
