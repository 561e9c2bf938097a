/**
 * Ends every process in a container in which none can be started any more.
 *
 * Knows nothing about what is done with it afterwards.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { SandboxNotRunning } from '../driver.ts';
import { within } from '../within.ts';
import { ignoring, runInContainer } from './host-engine.ts';

/** After which even the quickest command is taken for stuck. */
const PATIENCE_MS = 5_000;

/** How often a stuck sandbox is told to end everything. */
const MOST_ATTEMPTS = 8;

/**
 * The signal goes to the sandbox's first process, which passes it on to one that needs no new process to obey. Resolves when
 * a process can be started again.
 */
export async function endEverything(engine: Docker, container: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    for (const signal of ['SIGCONT', 'SIGUSR1']) {
      await ignoring([409], engine.getContainer(container).kill({ signal }));
    }
    // What has been ended is gone when the kernel gets round to it.
    await sleep(500);
    try {
      await within(PATIENCE_MS, runInContainer(engine, container, { command: ['/bin/true'], user: 'root' }));
      return;
    } catch (error) {
      if (error instanceof SandboxNotRunning || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}
