/**
 * `npm run images -- test`: proves every course image in a real sandbox, pulled from the course registry.
 *
 *   npm run images -- test [FOLDER...] [--jobs 2] [--report FILE] [--pull-afresh]
 *
 * With --pull-afresh every image is pulled into an engine that has none, so that the time in the report counts all layers.
 *
 * The last line is "N passed, N failed, N skipped"; the exit code is 1 when anything failed.
 */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { SandboxDriver, SandboxLimits } from '../driver/driver.ts';
import { throwAwayInstallation } from '../testing/installation.ts';
import { listFolders, readCourseImages, readLockedDigests } from './course-image.ts';
import { tryImage, type ImageTry } from './try-image.ts';

const REPOSITORY = path.join(import.meta.dirname, '..', '..');

const limits: SandboxLimits = {
  memoryBytes: 2 * 1024 ** 3,
  cpus: 2,
  cpuWeight: 512,
  pids: 1_024,
  diskBytes: 20 * 1024 ** 3,
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      jobs: { type: 'string', default: '2' },
      report: { type: 'string' },
      'pull-afresh': { type: 'boolean', default: false },
    },
  });
  const recipes = path.join(REPOSITORY, 'images', 'course');
  const all = await listFolders(recipes);
  const unknown = positionals.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`there is no folder images/course/${unknown.join(', ')}`);
  const queue = await readCourseImages(recipes, positionals.length === 0 ? all : positionals);
  const stateDirectory = path.resolve(REPOSITORY, process.env.DRYDOCK_STATE_DIR ?? '.drydock');
  const digests = await readLockedDigests(path.join(stateDirectory, 'images.lock.json'));

  await using installation = throwAwayInstallation('smoke');
  const driver = installation.driver();
  await driver.probe();
  const tries: Record<string, ImageTry> = {};
  let failed = 0;
  const work = async () => {
    let sandboxId: string | null = null;
    for (let image = queue.shift(); image; image = queue.shift()) {
      try {
        sandboxId ??= await makeSandbox(driver);
        const result = await tryImage(driver, sandboxId, image, digests, values['pull-afresh']);
        tries[image.folder] = result;
        const { pullSeconds, testSeconds } = result;
        process.stdout.write(
          `✓ ${image.folder} (pull ${pullSeconds.toFixed(1)} s, test ${testSeconds.toFixed(1)} s)\n`,
        );
      } catch (error) {
        failed += 1;
        const reason = error instanceof Error ? error.message : String(error);
        process.stdout.write(`✗ ${image.folder}\n    ${reason.replaceAll('\n', '\n    ')}\n`);
        // What a failed test leaves behind must not fail the next one.
        if (sandboxId !== null) await driver.destroy(sandboxId);
        sandboxId = null;
      }
    }
    if (sandboxId !== null) await driver.destroy(sandboxId);
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(values.jobs)) }, work));
  if (values.report !== undefined) await writeFile(values.report, `${JSON.stringify(tries, null, 2)}\n`);
  const passed = Object.keys(tries).length;
  process.stdout.write(`${String(passed)} passed, ${String(failed)} failed, 0 skipped\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

async function makeSandbox(driver: SandboxDriver): Promise<string> {
  const id = randomBytes(16).toString('hex');
  await driver.create({ id, limits });
  return id;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed, 0 skipped\n`);
    process.exit(1);
  },
);
