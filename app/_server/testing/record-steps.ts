/**
 * A process that records passed steps one after the other through the product's own code, and prints the id of each as soon
 * as it is acknowledged. Made to be killed. For tests and benchmarks only.
 *
 *   node --conditions=react-server --import tsx app/_server/testing/record-steps.ts <prefix of the steps' ids>
 */
import { writeSync } from 'node:fs';
import { recordPassedStep } from '../progress.ts';
import { acceptedProgress } from './accepted-progress.ts';

const prefix = process.argv[2] ?? 'step';

for (let number = 0; ; number += 1) {
  const stepId = `${prefix}-${String(number)}`;
  await recordPassedStep({ ...acceptedProgress, stepId });
  // Written at once: what is printed has been promised, and nothing promised may be lost with a buffer.
  writeSync(1, `${stepId}\n`);
}
