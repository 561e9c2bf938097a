/**
 * Evidence of a real sandbox: what is made in it is read back as it was made, and reading it leaves no trace.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EvidenceKind } from '#lessons/_schema/evidence.ts';
import { EvidenceSnapshot } from '../grading/evidence-snapshot.ts';
import { SandboxGrading } from '../grading/sandbox-grading.ts';
import { smallLimits, throwAwayInstallation } from '../testing/installation.ts';
import { runShell } from '../testing/shell.ts';
import { EngineWatch } from './engine-watch.ts';
import { SandboxEngine } from './sandbox-engine.ts';

const installation = throwAwayInstallation('evidence');
const driver = installation.driver();
const sandboxId = randomBytes(16).toString('hex');
const engine = new SandboxEngine(async () => driver.dial(sandboxId, { kind: 'engine' }));

/** For what happens by itself; a failure takes so long. */
const patience = { timeout: 15_000 };

/** Everything that is read in these tests, made in one go: the engine inside takes its time for each command. */
const SETUP = `set -e
docker image pull --quiet diamol/base
mkdir /home/learner/web && cd /home/learner/web
echo 'hello from the home folder' > index.html
cat > Dockerfile <<'END'
FROM diamol/base
ENV GREETING=hello=world
LABEL shelf=front
WORKDIR /site
COPY index.html .
EXPOSE 80
VOLUME /site/data
USER 1000
CMD ["cat", "index.html"]
END
docker image build --quiet --tag shop/site:1 .
docker network create --internal --subnet 10.9.0.0/24 --label owner=me backend
docker network create front
docker volume create --label purpose=test data
docker container run --detach --name web --network front --network-alias site --hostname shop \\
  --env A=b=c --label colour=red --user root --workdir / --publish 8080:80 --publish 127.0.0.1:9090:90/udp \\
  --volume data:/data --volume "$PWD:/here:ro" --tmpfs /scratch \\
  --memory 64m --memory-swap 128m --cpus 0.5 --cpu-shares 256 --pids-limit 50 --restart on-failure:3 \\
  --log-opt max-size=1m --health-cmd 'test -e /healthy' --health-interval 1h \\
  shop/site:1 sh -c 'echo out; echo err >&2; exec busybox httpd -f -p 80 -h /here'
docker network connect backend web
docker container run --detach --tty --name talker diamol/base sh -c 'echo said on a terminal; exec sleep 300'
docker container create --name later --publish 8085:80 --publish-all --volumes-from web:ro --link talker:friend shop/site:1
docker container run --name failed diamol/base sh -c 'echo made > /made.txt; ln -s /made.txt /link; echo x > /한글; rm /usr/bin/cat; exit 3' || true
docker container run --name mute --log-driver none diamol/base true`;

function evidence(): EvidenceSnapshot {
  const watch = { events: [], requests: [] };
  return new EvidenceSnapshot({ engine, watch, driver, sandboxId, variables: {} });
}

async function container(name: string) {
  const found = (await evidence().containers()).find((one) => one.name === name);
  if (!found) throw new Error(`there is no container ${name}`);
  return found;
}

async function inside(script: string): Promise<void> {
  const { output, exitCode } = await runShell(driver, sandboxId, script);
  expect(exitCode, output).toBe(0);
}

beforeAll(async () => {
  await driver.create({ id: sandboxId, limits: smallLimits });
  await inside(SETUP);
});
afterAll(async () => {
  engine.close();
  await driver.close();
  await installation[Symbol.asyncDispose]();
});

it('a container that runs is described with everything it was given', async () => {
  const web = await container('web');
  expect(web).toMatchObject({
    image: 'shop/site:1',
    status: 'running',
    exitCode: 0,
    oomKilled: false,
    restartCount: 0,
    health: 'starting',
    command: ['sh', '-c', 'echo out; echo err >&2; exec busybox httpd -f -p 80 -h /here'],
    entrypoint: [],
    environment: { A: 'b=c', GREETING: 'hello=world' },
    labels: { colour: 'red', shelf: 'front' },
    workingDirectory: '/',
    user: 'root',
    hostname: 'shop',
    interactive: false,
    tty: false,
    autoRemove: false,
    publishesAll: false,
    ports: [
      { containerPort: 80, protocol: 'tcp', publishedPort: 8080, address: '0.0.0.0' },
      { containerPort: 90, protocol: 'udp', publishedPort: 9090, address: '127.0.0.1' },
    ],
    networkMode: 'front',
    links: [],
    restartPolicy: { name: 'on-failure', maximumRetries: 3 },
    limits: { memoryBytes: 64 * 2 ** 20, memorySwapBytes: 128 * 2 ** 20, cpus: 0.5, cpuShares: 256, pids: 50 },
    log: { driver: 'json-file', options: { 'max-size': '1m' } },
    privileged: false,
  });
  expect(web.startedAt).toBeGreaterThanOrEqual(web.createdAt);
  expect(web.mounts).toEqual(
    expect.arrayContaining([
      { type: 'volume', volume: 'data', source: '', target: '/data', writable: true },
      { type: 'bind', volume: '', source: '/home/learner/web', target: '/here', writable: false },
      { type: 'tmpfs', volume: '', source: '', target: '/scratch', writable: true },
      {
        type: 'volume',
        volume: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
        source: '',
        target: '/site/data',
        writable: true,
      },
    ]),
  );
  expect(web.mounts).toHaveLength(4);
  const networks = await evidence().networks();
  const front = networks.find(({ name }) => name === 'front');
  const attachment = web.networks.find(({ network }) => network === 'front');
  expect(attachment).toEqual({
    network: 'front',
    networkId: front?.id,
    aliases: ['site', 'shop'],
    address: expect.stringMatching(/^172\./) as unknown,
  });
  expect(web.networks.find(({ network }) => network === 'backend')?.address).toMatch(/^10\.9\.0\./);
});

it('a container that was never started is described with what was asked for', async () => {
  const later = await container('later');
  expect(later).toMatchObject({
    status: 'created',
    startedAt: 0,
    health: null,
    command: ['cat', 'index.html'],
    workingDirectory: '/site',
    user: '1000',
    publishesAll: true,
    ports: [{ containerPort: 80, protocol: 'tcp', publishedPort: 8085, address: '' }],
    volumesFrom: ['web'],
    networkMode: 'bridge',
    links: ['talker:friend'],
    restartPolicy: { name: 'no', maximumRetries: 0 },
    limits: { memoryBytes: 0, memorySwapBytes: 0, cpus: 0, cpuShares: 0, pids: 0 },
  });
});

it('images are listed and told in full', async () => {
  const facts = evidence();
  const listed = (await facts.images()).find(({ tags }) => tags.includes('shop/site:1'));
  const base = await facts.image('diamol/base');
  const site = await facts.image('shop/site:1');
  expect(listed?.labels).toMatchObject({ shelf: 'front' });
  expect(base?.digests[0]).toMatch(/^diamol\/base@sha256:/);
  expect(site).toMatchObject({
    id: listed?.id,
    sizeBytes: listed?.sizeBytes,
    environment: { GREETING: 'hello=world' },
    command: ['cat', 'index.html'],
    workingDirectory: '/site',
    user: '1000',
    exposedPorts: ['80/tcp'],
    volumes: ['/site/data'],
    architecture: 'amd64',
    operatingSystem: 'linux',
  });
  expect(site?.layers.slice(0, base?.layers.length)).toEqual(base?.layers);
  expect(site?.layers.length).toBeGreaterThan(base?.layers.length ?? 0);
  expect(site?.history.at(-1)?.createdBy).toContain('CMD ["cat" "index.html"]');
  expect(
    site?.history.some(({ createdBy, sizeBytes }) => createdBy.startsWith('COPY index.html') && sizeBytes > 0),
  ).toBe(true);
  expect(await facts.image(site?.id ?? '')).toEqual(site);
  expect(await facts.image('shop/site:2')).toBeNull();
  expect(await facts.image('Not A Name')).toBeNull();
});

it('networks and volumes are listed', async () => {
  const facts = evidence();
  expect((await facts.networks()).find(({ name }) => name === 'backend')).toMatchObject({
    driver: 'bridge',
    internal: true,
    subnets: ['10.9.0.0/24'],
    labels: { owner: 'me' },
  });
  const volumes = await facts.volumes();
  expect(volumes.find(({ name }) => name === 'data')).toEqual({
    name: 'data',
    driver: 'local',
    labels: { purpose: 'test' },
    anonymous: false,
  });
  expect(volumes.filter(({ anonymous }) => anonymous)).toHaveLength(1);
});

it('what a container changed and holds is read, also when it has ended', async () => {
  const { id, exitCode } = await container('failed');
  expect(exitCode).toBe(3);
  const facts = evidence();
  const changes = await facts.changes(id);
  expect(changes).toContainEqual({ path: '/made.txt', change: 'added' });
  expect(changes).toContainEqual({ path: '/usr/bin/cat', change: 'deleted' });
  expect(await facts.containerFile(id, '/made.txt')).toEqual({ kind: 'file', sizeBytes: 5, text: 'made\n' });
  expect(await facts.containerFile(id, '/link')).toEqual({ kind: 'file', sizeBytes: 5, text: 'made\n' });
  expect(await facts.containerFile(id, '/한글')).toMatchObject({ kind: 'file', text: 'x\n' });
  expect(await facts.containerFile(id, '/bin')).toMatchObject({ kind: 'folder', text: '' });
  expect(await facts.containerFile(id, '/nothing/here')).toBeNull();
  const web = await container('web');
  expect(await facts.containerFile(web.id, '/here/index.html')).toMatchObject({ text: 'hello from the home folder\n' });
  const gone = 'f'.repeat(64);
  expect(await facts.containerFile(gone, '/etc')).toBeNull();
  expect(await facts.changes(gone)).toEqual([]);
  expect(await facts.logs(gone)).toBe('');
});

it('what a container printed is read, with a terminal and without', async () => {
  const facts = evidence();
  const printed = (await facts.logs((await container('web')).id)).split('\n').sort();
  expect(printed).toEqual(['', 'err', 'out']);
  expect(await facts.logs((await container('talker')).id)).toBe('said on a terminal\r\n');
  expect(await facts.logs((await container('mute')).id)).toBe('');
});

it('a published page is fetched', async () => {
  const facts = evidence();
  const page = await facts.page(8080, '/index.html');
  expect(page).toMatchObject({ status: 200, body: 'hello from the home folder\n' });
  expect(page?.headers['content-type']).toBe('text/html');
  expect(await facts.page(8080, '/index.html', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  expect(await facts.page(8080, '/missing')).toMatchObject({ status: 404 });
  expect(await facts.page(8081, '/')).toBeNull();
});

it('files of the sandbox are read, and programs asked', async () => {
  const facts = evidence();
  const text = 'hello from the home folder\n';
  expect(await facts.file('/home/learner/web/index.html')).toEqual({ kind: 'file', sizeBytes: text.length, text });
  expect(await facts.file('/home/learner/web')).toMatchObject({ kind: 'folder', text: '' });
  expect(await facts.file('/dev/null')).toMatchObject({ kind: 'other', text: '' });
  expect(await facts.file('/home/learner/web/index.html/none')).toBeNull();
  expect(await facts.program(['sh', '-c', 'id -un; echo unheard >&2; exit 7'])).toEqual({
    exitCode: 7,
    output: 'root\n',
  });
  expect(await facts.program(['no-such-program'])).toEqual({ exitCode: 127, output: '' });
  const long = await facts.program(['sh', '-c', 'yes | head -c 300000']);
  expect(long).toMatchObject({ exitCode: 0, output: 'y\n'.repeat(32 * 1024) });
  await expect(facts.program(['sleep', '30'])).rejects.toThrow('longer than 2 seconds');
});

it('reading leaves no trace in the events and requests that checks look at', async () => {
  const seen: EvidenceKind[][] = [];
  const watch = new EngineWatch(
    engine,
    async () =>
      driver.exec(sandboxId, {
        command: ['/usr/bin/tail', '-n', '+1', '-f', '/run/drydock/engine-requests.log'],
        user: 'root',
      }),
    Date.now(),
  );
  try {
    watch.on('changed', (kinds) => seen.push([...kinds]));
    watch.start();
    await expect.poll(() => watch.isUp, patience).toBe(true);
    const web = await container('web');
    const facts = evidence();
    await Promise.all([
      facts.changes(web.id),
      facts.containerFile(web.id, '/data'),
      facts.logs(web.id),
      facts.images(),
    ]);
    await Promise.all([facts.containerFile(web.id, '/here/index.html'), facts.networks(), facts.volumes()]);
    await inside('docker volume create marker && docker network disconnect backend web');
    // The engine tells of a container that is taken off a network twice.
    const actions = () => [...new Set(watch.events.map(({ type, action }) => `${type} ${action}`))];
    await expect.poll(actions, patience).toEqual(['volume create', 'network disconnect']);
    const requests = () =>
      watch.requests.map(({ method, path }) => `${method} ${path}`).filter((line) => !line.endsWith('/_ping'));
    await expect.poll(requests, patience).toEqual(['POST /volumes/create', 'POST /networks/backend/disconnect']);
    expect(seen).toContainEqual(['volumes', 'events']);
    expect(seen).toContainEqual(['containers', 'networks', 'events']);
  } finally {
    watch.close();
  }
});

it('a step about a file passes although the engine says nothing, and what was before does not count', async () => {
  const file = '/home/learner/note.txt';
  const text = { ko: '아직입니다.', en: 'Not yet.' };
  await inside('docker container rename talker speaker');
  const outcomes: string[] = [];
  let activities = 0;
  const grading = new SandboxGrading({
    driver,
    sandboxId,
    checks: {
      note: {
        watches: ['files', 'events'],
        evaluate: async (facts) => {
          expect(await facts.events()).toEqual([]);
          expect(await facts.requests()).toEqual([]);
          if ((await facts.file(file)) !== null) return { outcome: 'passed' };
          return { outcome: 'failed', because: 'not-started', hint: { code: 'not-started', text } };
        },
      },
    },
    variables: {},
    passed: new Set(),
    since: Date.now(),
    onVerdict: (_step, { outcome }) => outcomes.push(outcome),
    onEngine: () => undefined,
    onMistake: (_step, error) => outcomes.push(String(error)),
    onActivity: () => (activities += 1),
  });
  try {
    await expect.poll(() => outcomes, patience).toEqual(['failed']);
    const before = activities;
    await inside(`echo done > ${file}`);
    await expect.poll(() => outcomes, patience).toEqual(['failed', 'passed']);
    expect(activities).toBe(before);
  } finally {
    grading.close();
  }
});
