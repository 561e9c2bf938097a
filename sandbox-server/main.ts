/**
 * The sandbox server's beginning and end: builds everything, wires it, listens, and drains when told to stop.
 *
 * On SIGTERM or SIGINT browsers are told, sandboxes are stopped (their disks stay), and the process ends. When it is
 * killed instead, sandboxes go on and the next process adopts them.
 */
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import pino, { type Logger } from 'pino';
import { watchFolder, type FolderWatch } from '#lessons/_loader/folder-watch.ts';
import { DrydockError, errorTable } from '#protocol/errors.ts';
import { LessonsAtWork } from './authoring/lessons-at-work.ts';
import { allowList } from './connections/admission.ts';
import { registerAuthoringApi } from './connections/authoring-api.ts';
import { controlApi } from './connections/control-api.ts';
import { Tickets } from './connections/tickets.ts';
import { openWebSocketDoor } from './connections/websocket-door.ts';
import { openDriver } from './driver/open-driver.ts';
import { parseEnvironment } from './env.ts';
import { ProgressRecorder } from './grading/progress-recorder.ts';
import { ReportedCourseImages } from './images/course-images.ts';
import type { PreviewAdmission } from './preview/admissions.ts';
import { PreviewDoor, withPreview } from './preview/preview-door.ts';
import { FileRecordings } from './terminals/recordings.ts';
import { loadLessonNeeds } from './sessions/lesson-needs.ts';
import { SessionDirectory } from './sessions/session-directory.ts';

/** Only this machine; another computer reaches the product through a proxy that the operator puts in front. */
const ADDRESS = '127.0.0.1';

const LESSONS_DIRECTORY = path.join(import.meta.dirname, '..', 'lessons');

async function main(): Promise<void> {
  const environment = parseEnvironment(process.env);
  const log = pino({
    level: environment.logLevel,
    redact: ['ticket', '*.ticket', 'secret', '*.secret'],
    serializers: { error: pino.stdSerializers.err },
  });
  const atWork = environment.isAuthoring ? await LessonsAtWork.read(LESSONS_DIRECTORY) : null;
  const lessons = atWork?.lessons ?? (await loadLessonNeeds(LESSONS_DIRECTORY));

  const driver = openDriver(environment);
  const report = await driver.probe();
  log.info(report, 'the driver of sandboxes is ready');
  for (const { limit, reason } of report.unenforced) {
    log.warn({ limit, reason }, 'this host cannot enforce a limit of sandboxes');
  }
  if (report.noSnapshotsBecause !== null)
    log.warn({ reason: report.noSnapshotsBecause }, 'there are no snapshots here');

  const recorder = new ProgressRecorder({
    appUrl: `http://127.0.0.1:${String(environment.webPort)}`,
    secret: environment.secret,
    onFailure: (request, reason) => log.warn({ stepId: request.stepId, reason }, 'progress is not recorded yet'),
  });
  const images = new ReportedCourseImages(environment.stateDirectory, (error) =>
    log.warn({ error }, 'which course images are there is not known'),
  );
  const recordings = environment.isRecorded
    ? (sessionId: string) =>
        new FileRecordings({
          folder: path.join(environment.stateDirectory, 'recordings'),
          sessionId,
          onFailure: (error) => log.warn({ error, session: sessionId }, 'a terminal could not be recorded'),
        })
    : null;
  const sessions = new SessionDirectory({
    ...environment,
    driver,
    recorder,
    lessons,
    images,
    recordings,
    hasSnapshots: report.noSnapshotsBecause === null,
    log,
  });
  const adopted = await sessions.adoptRunning();
  if (adopted > 0) log.info({ adopted }, 'running sandboxes were adopted');

  const now = () => performance.now();
  const tickets = new Tickets(now);
  const allowed = allowList(environment.port, environment.webPort);
  const previewTickets = new Tickets<PreviewAdmission>(now);
  const previews = new PreviewDoor({
    find: (sessionId) => sessions.previewed(sessionId),
    driver,
    tickets: previewTickets,
    port: environment.port,
    origins: allowed.origins,
    now,
    log,
  });
  const api = controlApi({
    secret: environment.secret,
    hosts: allowed.hosts,
    sessions,
    tickets,
    previewTickets,
    port: environment.port,
    serverFactory: withPreview(previews),
    driver,
    engineIsUp: async () =>
      driver.list().then(
        () => true,
        () => false,
      ),
    log,
  });
  const admit = (ticket: string) => {
    const { sessionId, accountId } = tickets.redeem(ticket);
    return sessions.find(sessionId, accountId);
  };
  if (atWork) registerAuthoringApi(api, { follow: (listener) => atWork.follow(listener) });
  const door = openWebSocketDoor(api.server, allowed, admit, log, (request) => previews.handles(request));
  await api.listen({ host: ADDRESS, port: environment.port });
  log.info({ port: environment.port, lessons: lessons.size }, 'the sandbox server listens');
  const watch = atWork && watchLessons(atWork, sessions, log);

  const drain = async (signal: string) => {
    log.info({ signal }, 'stopping');
    watch?.close();
    recorder.close();
    await sessions.stopAll();
    door.closeAll('server-stopping');
    previews.close();
    await api.close();
    await driver.close();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      drain(signal).then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ error }, 'the stop failed');
          process.exit(1);
        },
      );
    });
  }
}

/** Reads the lessons anew whenever a file of theirs was saved, and has open sessions graded by what is new. */
function watchLessons(lessons: LessonsAtWork, sessions: SessionDirectory, log: Logger): FolderWatch {
  const onFailure = (error: unknown) => log.error({ error }, 'the lessons could not be read anew');
  return watchFolder(
    LESSONS_DIRECTORY,
    async () => {
      await lessons.readAgain(() => sessions.lessonsChanged());
      log.info(lessons.news, 'the lessons were read anew');
    },
    onFailure,
  );
}

main().catch((error: unknown) => {
  const told = error instanceof DrydockError ? `${errorTable[error.code].text.en} (${error.message})` : error;
  process.stderr.write(`The sandbox server could not start.\n${told instanceof Error ? told.message : String(told)}\n`);
  process.exit(1);
});
