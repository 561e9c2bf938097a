/**
 * `npm run lessons:verify`: proves every lesson on a real engine. In sandboxes of their own, the untouched start fails,
 * the solution typed into a real terminal passes, other right ways pass, and each wrong answer fails with its own hint.
 *
 *   npm run lessons:verify -- [--lesson ch02/first-container] [--jobs 2]
 *
 * The last line is "N passed, N failed, N skipped"; the exit code is 1 when anything failed.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadAuthorFiles } from '#lessons/_loader/author.ts';
import { loadCatalogue } from '#lessons/_loader/catalogue.ts';
import { lessonsInOrder } from '#lessons/_loader/lessons.ts';
import { variablesOf } from '#lessons/_loader/variables.ts';
import { DockerDriver } from '../driver/docker/docker-driver.ts';
import { runTrial } from './run-trial.ts';
import { trialsOf } from './trials.ts';

const LESSONS_DIRECTORY = path.join(import.meta.dirname, '..', '..', 'lessons');

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { lesson: { type: 'string' }, jobs: { type: 'string', default: '2' } } });
  const catalogue = await loadCatalogue(LESSONS_DIRECTORY);
  const authorFiles = await loadAuthorFiles(LESSONS_DIRECTORY, catalogue);
  const lessons = lessonsInOrder(catalogue).filter(({ id }) => values.lesson === undefined || id === values.lesson);
  if (lessons.length === 0) throw new Error(`there is no lesson ${values.lesson ?? ''}`);

  const driver = new DockerDriver({
    instance: 'drydock-verify',
    image: process.env.DRYDOCK_SANDBOX_IMAGE ?? 'drydock/sandbox:local',
    registrySocketVolume: process.env.DRYDOCK_REGISTRY_SOCKET_VOLUME ?? 'drydock-registry-socket',
    internet: false,
  });
  await driver.probe();
  // A run that was killed leaves its sandboxes behind.
  for (const { id } of await driver.list()) await driver.destroy(id);

  const queue = lessons.flatMap((lesson) => {
    const files = authorFiles.get(lesson.id);
    if (!files) throw new Error(`${lesson.id} has no author files`);
    const stepIds = lesson.steps.map(({ id }) => id);
    const tried = { id: lesson.id, checks: files.checks, variables: variablesOf(lesson, 'author') };
    return trialsOf(stepIds, files.proof).map((trial) => ({ lesson: tried, trial }));
  });
  let passed = 0;
  let failed = 0;
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { lesson, trial } = next;
      const began = Date.now();
      const took = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
      try {
        await runTrial(driver, lesson, trial);
        passed += 1;
        process.stdout.write(`✓ ${lesson.id} ${trial.name} (${took()})\n`);
      } catch (error) {
        failed += 1;
        const reason = error instanceof Error ? error.message : String(error);
        process.stdout.write(`✗ ${lesson.id} ${trial.name} (${took()})\n    ${reason.replaceAll('\n', '\n    ')}\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(values.jobs)) }, work));
  await driver.close();
  process.stdout.write(`${String(passed)} passed, ${String(failed)} failed, 0 skipped\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed, 0 skipped\n`);
    process.exit(1);
  },
);
