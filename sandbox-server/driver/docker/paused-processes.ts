/**
 * Lets processes go on that a learner has paused, before their sandbox is ended.
 *
 * Knows nothing about why a sandbox is ended.
 */
import type Docker from 'dockerode';
import { thawCommand } from '../inside.ts';
import { within } from '../within.ts';
import { runInContainer } from './host-engine.ts';

/** Milliseconds after which a sandbox is ended anyway: it may be one in which nothing can be started any more. */
const PATIENCE_MS = 3_000;

/** Never rejects: a sandbox that does not run has nothing paused, and any other is ended in any case. */
export async function letPausedGoOn(engine: Docker, container: string): Promise<void> {
  const thawing = runInContainer(engine, container, { command: thawCommand, user: 'root' });
  await within(PATIENCE_MS, thawing).catch(() => undefined);
}
