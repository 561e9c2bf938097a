/**
 * A web app that cannot save progress, in every way it may fail, and the recorder that does not give up.
 */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { RecordProgressRequest } from '#protocol/control.ts';
import { ProgressRecorder } from './progress-recorder.ts';

const passed: RecordProgressRequest = {
  accountId: 'local',
  lessonId: 'ch02/first-container',
  stepId: 'run-hello',
  sessionId: '0123456789abcdef0123456789abcdef',
  passedAt: '2026-11-21T09:00:00.000Z',
};

let app: Server | undefined;
let recorder: ProgressRecorder | undefined;

afterEach(async () => {
  recorder?.close();
  app?.closeAllConnections();
  await new Promise((resolve) => (app ? app.close(resolve) : resolve(undefined)));
  app = undefined;
});

/** Starts an app that answers as told, and a recorder that reports to it; answers the reasons of its failures. */
async function reportingTo(listener: RequestListener): Promise<{ recorder: ProgressRecorder; reasons: string[] }> {
  app = createServer(listener).listen(0, '127.0.0.1');
  await once(app, 'listening');
  const address = app.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const reasons: string[] = [];
  recorder = new ProgressRecorder({
    appUrl: `http://127.0.0.1:${String(port)}`,
    secret: 's'.repeat(32),
    onFailure: (_request, reason) => reasons.push(reason),
  });
  return { recorder, reasons };
}

describe('the progress recorder', () => {
  it('reports again until the database has the step', async () => {
    const statuses = [503, 500, 204];
    const { recorder, reasons } = await reportingTo((_request, response) => {
      response.writeHead(statuses.shift() ?? 204).end();
    });
    expect(await recorder.record(passed)).toBe(true);
    expect(reasons).toEqual(['the app answered 503', 'the app answered 500']);
    expect(statuses).toEqual([]);
  });

  it('takes a connection that breaks before the answer for a failure, although the step may have been saved', async () => {
    let requests = 0;
    const { recorder, reasons } = await reportingTo((request, response) => {
      requests += 1;
      if (requests === 1) request.socket.destroy();
      else response.writeHead(204).end();
    });
    expect(await recorder.record(passed)).toBe(true);
    expect(requests).toBe(2);
    expect(reasons).toHaveLength(1);
  });

  it('never says that a step is saved which the app refuses for good', async () => {
    const { recorder, reasons } = await reportingTo((_request, response) => response.writeHead(400).end());
    expect(await recorder.record(passed)).toBe(false);
    expect(reasons).toEqual(['the app answered 400']);
  });

  it('never says that a step is saved when it is closed meanwhile', async () => {
    const { recorder } = await reportingTo((_request, response) => {
      recorder.close();
      response.writeHead(503).end();
    });
    expect(await recorder.record(passed)).toBe(false);
  });
});
