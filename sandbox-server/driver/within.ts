/**
 * Patience with work inside a sandbox, where nothing may get on any more.
 *
 * Knows nothing about what the work is.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** Rejects when the work takes longer; what it does goes on. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const controller = new AbortController();
  try {
    const deadline = sleep(milliseconds, undefined, { signal: controller.signal }).then(() => {
      throw new Error(`not done within ${String(milliseconds)} ms`);
    });
    deadline.catch(() => undefined);
    return await Promise.race([work, deadline]);
  } finally {
    controller.abort();
  }
}
