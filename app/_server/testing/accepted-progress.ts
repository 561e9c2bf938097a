/** Progress that the product accepts when there is the local account. For tests and benchmarks only. */
import type { RecordProgressRequest } from '#protocol/control.ts';

/** A step of a lesson that exists. */
export const acceptedProgress: RecordProgressRequest = {
  accountId: 'local',
  lessonId: 'ch02/first-container',
  stepId: 'run-hello',
  sessionId: '0123456789abcdef0123456789abcdef',
  passedAt: '2026-11-21T09:00:00.000Z',
};
