/**
 * Lets processes go on that a learner has paused, before their sandbox is ended: on hosts with cgroup v1 a frozen process
 * takes no signal, not even the last one, and the host's engine waits for it in vain.
 *
 * Knows nothing about why a sandbox is ended.
 */
import type Docker from 'dockerode';
import { runInContainer } from './host-engine.ts';
import { within } from './within.ts';

/** Nothing to do on cgroup v2, where frozen processes can be killed. */
const thaw =
  'for state in /sys/fs/cgroup/freezer/docker/*/freezer.state; do [ ! -e "$state" ] || echo THAWED > "$state"; done';

/** Milliseconds after which a sandbox is ended anyway: it may be one in which nothing can be started any more. */
const PATIENCE_MS = 3_000;

/** Never rejects: a sandbox that does not run has nothing paused, and any other is ended in any case. */
export async function letPausedGoOn(engine: Docker, container: string): Promise<void> {
  const thawing = runInContainer(engine, container, { command: ['/bin/sh', '-c', thaw], user: 'root' });
  await within(PATIENCE_MS, thawing).catch(() => undefined);
}
