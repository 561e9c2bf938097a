/**
 * The picture of a real sandbox's engine: what is done in the sandbox appears, changes and goes by itself.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  containerLoadsSchema,
  pictureSectionsSchema,
  type ContainerLoads,
  type PicturedContainer,
  type PictureSections,
} from '#protocol/picture.ts';
import { smallLimits, throwAwayInstallation } from '../testing/installation.ts';
import { runShell } from '../testing/shell.ts';
import { PictureWatch } from './picture-watch.ts';

/** A viewer: what it was told so far, put together as a browser does. */
class Viewer {
  seen: PictureSections = {};
  loads: ContainerLoads = {};
  /** Names of the sections in the order in which they were told. */
  readonly told: string[] = [];
  #onNews: () => void = () => undefined;

  readonly onPicture = (sections: PictureSections): void => {
    this.seen = { ...this.seen, ...pictureSectionsSchema.parse(sections) };
    this.told.push(...Object.keys(sections));
    this.#onNews();
  };

  readonly onLoads = (loads: ContainerLoads): void => {
    this.loads = containerLoadsSchema.parse(loads);
    this.#onNews();
  };

  /** Resolves with what `find` answers, as soon as that is something. */
  async until<T>(find: () => T | undefined | false): Promise<T> {
    for (;;) {
      const found = find();
      if (found !== undefined && found !== false) return found;
      await new Promise<void>((resolve) => (this.#onNews = resolve));
    }
  }

  container(name: string): PicturedContainer | undefined {
    return this.seen.containers?.find((container) => container.name === name);
  }
}

const installation = throwAwayInstallation('picture');
const driver = installation.driver();
const sandboxId = randomBytes(16).toString('hex');
const viewer = new Viewer();
let watch: PictureWatch;

async function inside(script: string, user: 'root' | 'learner' = 'learner'): Promise<string> {
  const { output, exitCode } = await runShell(driver, sandboxId, script, user);
  expect(exitCode, output).toBe(0);
  return output;
}

beforeAll(async () => {
  await driver.create({ id: sandboxId, limits: smallLimits });
  // Before anybody looks, so that the first reading has something to find.
  await inside('docker pull --quiet diamol/base && docker create --name early diamol/base');
  watch = new PictureWatch({ driver, sandboxId, onPicture: viewer.onPicture, onLoads: viewer.onLoads });
});
afterAll(async () => {
  watch.close();
  await driver.close();
  await installation[Symbol.asyncDispose]();
});

it('what was there before is pictured, section by section', async () => {
  await viewer.until(() => Object.keys(viewer.seen).length === 5);
  expect(viewer.container('early')).toMatchObject({ image: 'diamol/base', state: 'created', exitCode: null });
  expect(viewer.seen.images?.map(({ tags }) => tags)).toEqual([['diamol/base:latest']]);
  expect(viewer.seen.networks?.map(({ name, builtIn }) => [name, builtIn])).toEqual([
    ['bridge', true],
    ['host', true],
    ['none', true],
  ]);
  expect(viewer.seen).toMatchObject({ volumes: [], builds: [] });
  expect(watch.sections).toEqual(viewer.seen);
});

it('a container appears with its ports, networks and mounts, is renamed, ends and goes', async () => {
  const options = '--network shop --network-alias site --publish 8080:80 --volume data:/data';
  await inside(`docker network create shop && docker run --detach --name one ${options} diamol/base sleep 300`);
  const one = await viewer.until(() => viewer.container('one')?.state === 'running' && viewer.container('one'));
  expect(one).toMatchObject({
    command: 'sleep 300',
    ports: [{ containerPort: 80, protocol: 'tcp', port: 8080, address: '0.0.0.0' }],
    networks: [{ name: 'shop', dnsNames: expect.arrayContaining(['one', 'site']) as unknown }],
    mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: false }],
    compose: null,
  });
  expect(one.networks[0]?.address).toMatch(/^172\./);
  await viewer.until(() => viewer.seen.volumes?.some(({ name, anonymous }) => name === 'data' && !anonymous));
  await viewer.until(() => viewer.seen.networks?.some(({ name, builtIn }) => name === 'shop' && !builtIn));

  await inside('docker network connect bridge one && docker rename one two');
  await viewer.until(() => viewer.container('two')?.networks.length === 2);
  expect(viewer.container('one')).toBeUndefined();

  await inside('docker kill two');
  await viewer.until(() => viewer.container('two')?.exitCode === 137);
  await inside('docker rm two && docker network rm shop && docker volume rm data');
  await viewer.until(() => !viewer.container('two'));
  await viewer.until(() => viewer.seen.networks?.length === 3 && viewer.seen.volumes?.length === 0);
});

it('the health of a container is pictured as it changes', async () => {
  await inside(
    'docker run --detach --name ill --health-cmd "test ! -e /ill" --health-interval 200ms --health-retries 1 diamol/base sleep 300',
  );
  await viewer.until(() => viewer.container('ill')?.health === 'healthy');
  await inside('docker exec ill touch /ill');
  await viewer.until(() => viewer.container('ill')?.health === 'unhealthy');
  await inside('docker rm --force ill');
});

it('what a running container uses is told, and not any more when it has ended', async () => {
  await inside('docker run --detach --name busy diamol/base sh -c "while :; do :; done"');
  const { id } = await viewer.until(() => viewer.container('busy'));
  const load = await viewer.until(() => viewer.loads[id]);
  expect(load.cpus).toBeGreaterThan(0);
  expect(load.memoryBytes).toBeGreaterThan(0);
  expect(load.memoryLimitBytes).toBeGreaterThan(load.memoryBytes);
  await inside('docker rm --force busy');
  await viewer.until(() => Object.keys(viewer.loads).length === 0);
});

it('a build is pictured as it runs, with the steps that came from the cache, and its image shares layers', async () => {
  await inside(
    'mkdir -p ~/app && cd ~/app && printf "FROM diamol/base\\nWORKDIR /app\\nENV A=1\\nRUN echo 1 > one\\nRUN sleep 1\\n" > Dockerfile && docker build --quiet --tag built .',
  );
  const first = await viewer.until(() => viewer.seen.builds?.find(({ state }) => state === 'done'));
  await viewer.until(() => viewer.seen.images?.some(({ tags }) => tags.includes('built:latest')));
  expect(first.endedAt).toBeGreaterThan(first.startedAt);
  expect(viewer.told.filter((section) => section === 'builds').length).toBeGreaterThan(2);

  await inside('cd ~/app && echo "RUN echo 2 > two" >> Dockerfile && docker build --quiet .');
  const second = await viewer.until(() => {
    const build = viewer.seen.builds?.find(({ id, state }) => id !== first.id && state === 'done');
    return build?.steps.some(({ state }) => state === 'cached') && build;
  });
  const steps = Object.fromEntries(second.steps.map(({ name, state }) => [name, state]));
  expect(steps).toMatchObject({
    '[3/5] RUN echo 1 > one': 'cached',
    '[4/5] RUN sleep 1': 'cached',
    '[5/5] RUN echo 2 > two': 'done',
  });

  // The second has no name, so no event tells of it.
  const dangling = await viewer.until(() => viewer.seen.images?.find(({ tags }) => tags.length === 0));
  const layersOf = (tag: string) => {
    const image = viewer.seen.images?.find(({ tags }) => tags.includes(tag));
    return image?.layers.flatMap(({ digest }) => digest ?? []) ?? [];
  };
  expect(layersOf('diamol/base:latest')).toHaveLength(1);
  expect(layersOf('built:latest')).toHaveLength(4);
  expect(layersOf('built:latest').slice(0, 1)).toEqual(layersOf('diamol/base:latest'));
  const made = dangling.layers.filter(({ digest }) => digest !== null);
  expect(made.slice(0, 4).map(({ digest }) => digest)).toEqual(layersOf('built:latest'));
  expect(made.slice(1).map(({ instruction }) => instruction)).toEqual([
    'WORKDIR /app',
    'RUN echo 1 > one',
    'RUN sleep 1',
    'RUN echo 2 > two',
  ]);
});

it('a build that fails is pictured as failed, with the step that did', async () => {
  await inside(
    'mkdir -p ~/bad && cd ~/bad && printf "FROM diamol/base\\nRUN false\\n" > Dockerfile && ! docker build .',
  );
  const failed = await viewer.until(() => viewer.seen.builds?.find(({ state }) => state === 'failed'));
  expect(failed.steps.find(({ name }) => name.endsWith('RUN false'))?.state).toBe('failed');
});

it('the containers of a Compose project are pictured as a group', async () => {
  const file = 'services:\\n  web:\\n    image: diamol/base\\n    command: sleep 300\\n';
  await inside(`mkdir -p ~/shop && cd ~/shop && printf "${file}" > compose.yaml && docker compose up --detach`);
  const web = await viewer.until(() => viewer.container('shop-web-1'));
  expect(web.compose).toEqual({ project: 'shop', service: 'web' });
  await viewer.until(() => viewer.seen.networks?.some(({ project }) => project === 'shop'));
  await inside('cd ~/shop && docker compose down --timeout 0');
  await viewer.until(() => !viewer.container('shop-web-1'));
});

it('none of it is taken for something the learner asked', async () => {
  const requests = await inside('cat /run/drydock/engine-requests.log');
  expect(requests).toContain('/containers/create');
  // Docker's clients say which version of the API they mean.
  expect(requests).not.toMatch(/GET \/(containers|images|networks|volumes|events|version)/);
});

it('after the engine was killed the picture goes on, and nothing is left behind when it is closed', async () => {
  await inside('pkill -KILL -x dockerd; until docker create --name late diamol/base; do sleep 0.1; done', 'root');
  await viewer.until(() => viewer.container('late'));
  await inside('printf "FROM diamol/base\\nRUN echo late\\n" | docker build --quiet -');
  await viewer.until(() =>
    viewer.seen.builds?.some(({ steps }) => steps.some(({ name }) => name.endsWith('RUN echo late'))),
  );
  watch.close();
  // Each connection to the engine is a process.
  await inside('while pgrep --full "^/usr/bin/socat -t 0.2 STDIO"; do sleep 0.1; done', 'root');
});
