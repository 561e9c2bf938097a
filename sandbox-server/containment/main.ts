/**
 * `npm run containment`: tries, from inside a live sandbox and through the product's own terminal, to get out of it and to
 * reach what it must not, and prints what was tried, what must come back and what came back.
 *
 *   npm run containment -- [--only E1,R3] [--record]
 *
 * SANDBOX_DRIVER says in which driver. It fails when something that is claimed to hold does not, and when something that is
 * documented as open holds. `--record` writes what was seen to docs/containment.md. Needs what `npm start -- --prepare` makes.
 * The last line is "N passed, N failed, N skipped".
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { claimOf, contradiction, type Attempt, type Outcome } from './attempt.ts';
import { attempts } from './attempts.ts';
import { readDriverChoice } from '../driver/driver-choice.ts';
import { recordRun } from './record.ts';
import { setScene, type Scene } from './scene.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

async function main(): Promise<Counts> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, record: { type: 'boolean', default: false } } });
  const { driver: driverName, runtime } = readDriverChoice(process.env);
  const wanted = values.only?.split(',');
  const chosen = attempts.filter(({ id }) => !wanted || wanted.some((beginning) => id.startsWith(beginning)));
  if (chosen.length === 0) throw new Error(`there is no attempt ${values.only ?? ''}`);
  if (values.record && runtime !== null) throw new Error('only a run with the default OCI runtime can be recorded');
  if (values.record && wanted) throw new Error('a part cannot be recorded: leave out --only or --record');
  if (process.platform !== 'linux') {
    say(
      'Canaries are planted on the host of the sandboxes, which on this system is a virtual machine; nothing was tried.',
    );
    return { passed: 0, failed: 0, skipped: chosen.length };
  }

  const interruption = listenForInterruption();
  const scene = await setScene(driverName, interruption.removeWith);
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const outcomes = new Map<string, Outcome>();
  try {
    say(`driver ${driverName}, cgroup v${String(scene.cgroupVersion)}`);
    for (const attempt of chosen) {
      const outcome = await made(attempt, scene);
      const result = outcome === null ? 'failed' : judged(attempt, outcome, { ...scene, runtime });
      counts[result] += 1;
      if (outcome) outcomes.set(attempt.id, outcome);
    }
  } finally {
    await scene[Symbol.asyncDispose]();
  }
  if (values.record && counts.failed === 0) {
    await recordRun({ driver: driverName, cgroupVersion: scene.cgroupVersion, outcomes });
    say('What was seen is in docs/containment.md.');
  }
  return counts;
}

/** Makes an attempt; null, and a line about it, when it could not be made. */
async function made(attempt: Attempt, scene: Scene): Promise<Outcome | null> {
  const began = performance.now();
  try {
    const outcome = await attempt.make(scene);
    if (!(await scene.file.isUntouched())) return { verdict: 'not-held', seen: "the host's secret was changed" };
    const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
    return { ...outcome, figures: outcome.figures ? `${outcome.figures}; ${took}` : took };
  } catch (error) {
    say(`✗ ${attempt.id} could not be tried: ${attempt.says.en}`);
    say(`    ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function judged(
  attempt: Attempt,
  outcome: Outcome,
  host: Pick<Scene, 'driverName' | 'cgroupVersion'> & { readonly runtime: string | null },
): keyof Counts {
  const claim = claimOf(attempt, host);
  const wrong = contradiction(claim, outcome.verdict);
  const words = { held: 'held', 'not-held': 'NOT HELD', 'not-applicable': 'not applicable' } as const;
  const said = { holds: '', open: ' (as documented)', depends: ' (nothing is claimed)' } as const;
  const verdict = `${words[outcome.verdict]}${outcome.verdict === 'not-applicable' ? '' : said[claim]}`;
  say(`${wrong === null ? (outcome.verdict === 'not-applicable' ? '-' : '✓') : '✗'} ${attempt.id}  ${attempt.says.en}`);
  say(`    ${verdict}${wrong === null ? '' : `, and ${wrong}`}`);
  say(`    expected: ${attempt.expected}`);
  say(`    seen:     ${outcome.seen}  [${outcome.figures ?? ''}]`);
  if (wrong !== null) return 'failed';
  return outcome.verdict === 'not-applicable' ? 'skipped' : 'passed';
}

/** Removes what was made, and ends the run, when it is told to end. */
function listenForInterruption(): { readonly removeWith: (remove: () => Promise<void>) => void } {
  let remove = async () => Promise.resolve();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void remove().finally(() => process.exit(130));
    });
  }
  return { removeWith: (given) => (remove = given) };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  ({ passed, failed, skipped }) => {
    say(`${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`);
    process.exitCode = failed === 0 ? 0 : 1;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    say('0 passed, 1 failed, 0 skipped');
    process.exitCode = 1;
  },
);
