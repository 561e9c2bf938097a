/** Figures: coming back to a stopped session, and going back to a step. */
import { performance } from 'node:perf_hooks';
import { sessionViewSchema } from '#protocol/session.ts';
import { lessonId, withServer } from './bench-server.ts';
import { reportAgainstGoal } from './report.ts';

const REWIND_GOAL_MS = 1_000;
const COLD_GOAL_MS = 3_000;
const FIRST_STEP = 'run-hello';

/** Click on a session whose sandbox was stopped → `docker ps` answers; beside the goal of a cold start. */
export async function resumes(count: number): Promise<void> {
  await withServer({}, async (bench) => {
    const driver = bench.installation.driver();
    const samples: number[] = [];
    const client = await bench.joinReady('resume');
    await client.run('docker pull --quiet diamol/base; docker volume create kept');
    for (let number = 0; number < count; number += 1) {
      for (const id of await bench.sandboxes()) await driver.stop(id);
      await client.until('the stop', () => client.state?.phase === 'stopped');
      const began = performance.now();
      const answered = client.untilPrinted('CONTAINER ID');
      await bench.server.open('resume', lessonId);
      client.type('docker ps\r');
      await answered;
      samples.push(performance.now() - began);
    }
    reportAgainstGoal('resume of a stopped session → docker ps answers', samples, COLD_GOAL_MS);
  });
}

/** Click on a step that was reached → the sandbox is ready again, with a container and a file to take back each time. */
export async function rewinds(count: number): Promise<void> {
  await withServer({}, async (bench) => {
    const samples: number[] = [];
    const { id } = await bench.server.open('rewind', lessonId);
    const client = await bench.connect('rewind', id);
    for (let number = 0; number < count; number += 1) {
      await client.run('docker run --detach diamol/ch02-hello-diamol-web; head --bytes 20M /dev/urandom > ~/file');
      const began = performance.now();
      const answer = await bench.server.request('POST', `/sessions/${id}/rewind`, {
        accountId: 'rewind',
        to: { kind: 'step', stepId: FIRST_STEP, keepFiles: false },
      });
      const { state } = sessionViewSchema.parse(await answer.json());
      if (state.phase !== 'rewinding') throw new Error(`the session is ${state.phase} instead of rewinding`);
      await client.until('the beginning of a rewind', () => client.state?.phase === 'rewinding');
      await client.until('the end of the rewind', () => client.state?.phase === 'ready');
      samples.push(performance.now() - began);
    }
    reportAgainstGoal('rewind to the beginning of a step', samples, REWIND_GOAL_MS);
  });
}
