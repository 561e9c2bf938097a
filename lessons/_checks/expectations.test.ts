/** The checks that lessons are made of, on evidence made by hand. Engines are asked by each lesson's own proof. */
import { describe, expect, it } from 'vitest';
import { notStarted, passed, wrongMove, type Check } from '#lessons/_schema/check.ts';
import { allOf, anyOf, withMoves, withWords } from './combine.ts';
import { aContainer, noContainers, severalContainers } from './expect-container.ts';
import { aFile, anAnswer } from './expect-file.ts';
import { anImage, noImages } from './expect-image.ts';
import { aPage } from './expect-page.ts';
import { asked, isLike, subjectOf } from './expect-request.ts';
import { aNetwork, aVolume } from './expect-storage-network.ts';
import {
  container,
  containerEvent,
  evidenceOf,
  imageDetails,
  network,
  page,
  request,
  textFile,
  volume,
  type Facts,
} from './hand-made-evidence.ts';

const todo = { ko: '해 보세요', en: 'Try it' };
const web = 'diamol/ch02-hello-diamol-web';

/** "passed", or the code of the hint. */
async function answer(check: Check, facts: Facts): Promise<string> {
  const outcome = await check.evaluate(evidenceOf(facts));
  return outcome.outcome === 'passed' ? 'passed' : outcome.hint.code;
}

async function sentence(check: Check, facts: Facts): Promise<string> {
  const outcome = await check.evaluate(evidenceOf(facts));
  return outcome.outcome === 'passed' ? '' : outcome.hint.text.en;
}

const says = (outcome: Awaited<ReturnType<Check['evaluate']>>): Check => ({
  watches: ['containers'],
  evaluate: () => Promise.resolve(outcome),
});

describe('aContainer', () => {
  const running = container({ id: 'c1', name: 'web', image: web, status: 'running' });
  const published = { containerPort: 80, protocol: 'tcp', publishedPort: 8080, address: '0.0.0.0' } as const;

  it('is not started while there is no container, and passes when one is as expected', async () => {
    const check = aContainer({ image: web, publishes: [{ containerPort: 80, on: 8080 }], todo });
    expect(await answer(check, {})).toBe('not-started');
    expect(await answer(check, { containers: [{ ...running, ports: [published] }] })).toBe('passed');
  });

  it('does not take a container that was only just started for one that runs', async () => {
    const check = aContainer({ image: web, todo });
    expect(await answer(check, { containers: [{ ...running, startedAt: Date.now() }] })).toBe('too-early');
    expect(await answer(check, { containers: [{ ...running, startedAt: Date.now() - 1000 }] })).toBe('passed');
  });

  it('talks about the container that lacks least', async () => {
    const check = aContainer({ image: web, publishes: [{ containerPort: 80, on: 8080 }], todo });
    const stopped = container({ id: 'c2', image: web });
    const elsewhere = { ...running, ports: [{ ...published, publishedPort: 8081 }] };
    expect(await answer(check, { containers: [stopped, elsewhere] })).toBe('other-port');
    expect(await sentence(check, { containers: [stopped, elsewhere] })).toContain('8081, expected 8080');
  });

  it.each([
    ['not-running', { status: 'exited' }],
    ['not-published', { ports: [] }],
    ['other-environment', { environment: { TARGET: 'a' } }],
    ['not-on-network', { networks: [] }],
    ['other-restart', { restartPolicy: { name: 'no', maximumRetries: 0 } }],
    ['other-memory', { limits: { memoryBytes: 1024, memorySwapBytes: 0, cpus: 0, cpuShares: 0, pids: 0 } }],
  ] as const)('names what is missing: %s', async (code, facts) => {
    const complete = container({
      ...running,
      ports: [published],
      environment: { TARGET: 'b' },
      networks: [{ network: 'nat', networkId: 'n', aliases: [], address: '172.18.0.2' }],
      restartPolicy: { name: 'always', maximumRetries: 0 },
      limits: { memoryBytes: 2048, memorySwapBytes: 0, cpus: 0, cpuShares: 0, pids: 0 },
    });
    const check = aContainer({
      image: web,
      publishes: [{ containerPort: 80, on: 'any' }],
      environment: { TARGET: 'b' },
      networks: ['nat'],
      restart: 'always',
      memoryBytes: 2048,
      todo,
    });
    expect(await answer(check, { containers: [complete] })).toBe('passed');
    expect(await answer(check, { containers: [{ ...complete, ...facts }] })).toBe(code);
  });

  it('tells the ways in which a mount can be wrong apart', async () => {
    const mount = {
      type: 'bind',
      volume: '',
      source: '/home/learner/config',
      target: '/app/config',
      writable: false,
    } as const;
    const check = aContainer({
      image: web,
      mounts: [{ target: '/app/config', type: 'bind', source: '/home/learner/config', writable: false }],
      todo,
    });
    const mounted = (facts: object) => ({ containers: [{ ...running, mounts: [{ ...mount, ...facts }] }] });
    expect(await answer(check, mounted({ source: '/home/learner/config/' }))).toBe('passed');
    expect(await answer(check, mounted({ target: '/config' }))).toBe('nothing-mounted');
    expect(await answer(check, mounted({ type: 'volume' }))).toBe('other-mount-type');
    expect(await answer(check, mounted({ source: '/home/learner' }))).toBe('other-source');
    expect(await answer(check, mounted({ writable: true }))).toBe('writable');
  });

  it('knows a volume with a name of its own from one that the engine named', async () => {
    const check = aContainer({ image: web, mounts: [{ target: '/data', volume: 'named' }], todo });
    const with_ = (name: string) => ({
      containers: [
        {
          ...running,
          mounts: [{ type: 'volume' as const, volume: name, source: '', target: '/data', writable: true }],
        },
      ],
    });
    expect(await answer(check, with_('todo'))).toBe('passed');
    expect(await answer(check, with_('a'.repeat(64)))).toBe('other-volume');
  });

  it('names another image under the right name, a misspelled image, and a container that is gone', async () => {
    const check = aContainer({ image: web, name: 'web', todo });
    expect(await answer(check, { containers: [{ ...running, image: 'nginx', imageId: 'sha256:n' }] })).toBe(
      'other-image',
    );
    const pull = request(1, 'POST /images/create?fromImage=diamol%2Fch02-hello-diamol-wb&tag=latest');
    expect(await answer(check, { requests: [pull] })).toBe('image-missing');
    expect(await answer(check, { events: [containerEvent(1, 'destroy', 'c1', web)] })).toBe('removed');
  });

  it('names a container of an image that is easily taken for the right one', async () => {
    const check = aContainer({ image: web, mistakenFor: ['diamol/ch02-hello-diamol'], todo });
    expect(await answer(check, { containers: [container({ id: 'c1' })] })).toBe('other-image');
  });
});

describe('aContainer of a certain name', () => {
  const earlier = container({ id: 'c1', name: 'web', image: web, status: 'running' });
  const named = { ...earlier, id: 'c2', name: 'site' };
  const check = aContainer({ name: 'site', todo });

  it('takes no container of an earlier step for the one that is meant, when any image will do', async () => {
    expect(await answer(check, { containers: [earlier] })).toBe('not-started');
    expect(await answer(check, { containers: [named, earlier] })).toBe('passed');
    expect(await answer(check, { containers: [{ ...named, status: 'exited' }, earlier] })).toBe('not-running');
  });

  it('names the wrong name of a container that the lesson takes for the right one', async () => {
    const other = { ...earlier, id: 'c3', name: 'sight' };
    const ofImage = aContainer({ name: 'site', image: web, isMeant: ({ name }) => name !== 'web', todo });
    expect(await answer(ofImage, { containers: [earlier] })).toBe('not-started');
    expect(await answer(ofImage, { containers: [other, earlier] })).toBe('other-name');
    expect(await answer(ofImage, { containers: [{ ...named, image: 'redis', imageId: 'r' }, earlier] })).toBe(
      'other-image',
    );
    const limited = aContainer({ name: 'site', isMeant: ({ limits }) => limits.cpus > 0, todo });
    expect(await answer(limited, { containers: [other] })).toBe('not-started');
    expect(await answer(limited, { containers: [{ ...other, limits: { ...other.limits, cpus: 1 } }] })).toBe(
      'other-name',
    );
  });

  it('does not miss a container of an earlier step that is gone', async () => {
    const ofImage = aContainer({ name: 'site', image: web, isMeant: () => false, todo });
    const gone = (name: string) => ({
      events: [{ ...containerEvent(1, 'destroy', 'c1', web), attributes: { image: web, name } }],
    });
    expect(await answer(ofImage, gone('web'))).toBe('not-started');
    expect(await answer(ofImage, gone('site'))).toBe('removed');
  });

  it('says nothing about a container that is as the steps before left it', async () => {
    const slower = aContainer({ name: 'site', cpus: 0.2, isUntouched: ({ limits }) => limits.cpus === 0, todo });
    const limitedTo = (cpus: number) => ({ containers: [{ ...named, limits: { ...named.limits, cpus } }] });
    expect(await answer(slower, limitedTo(0))).toBe('not-started');
    expect(await answer(slower, limitedTo(2))).toBe('other-cpus');
    expect(await answer(slower, limitedTo(0.2))).toBe('passed');
  });
});

describe('severalContainers', () => {
  it('counts only those that are as expected', async () => {
    const check = severalContainers(2, { image: web, todo });
    const running = (id: string) => container({ id, image: web, status: 'running' });
    expect(await answer(check, {})).toBe('not-started');
    expect(await answer(check, { containers: [container({ id: 'c1', image: web })] })).toBe('not-running');
    expect(await answer(check, { containers: [running('c1'), container({ id: 'c2', image: web })] })).toBe('too-few');
    expect(await answer(check, { containers: [running('c1'), running('c2')] })).toBe('passed');
  });

  it('waits for one that was only just started', async () => {
    const check = severalContainers(2, { image: web, todo });
    const fresh = container({ id: 'c2', image: web, status: 'running', startedAt: Date.now() });
    const containers = [container({ id: 'c1', image: web, status: 'running' }), fresh];
    expect(await answer(check, { containers })).toBe('too-early');
  });
});

describe('what must be gone', () => {
  it('is not started until something was removed, and then names what is left', async () => {
    const check = noContainers({ todo });
    const left = { containers: [container({ id: 'c1', status: 'running' })] };
    const destroyed = { events: [containerEvent(1, 'destroy', 'c2')] };
    expect(await answer(check, left)).toBe('not-started');
    expect(await answer(check, { ...left, ...destroyed })).toBe('still-running');
    expect(await answer(check, { containers: [container({ id: 'c1' })], ...destroyed })).toBe('still-there');
    expect(await answer(check, destroyed)).toBe('passed');
  });

  it('may be images of some names only', async () => {
    const check = noImages({ which: (tag) => tag.startsWith('diamol/'), todo });
    const images = [
      { id: 'sha256:1', tags: ['busybox:latest'] },
      { id: 'sha256:2', tags: ['diamol/base:latest'] },
    ];
    const untagged = { at: 1, type: 'image', action: 'untag', subject: 'x', attributes: {} };
    expect(await answer(check, { images })).toBe('not-started');
    expect(await answer(check, { images, events: [untagged] })).toBe('still-there');
    expect(await answer(check, { images: images.slice(0, 1) })).toBe('passed');
  });
});

describe('anImage', () => {
  it('names a tag that is nearly right', async () => {
    const check = anImage({ tag: 'web-ping', todo });
    expect(await answer(check, { images: [{ id: 'sha256:1', tags: ['web-pin:latest'] }] })).toBe('misspelled-tag');
    expect(await answer(check, { images: [{ id: 'sha256:1', tags: ['redis:latest'] }] })).toBe('not-started');
  });

  it.each([
    ['too-large', { sizeBytes: 2001 }],
    ['other-environment', { environment: { TARGET: 'b' } }],
    ['other-working-directory', { workingDirectory: '/' }],
    ['other-command', { command: ['node'] }],
    ['not-exposed', { exposedPorts: [] }],
    ['no-volume', { volumes: [] }],
    ['other-base', { layers: ['sha256:x'] }],
    ['other-image-id', { id: 'sha256:2' }],
  ])('names what differs: %s', async (code, facts) => {
    const right = imageDetails({
      id: 'sha256:1',
      layers: ['sha256:base', 'sha256:own'],
      environment: { TARGET: 'a' },
      workingDirectory: '/web',
      command: ['node', '/web/app.js'],
      exposedPorts: ['80/tcp'],
      volumes: ['/data'],
    });
    const others = {
      base: imageDetails({ id: 'sha256:b', layers: ['sha256:base'] }),
      twin: imageDetails({ ...right }),
    };
    const check = anImage({
      tag: 'own',
      maximumBytes: 2000,
      environment: { TARGET: 'a' },
      workingDirectory: '/web',
      command: 'node /web/app.js',
      exposes: ['80/tcp'],
      volumes: ['/data'],
      builtOn: 'base',
      sameAs: 'twin',
      todo,
    });
    expect(await answer(check, { imageDetails: { own: right, ...others } })).toBe('passed');
    expect(await answer(check, { imageDetails: { own: { ...right, ...facts }, ...others } })).toBe(code);
  });
});

describe('aPage', () => {
  const check = aPage({ port: 8080, contains: 'hello', todo });
  const publisher = container({
    id: 'c1',
    status: 'running',
    ports: [{ containerPort: 80, protocol: 'tcp', publishedPort: 8080, address: '' }],
  });

  it('tells silence of nobody from silence of a container', async () => {
    expect(await answer(check, {})).toBe('not-started');
    expect(await answer(check, { containers: [publisher] })).toBe('no-answer');
  });

  it('names another status and another page, without its tags', async () => {
    expect(await answer(check, { pages: { '8080 /': page('', { status: 404 }) } })).toBe('other-status');
    const other = { pages: { '8080 /': page('<script>x()</script><h1>It  works</h1>') } };
    expect(await sentence(check, other)).toBe(
      'http://localhost:8080/ does not show “hello”. It begins like this: “It works”',
    );
    expect(await answer(check, { pages: { '8080 /': page('<p>hello</p>') } })).toBe('passed');
  });
});

describe('files and answers', () => {
  it('are looked for in the home folder', async () => {
    const check = aFile({ path: 'web/Dockerfile', contains: 'FROM', todo });
    const at = (file: Facts['files']) => ({ files: file ?? {} });
    expect(await answer(check, {})).toBe('not-started');
    expect(
      await answer(check, at({ '/home/learner/web/Dockerfile': { kind: 'folder', sizeBytes: 0, text: '' } })),
    ).toBe('no-file-but-folder');
    expect(await answer(check, at({ '/home/learner/web/Dockerfile': textFile('RUN') }))).toBe('other-content');
    expect(await answer(check, at({ '/home/learner/web/Dockerfile': textFile('FROM x') }))).toBe('passed');
  });

  it('are compared without blanks and capitals, and a mistake may have words of its own', async () => {
    const check = anAnswer({
      path: 'answer.txt',
      answers: async () => Promise.resolve(['172.17.0.2']),
      mistakes: async (_evidence, given) =>
        Promise.resolve(given === 'host' ? { code: 'the-host', text: todo } : undefined),
      todo,
    });
    const given = (text: string) => ({ files: { '/home/learner/answer.txt': textFile(text) } });
    expect(await answer(check, given(' \n'))).toBe('empty-answer');
    expect(await answer(check, given('host'))).toBe('the-host');
    expect(await answer(check, given('172.17.0.9'))).toBe('wrong-answer');
    expect(await answer(check, given(' 172.17.0.2\n'))).toBe('passed');
  });
});

describe('asked', () => {
  it('recognises requests, one part or many in place of the star', () => {
    expect(isLike(request(1, 'GET /containers/web/logs'), 'GET /containers/*/logs')).toBe(true);
    expect(isLike(request(1, 'GET /images/localhost:5000/a/b/json'), 'GET /images/*/json')).toBe(true);
    expect(isLike(request(1, 'GET /containers/web/json'), 'GET /containers/*/logs')).toBe(false);
    expect(isLike(request(1, 'POST /info'), 'GET /info')).toBe(false);
    expect(subjectOf(request(1, 'GET /images/diamol/base/json'), 'GET /images/*/json')).toBe('diamol/base');
  });

  it('tells a request of the wrong kind, a mistake, and silence apart', async () => {
    const check = asked({
      request: 'GET /containers/json',
      where: ({ query }) => query['all'] === '1',
      otherwise: { code: 'without-all', text: todo },
      mistakes: [{ request: 'GET /images/json', code: 'images-listed', text: todo }],
      after: async () => Promise.resolve(10),
      todo,
    });
    const after = (at: number, line: string) => ({ requests: [request(at, line)] });
    expect(await answer(check, after(9, 'GET /containers/json?all=1'))).toBe('not-started');
    expect(await answer(check, after(10, 'GET /containers/json?all=1'))).toBe('passed');
    expect(await answer(check, after(10, 'GET /containers/json'))).toBe('without-all');
    expect(await answer(check, after(10, 'GET /images/json'))).toBe('images-listed');
  });
});

describe('networks and volumes', () => {
  it('are found by their names, and names that are nearly right are named', async () => {
    expect(await answer(aNetwork({ name: 'nat', todo }), { networks: [network({ name: 'bridge' })] })).toBe(
      'not-started',
    );
    const backend = aNetwork({ name: 'backend', internal: true, todo });
    expect(await answer(backend, { networks: [network({ name: 'backnd' })] })).toBe('misspelled-network');
    expect(await answer(backend, { networks: [network({ name: 'backend' })] })).toBe('not-internal');
    expect(await answer(backend, { networks: [network({ name: 'backend', internal: true })] })).toBe('passed');
    const data = aVolume({ name: 'todo-data', todo });
    expect(await answer(data, { volumes: [volume({ name: 'todo-dat' })] })).toBe('misspelled-volume');
    expect(await answer(data, { volumes: [volume({ name: 'todo-data' })] })).toBe('passed');
  });
});

describe('several checks as one', () => {
  it('pass together, and a part that is merely missing is no mistake', async () => {
    const first = says(passed());
    expect(await answer(allOf({ first, second: says(passed()) }), {})).toBe('passed');
    expect(await answer(allOf({ first, second: says(notStarted(todo)) }), {})).toBe('second');
    expect(await answer(allOf({ first: says(notStarted(todo)), second: says(wrongMove('bad', todo)) }), {})).toBe(
      'not-started',
    );
    expect(await answer(allOf({ first, second: says(wrongMove('bad', todo)) }), {})).toBe('bad');
  });

  it('pass when one of several ways passes, and otherwise name a mistake in any', async () => {
    expect(await answer(anyOf(says(wrongMove('bad', todo)), says(passed())), {})).toBe('passed');
    expect(await answer(anyOf(says(notStarted(todo)), says(wrongMove('bad', todo))), {})).toBe('bad');
    expect(await answer(anyOf(says(notStarted(todo)), says(notStarted(todo))), {})).toBe('not-started');
  });

  it('look for wrong moves only while there is nothing better to say', async () => {
    const moves = async () => Promise.resolve([{ at: 1, code: 'moved', text: todo }]);
    expect(await answer(withMoves(says(notStarted(todo)), ['requests'], moves), {})).toBe('moved');
    expect(await answer(withMoves(says(wrongMove('bad', todo)), ['requests'], moves), {})).toBe('bad');
    expect(withMoves(says(passed()), ['requests'], moves).watches).toEqual(['containers', 'requests']);
  });

  it('may have words of the lesson in place of the usual ones', async () => {
    const check = withWords(says(wrongMove('bad', todo)), { bad: { ko: '다른 말', en: 'Other words' } });
    expect(await sentence(check, {})).toBe('Other words');
  });
});
