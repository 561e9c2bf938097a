// Carries out runs: one at a time, stage by stage, command by command. A run that waits for approval lets others pass.
import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readPipeline } from './pipeline-file.js';

export function createRunner({ repositories, runs, folder }) {
  const decisions = new Map();
  let lastTurn = Promise.resolve();
  let command;
  let stopping = false;

  // Resolves when everybody who asked before is done, with a function that lets the next one go on.
  function takeTurn() {
    let done;
    const before = lastTurn;
    lastTurn = new Promise((resolve) => (done = resolve));
    return before.then(() => done);
  }

  function change(part, run, changes) {
    Object.assign(part, changes);
    runs.save(run);
  }

  function execute(run, text, { cwd, env }) {
    runs.appendLog(run, `$ ${text}\n`);
    return new Promise((resolve, reject) => {
      // A process group of its own, so that stopping ends what the shell has started, too.
      command = spawn('sh', ['-c', text], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
      command.stdout.on('data', (data) => runs.appendLog(run, data));
      command.stderr.on('data', (data) => runs.appendLog(run, data));
      command.on('error', reject);
      command.on('close', (code, signal) => {
        command = undefined;
        if (code === 0) resolve();
        else reject(new Error(`"${text}" ended with ${signal ? `signal ${signal}` : `exit code ${code}`}.`));
      });
    });
  }

  async function decisionOn(run, stage) {
    change(stage, run, { status: 'waiting' });
    change(run, run, { status: 'waiting' });
    runs.appendLog(run, `Stage "${stage.name}" waits for approval.\n`);
    const approved = await new Promise((resolve) => decisions.set(run, resolve));
    decisions.delete(run);
    runs.appendLog(run, approved ? 'Approved.\n' : 'Rejected.\n');
    return approved;
  }

  async function carryOut(run) {
    let release = await takeTurn();
    const workspace = join(folder, String(run.number), run.repository);
    let stage;
    try {
      change(run, run, { status: 'running', startedAt: new Date().toISOString() });
      await mkdir(join(folder, String(run.number)), { recursive: true });
      await rm(workspace, { recursive: true, force: true });
      await repositories.checkOut(run.repository, run.commit, workspace);
      const { environment, stages } = await readPipeline(workspace);
      change(run, run, { stages: stages.map(({ name, approval }) => ({ name, approval, status: 'pending' })) });
      const env = {
        ...process.env,
        ...environment,
        BUILD_NUMBER: String(run.number),
        BUILD_TAG: `${run.repository}-${run.number}`,
        GIT_BRANCH: run.branch,
        GIT_COMMIT: run.commit,
        JOB_NAME: run.repository,
      };

      for (const [index, { name, commands, approval }] of stages.entries()) {
        stage = run.stages[index];
        runs.appendLog(run, `\n=== ${name} ===\n`);
        if (approval) {
          release();
          const approved = await decisionOn(run, stage);
          release = await takeTurn();
          if (!approved) {
            change(stage, run, { status: 'rejected' });
            change(run, run, { status: 'rejected' });
            return;
          }
        }
        change(run, run, { status: 'running' });
        change(stage, run, { status: 'running', startedAt: new Date().toISOString() });
        for (const text of commands) await execute(run, text, { cwd: workspace, env });
        change(stage, run, { status: 'success', finishedAt: new Date().toISOString() });
      }
      change(run, run, { status: 'success' });
    } catch (error) {
      // After a stop the next start puts the record right.
      if (stopping) return;
      if (stage) change(stage, run, { status: 'failed' });
      change(run, run, { status: 'failed', error: error.message });
      runs.appendLog(run, `\n${error.message}\n`);
    } finally {
      if (!stopping) {
        for (const later of run.stages) if (later.status === 'pending') later.status = 'skipped';
        change(run, run, { finishedAt: new Date().toISOString() });
        await rm(workspace, { recursive: true, force: true });
        console.log(`${run.repository} build ${run.number}: ${run.status}`);
      }
      release();
    }
  }

  return {
    /** Starts the pipeline of a repository for a commit. */
    async start(repository, { commit, branch }) {
      const run = runs.add(repository, { commit, branch, subject: await repositories.subject(repository, commit) });
      console.log(`${repository} build ${run.number}: ${commit.slice(0, 7)} on ${branch}`);
      carryOut(run).catch((error) => console.error(error));
      return run;
    },

    /** Lets a waiting run go on, or ends it; false when it does not wait. */
    decide(run, approved) {
      const tell = decisions.get(run);
      tell?.(approved);
      return tell !== undefined;
    },

    stop() {
      stopping = true;
      if (command) process.kill(-command.pid, 'SIGTERM');
    },
  };
}
