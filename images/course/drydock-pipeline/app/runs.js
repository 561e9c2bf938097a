// The runs of all pipelines: a record and a log for each, kept on disk.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ended = new Set(['success', 'failed', 'rejected', 'aborted']);

export function createRuns(folder) {
  mkdirSync(folder, { recursive: true });
  const runs = readAll(folder);
  const fileOf = (run, ending) => join(folder, run.repository, `${run.number}.${ending}`);

  const save = (run) => {
    mkdirSync(dirname(fileOf(run, 'json')), { recursive: true });
    writeFileSync(fileOf(run, 'json'), JSON.stringify(run, null, 2));
  };

  // Nothing goes on with a run that this program was busy with when it was last stopped.
  for (const run of runs.filter(({ status }) => !ended.has(status))) {
    run.status = 'aborted';
    run.error = 'The pipeline itself was restarted during this run.';
    for (const stage of run.stages) if (!ended.has(stage.status)) stage.status = 'skipped';
    save(run);
  }

  const find = (repository, number) =>
    runs.find((run) => run.repository === repository && run.number === Number(number));

  return {
    find,
    save,
    /** All runs, the newest first. */
    all: () => [...runs].sort((one, other) => other.createdAt.localeCompare(one.createdAt)),
    hasEnded: (run) => ended.has(run.status),

    add(repository, { commit, branch, subject }) {
      const numbers = runs.filter((run) => run.repository === repository).map(({ number }) => number);
      const number = Math.max(0, ...numbers) + 1;
      const createdAt = new Date().toISOString();
      const run = { repository, number, commit, branch, subject, createdAt, status: 'queued', stages: [] };
      runs.push(run);
      save(run);
      appendFileSync(fileOf(run, 'log'), '');
      return run;
    },

    appendLog: (run, text) => appendFileSync(fileOf(run, 'log'), text),
    log: (run) => readFileSync(fileOf(run, 'log'), 'utf8'),
  };
}

function readAll(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.json'));
  return files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
}
