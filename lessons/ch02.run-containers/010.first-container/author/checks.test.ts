/** What passes and what hint is given, on evidence made by hand. The same is proved on a real engine by proof.yaml. */
import { describe, expect, it } from 'vitest';
import {
  container,
  containerEvent,
  evidenceOf,
  pullEvent,
  request,
  type Facts,
} from '#lessons/_checks/hand-made-evidence.ts';
import type { Outcome } from '#lessons/_schema/check.ts';
import checks from './checks.ts';

const hello = 'diamol/ch02-hello-diamol';
const pullOf = (image: string): string => `POST /images/create?fromImage=${encodeURIComponent(image)}&tag=latest`;

type StepId = keyof typeof checks;
const evaluate = (step: StepId, facts: Facts): Promise<Outcome> => checks[step].evaluate(evidenceOf(facts));

/** "passed", or the code of the hint. */
async function answer(step: StepId, facts: Facts): Promise<string> {
  const outcome = await evaluate(step, facts);
  return outcome.outcome === 'passed' ? 'passed' : outcome.hint.code;
}

/** What the engine knows after the first run. */
const afterFirstRun = {
  containers: [container({ id: 'c1', createdAt: 110 })],
  images: [{ id: 'sha256:hello', tags: [`${hello}:latest`] }],
  events: [pullEvent(100, hello), containerEvent(110, 'create', 'c1'), containerEvent(111, 'start', 'c1')],
  requests: [
    request(90, 'POST /containers/create'),
    request(91, pullOf(hello)),
    request(109, 'POST /containers/create'),
  ],
} satisfies Facts;

/** What the engine knows after the second run. */
const afterSecondRun = {
  ...afterFirstRun,
  containers: [container({ id: 'c2', createdAt: 210 }), ...afterFirstRun.containers],
  events: [...afterFirstRun.events, containerEvent(210, 'create', 'c2'), containerEvent(211, 'start', 'c2')],
} satisfies Facts;

describe('run-hello', () => {
  it('is not started in an untouched sandbox', async () => {
    expect(await evaluate('run-hello', {})).toMatchObject({ outcome: 'failed', because: 'not-started' });
  });

  it('passes when a container of the image ended well', async () => {
    expect(await answer('run-hello', afterFirstRun)).toBe('passed');
  });

  it('passes when the image was given by its full reference', async () => {
    const containers = [container({ id: 'c1', image: `docker.io/${hello}:latest` })];
    expect(await answer('run-hello', { containers })).toBe('passed');
  });

  it('names a misspelled image and the nearest right one', async () => {
    const outcome = await evaluate('run-hello', { requests: [request(5, pullOf('diamol/ch02-helo-diamol'))] });
    expect(outcome).toMatchObject({ because: 'wrong-move', hint: { code: 'image-missing' } });
    for (const language of ['ko', 'en'] as const) {
      const sentence = outcome.outcome === 'failed' ? outcome.hint.text[language] : '';
      expect(sentence).toContain('“diamol/ch02-helo-diamol”');
      expect(sentence).toContain(`“${hello}”`);
    }
  });

  it('names another image that was run', async () => {
    const containers = [container({ id: 'c1', image: 'diamol/base', imageId: 'sha256:base' })];
    expect(await answer('run-hello', { containers })).toBe('other-image');
  });

  it('names a pull without a run', async () => {
    const facts = { events: [pullEvent(100, hello)], requests: [request(91, pullOf(hello))] };
    expect(await answer('run-hello', facts)).toBe('pulled-only');
  });

  it('says nothing about a pull while the run that asked for it goes on', async () => {
    const facts = { events: [pullEvent(100, hello)], requests: afterFirstRun.requests.slice(0, 2) };
    expect(await answer('run-hello', facts)).toBe('not-started');
  });

  it('names a container that was made but not started', async () => {
    expect(await answer('run-hello', { containers: [container({ id: 'c1', status: 'created' })] })).toBe(
      'created-only',
    );
  });

  it('says nothing about a container that is just being started', async () => {
    const containers = [container({ id: 'c1', status: 'created' })];
    expect(await answer('run-hello', { containers, requests: [request(1, 'POST /containers/c1/start')] })).toBe(
      'not-started',
    );
  });

  it('names a container that could not be started', async () => {
    const containers = [container({ id: 'c1', status: 'created', exitCode: 127 })];
    expect(await answer('run-hello', { containers })).toBe('start-failed');
  });

  it('names the exit code of a container that failed', async () => {
    const outcome = await evaluate('run-hello', { containers: [container({ id: 'c1', exitCode: 3 })] });
    expect(outcome).toMatchObject({ hint: { code: 'exit-code' } });
    expect(outcome.outcome === 'failed' && outcome.hint.text.en).toContain('exit code 3');
  });

  it('names a container that goes on running another command', async () => {
    const containers = [container({ id: 'c1', status: 'running', command: ['sleep', '600'] })];
    expect(await answer('run-hello', { containers })).toBe('still-running');
  });

  it.each([[['greet']], [['/usr/local/bin/greet']]])(
    'says nothing while the greeting itself runs as %j',
    async (command) => {
      expect(await answer('run-hello', { containers: [container({ id: 'c1', status: 'running', command })] })).toBe(
        'not-started',
      );
    },
  );

  it('names --rm when the container removed itself', async () => {
    const events = [containerEvent(1, 'create', 'c1'), containerEvent(2, 'destroy', 'c1')];
    expect(await answer('run-hello', { events })).toBe('removed-by-rm');
  });

  it('does not pass in the moment before --rm takes the container away', async () => {
    const facts = {
      containers: [container({ id: 'c1', autoRemove: true })],
    };
    expect(await answer('run-hello', facts)).toBe('not-started');
  });

  it('talks about the latest of several wrong moves', async () => {
    const facts = {
      containers: [container({ id: 'c1', image: 'diamol/base', imageId: 'sha256:base', createdAt: 50 })],
      requests: [request(5, pullOf('diamol/ch02-helo-diamol'))],
    };
    expect(await answer('run-hello', facts)).toBe('other-image');
  });

  it('keeps what a sandbox made up out of its sentences', async () => {
    const outcome = await evaluate('run-hello', {
      containers: [container({ id: 'c1', exitCode: 1, name: 'a\nb\u202ec' })],
    });
    expect(outcome.outcome === 'failed' && outcome.hint.text.en).toContain('“abc”');
  });
});

describe('run-again', () => {
  it('is not started after the first run', async () => {
    expect(await evaluate('run-again', afterFirstRun)).toMatchObject({ because: 'not-started' });
  });

  it('passes after the second run without a pull', async () => {
    expect(await answer('run-again', afterSecondRun)).toBe('passed');
  });

  it('counts every container when no pull is known', async () => {
    expect(await answer('run-again', { ...afterSecondRun, events: [] })).toBe('passed');
  });

  it('names a pull between the runs', async () => {
    const events = [...afterSecondRun.events, pullEvent(205, hello)];
    expect(await answer('run-again', { ...afterSecondRun, events })).toBe('pulled-again');
  });

  it('passes after two runs since the last pull', async () => {
    const facts = {
      ...afterSecondRun,
      containers: [container({ id: 'c3', createdAt: 310 }), ...afterSecondRun.containers],
      events: [...afterSecondRun.events, pullEvent(205, hello)],
    };
    expect(await answer('run-again', facts)).toBe('passed');
  });

  it('names the removal of the first container', async () => {
    const facts = {
      ...afterSecondRun,
      containers: [container({ id: 'c2', createdAt: 210 })],
      events: [...afterSecondRun.events, containerEvent(205, 'destroy', 'c1')],
      requests: [...afterFirstRun.requests, request(204, 'DELETE /containers/c1')],
    };
    expect(await answer('run-again', facts)).toBe('container-removed');
  });

  it('names a start of the container that is there already', async () => {
    const events = [...afterFirstRun.events, containerEvent(205, 'start', 'c1')];
    expect(await answer('run-again', { ...afterFirstRun, events })).toBe('same-container-restarted');
  });

  it('does not come back to what went wrong before the first container', async () => {
    const requests = [request(5, pullOf('diamol/ch02-helo-diamol')), ...afterFirstRun.requests];
    expect(await answer('run-again', { ...afterFirstRun, requests })).toBe('not-started');
  });
});

describe('list-all', () => {
  const listed = (at: number, line: string): Facts => ({
    ...afterSecondRun,
    requests: [...afterSecondRun.requests, request(at, line)],
  });

  it('is not started when both containers are there and nobody looked', async () => {
    expect(await evaluate('list-all', afterSecondRun)).toMatchObject({ because: 'not-started' });
  });

  it.each(['1', 'true'])('passes when all containers were listed with all=%s', async (value) => {
    expect(await answer('list-all', listed(300, `GET /containers/json?all=${value}`))).toBe('passed');
  });

  it('does not count a list from before the second container', async () => {
    expect(await answer('list-all', listed(150, 'GET /containers/json?all=1'))).toBe('not-started');
  });

  it('names a list of running containers only', async () => {
    expect(await answer('list-all', listed(300, 'GET /containers/json'))).toBe('list-without-all');
  });

  it('names a list of images', async () => {
    expect(await answer('list-all', listed(300, 'GET /images/json'))).toBe('images-listed');
  });

  it('asks for two containers first when there are fewer', async () => {
    const facts = { ...afterFirstRun, requests: [request(300, 'GET /containers/json?all=1')] };
    expect(await evaluate('list-all', facts)).toMatchObject({ because: 'not-started' });
  });
});
