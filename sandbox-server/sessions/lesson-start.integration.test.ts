/** Files and start commands of a lesson, in real sandboxes: what is there, whose it is, and what counts as evidence. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notStarted } from '#lessons/_schema/check.ts';
import type { EngineEvent, EngineRequest } from '#lessons/_schema/evidence.ts';
import type { ServerMessage } from '#protocol/messages.ts';
import { ProgressRecorder } from '../grading/progress-recorder.ts';
import { smallLimits, stateDirectoryOf, throwAwayInstallation } from '../testing/installation.ts';
import { runShell } from '../testing/shell.ts';
import { prepareSandbox } from './lesson-start.ts';
import { SessionDirectory } from './session-directory.ts';
import type { SessionViewer } from './session-audience.ts';
import type { Session } from './session.ts';

const image = 'diamol/ch02-hello-diamol';
const installation = throwAwayInstallation('lesson-start');
const driver = installation.driver();
let files = '';

beforeAll(async () => {
  files = await mkdtemp(path.join(tmpdir(), 'drydock-lesson-files-'));
  await mkdir(path.join(files, 'web'));
  await writeFile(path.join(files, 'web', '.dockerignore'), 'secret\n');
  await writeFile(path.join(files, 'web', '한글 이름.txt'), '{{word}}');
  await writeFile(path.join(files, 'run.sh'), '#!/bin/sh\necho it runs\n');
  await chmod(path.join(files, 'run.sh'), 0o700);
});
afterAll(async () => {
  await rm(files, { recursive: true, force: true });
  await driver.close();
  await installation[Symbol.asyncDispose]();
});

const shell = async (id: string, script: string) => (await runShell(driver, id, script)).output;

describe('preparing a sandbox', () => {
  const id = randomBytes(16).toString('hex');
  const prepare = async (start: readonly string[]) =>
    prepareSandbox(driver, id, { files, start, variables: { word: 'harbour' } });
  beforeAll(async () => driver.create({ id, limits: smallLimits }));
  afterAll(async () => driver.destroy(id));

  it('puts the files into the home as the learner’s own, as they are, and runs the commands after that', async () => {
    const begunAt = await prepare([
      'cd web',
      'word={{word}}',
      'echo "$word in $PWD of $(id --user --name)" > made',
      './../run.sh >> made',
    ]);
    const listed = await shell(
      id,
      "cd ~ && find . -path './.*' -prune -o -newer /run/docker.sock -printf '%p %u %g %m\\n' | sort",
    );
    expect(listed.split('\n')).toEqual(
      expect.arrayContaining([
        './run.sh learner learner 755',
        './web learner learner 755',
        './web/.dockerignore learner learner 644',
        './web/made learner learner 644',
        './web/한글 이름.txt learner learner 644',
      ]),
    );
    expect(await shell(id, 'cat ~/web/made')).toBe('harbour in /home/learner/web of learner\nit runs\n');
    expect(await shell(id, "cat ~/web/'한글 이름.txt'")).toBe('{{word}}');
    expect(Number(await shell(id, 'stat --format %Y ~/web/made')) * 1000).toBeLessThan(begunAt);
    expect(Number(await shell(id, 'date +%s%3N'))).toBeGreaterThanOrEqual(begunAt - 1);
  });

  it('ends at the first command that fails, and says what it printed', async () => {
    await expect(prepare(['echo before', 'ls /no-such-folder', 'touch ~/after'])).rejects.toMatchObject({
      code: 'lesson-start-failed',
      message: expect.stringMatching(/ended with 2: before\n.*no-such-folder/) as unknown,
    });
    expect(await shell(id, 'ls ~/after')).toContain('No such file');
  });

  it('leaves a sandbox alone when the lesson wants nothing', async () => {
    const nobody = 'f'.repeat(32);
    expect(await prepareSandbox(driver, nobody, { files: null, start: [], variables: {} })).toBe(0);
    await expect(prepareSandbox(driver, nobody, { files, start: [], variables: {} })).rejects.toMatchObject({
      code: 'sandbox-start-failed',
    });
  });

  it('is the lesson’s mistake when its files are not there any more', async () => {
    const gone = path.join(files, 'no-such-folder');
    await expect(prepareSandbox(driver, id, { files: gone, start: [], variables: {} })).rejects.toMatchObject({
      code: 'lesson-start-failed',
    });
  });
});

/** Someone who looks on and writes down what the session says. */
class Onlooker implements SessionViewer {
  readonly messages: ServerMessage[] = [];
  send(message: ServerMessage): void {
    this.messages.push(message);
  }
  showSnapshot(): void {}
  showOutput(): void {}
  showEnd(): void {}
  showSize(): void {}
}

describe('the session of a lesson with files and start commands', () => {
  /** What the check saw last. */
  let seen: { readonly events: readonly EngineEvent[]; readonly requests: readonly EngineRequest[] } | null = null;
  const recorder = new ProgressRecorder({
    appUrl: 'http://127.0.0.1:9',
    secret: 'unused',
    onFailure: () => undefined,
  });
  const lesson = {
    start: [`docker container create --name left-{{word}} ${image}`, 'docker container ls --all --size'],
    images: [],
    steps: [{ id: 'look', solution: [] }],
    variablesOf: () => ({ word: 'harbour' }),
    checks: {
      look: {
        watches: ['events', 'requests'] as const,
        evaluate: async (evidence: {
          events(): Promise<readonly EngineEvent[]>;
          requests(): Promise<readonly EngineRequest[]>;
        }) => {
          seen = { events: await evidence.events(), requests: await evidence.requests() };
          return notStarted({ ko: '보세요.', en: 'Look.' });
        },
      },
    },
  };
  /** Set as soon as the slow lesson's commands run. */
  const mark = '/home/learner/begun';
  let makeDirectory: (interrupted: readonly string[]) => SessionDirectory;
  let sessions: SessionDirectory;
  let session: Session;
  const onlooker = new Onlooker();

  beforeAll(async () => {
    const { noSnapshotsBecause } = await driver.probe();
    const withStart = (start: readonly string[]) => ({ ...lesson, files, start });
    makeDirectory = (interrupted) =>
      new SessionDirectory({
        driver,
        recorder,
        limits: smallLimits,
        lessons: new Map([
          ['ch02/right', withStart(lesson.start)],
          ['ch02/wrong', withStart(['docker container create no/such-image'])],
          ['ch02/slow', withStart([`touch ${mark}`, ...interrupted])],
        ]),
        images: { awaited: () => null, follow: () => () => undefined, all: () => [] },
        capacity: 2,
        startsAtOnce: 1,
        pool: () => 0,
        hasSnapshots: noSnapshotsBecause === null,
        timeLimits: { idleMs: 600_000, runMs: null },
        stateDirectory: stateDirectoryOf(installation.instance),
        instance: installation.instance,
        secret: 'test-secret-'.repeat(4),
        recordings: null,
        log: pino({ level: 'silent' }),
      });
    sessions = makeDirectory([]);
    await sessions.adoptRunning();
  });
  afterAll(async () => {
    recorder.close();
    await sessions.stopAll();
  });

  const phase = () => session.view.state.phase;
  const ready = async () => expect.poll(phase, { timeout: 60_000 }).toBe('ready');
  const containers = async () =>
    (await shell(session.requireSandbox(), "docker container ls --all --format '{{.Names}}'")).trim();

  it('hands the sandbox over with all that, none of which is evidence', async () => {
    session = sessions.open({ accountId: 'anna', lessonId: 'ch02/right', passedSteps: [] });
    session.audience.attach(onlooker);
    await ready();
    expect(await containers()).toBe('left-harbour');
    expect(await shell(session.requireSandbox(), '~/run.sh')).toBe('it runs\n');
    await shell(session.requireSandbox(), `docker container create --name mine ${image}`);
    await expect
      .poll(() => seen?.events.map(({ attributes }) => attributes['name'] ?? ''), { timeout: 30_000 })
      .toContain('mine');
    // The engine remembers what the lesson did; it is no evidence all the same.
    const id = session.requireSandbox();
    const remembered = await shell(
      id,
      "docker events --since 0 --until $(date +%s) --format '{{.Actor.Attributes.name}}'",
    );
    expect(remembered).toContain('left-harbour');
    expect((await runShell(driver, id, 'cat /run/drydock/engine-requests.log', 'root')).output).toContain('size=');
    expect(seen?.events.filter(({ attributes }) => attributes['name'] === 'left-harbour')).toEqual([]);
    expect(seen?.requests.filter(({ path: target }) => target === '/containers/create')).toHaveLength(1);
    expect(seen?.requests.filter(({ query }) => query['size'] !== undefined)).toEqual([]);
  });

  it('has it all again at the beginning of the first step', async () => {
    await shell(session.requireSandbox(), 'docker container rm left-harbour mine; rm ~/run.sh');
    onlooker.messages.length = 0;
    session.rewind({ kind: 'step', stepId: 'look', keepFiles: false });
    await ready();
    expect(onlooker.messages).not.toContainEqual({ type: 'error', code: 'rewind-failed' });
    expect(await containers()).toBe('left-harbour');
    expect(await shell(session.requireSandbox(), '~/run.sh')).toBe('it runs\n');
  });

  it('leaves the learner’s work alone when the sandbox is started again', async () => {
    await shell(session.requireSandbox(), 'docker container rm left-harbour; echo mine > ~/run.sh');
    await session.stop('idle');
    session.want([]);
    await ready();
    expect(await containers()).toBe('');
    expect(await shell(session.requireSandbox(), 'cat ~/run.sh')).toBe('mine\n');
  });

  it('prepares the new sandbox after a reset', async () => {
    const before = session.requireSandbox();
    session.reset();
    await ready();
    expect(session.requireSandbox()).not.toBe(before);
    expect(await containers()).toBe('left-harbour');
  });

  it('fails with a code of its own when a start command fails, leaves no sandbox behind, and tries again', async () => {
    await session.stop('idle');
    const known = new Set(await driver.disks());
    session = sessions.open({ accountId: 'anna', lessonId: 'ch02/wrong', passedSteps: [] });
    session.audience.attach(onlooker);
    for (const attempt of [1, 2]) {
      if (attempt > 1) session.want([]);
      await expect.poll(phase, { timeout: 60_000 }).toBe('failed');
      expect(session.view.state).toEqual({ phase: 'failed', code: 'lesson-start-failed' });
      expect((await driver.disks()).filter((id) => !known.has(id))).toEqual([]);
      expect(await driver.list()).toEqual([]);
    }
  });

  it('gives nobody a sandbox in the middle of whose preparation the server ended', async () => {
    await sessions.stopAll();
    const before = makeDirectory(['sleep 50']);
    await before.adoptRunning();
    before.open({ accountId: 'ben', lessonId: 'ch02/slow', passedSteps: [] });
    const half = async () => (await driver.list())[0]?.id ?? '';
    await expect.poll(half, { timeout: 60_000 }).not.toBe('');
    const id = await half();
    await expect.poll(async () => shell(id, `ls ${mark}`).catch(() => ''), { timeout: 60_000 }).toBe(`${mark}\n`);
    // What is in the memory of the server that ended is of no use to the next.
    sessions = makeDirectory([]);
    expect(await sessions.adoptRunning()).toBe(0);
    expect(await driver.disks()).not.toContain(id);
    session = sessions.open({ accountId: 'ben', lessonId: 'ch02/slow', passedSteps: [] });
    await ready();
    expect(session.requireSandbox()).not.toBe(id);
    expect(await shell(session.requireSandbox(), '~/run.sh')).toBe('it runs\n');
    await before.stopAll();
  });
});
