/** Every rule, provoked on a real engine by typing the command into a real shell, as a learner would. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trouble } from '#protocol/trouble.ts';
import type { SandboxProcess } from '../driver/driver.ts';
import { smallLimits, throwAwayInstallation } from '../testing/installation.ts';
import { allRules } from './rules/all-rules.ts';
import { TroubleWatch } from './trouble-watch.ts';

/** Rule, the command that provokes it, and what the cause must name (null: the state has nothing to say). */
type Provocation = readonly [rule: string, command: string, cause: RegExp | null];

const build = (dockerfile: string, more = '') => `printf '${dockerfile}' > Dockerfile; docker build ${more} .`;
const compose = (file: string, command = 'up -d') =>
  `mkdir -p ~/c; printf '${file}' > ~/c/compose.yaml; docker compose -f ~/c/compose.yaml --project-name c ${command}`;
const service = (lines: string) => `services:\\n  web:\\n${lines}`;

const containers: readonly Provocation[] = [
  ['name-in-use', 'docker run -d --name web -p 8080:80 nginx; docker run --name web nginx', /`web`.*`nginx`.*is running/],
  ['port-taken', 'docker run -d --name second -p 8080:80 nginx', /`web`/],
  ['port-in-use-by-process', '(socat TCP-LISTEN:8090,fork /dev/null &) ; until ss -ltn | grep -q 8090; do :; done; docker run -d --name third -p 8090:80 nginx', /`socat`/],
  ['no-such-container', 'docker stop wbe', /`web`/],
  ['no-such-object', 'docker inspect wbe', /`web`/],
  ['running-container-kept', 'docker rm web', /`web`.*is running/],
  ['container-not-running', 'docker exec second ls', /`second`.*was created but never started/],
  ['container-paused', 'docker pause web; docker exec web ls; docker unpause web', null],
  ['container-not-paused', 'docker unpause web', /`web`.*is running/],
  ['attach-to-stopped', 'docker attach second', null],
  ['container-name-invalid', 'docker run --name -x alpine', null],
  ['path-not-in-container', 'docker cp second:/nope .', /`second`/],
  ['port-not-published', 'docker port web 9999', /8080/],
]; // prettier-ignore

const running: readonly Provocation[] = [
  ['command-not-in-image', 'docker run --rm alpine bsh', /`(sh|bash)`/],
  ['command-not-in-image', 'docker run --rm alpine -d', /`-d`/],
  ['command-not-executable', 'docker run --rm --entrypoint /etc/passwd alpine', null],
  ['exec-format', 'echo x > run; chmod 755 run; docker run --rm -v $PWD/run:/run.sh alpine /run.sh', null],
  ['no-terminal', 'echo hi | docker run --rm -it alpine cat', null],
  ['memory-limit-too-small', 'docker run --rm -m 1m alpine', null],
  ['too-many-cpus', 'docker run --rm --cpus 99 alpine', null],
  ['user-unknown', 'docker run --rm --user nobodyhere alpine', null],
  ['remove-and-restart', 'docker run --rm --restart always alpine', null],
  ['restart-policy-unknown', 'docker run --restart alway alpine', /`always`/],
  ['port-invalid', 'docker run --rm -p 80800:80 alpine', /65535/],
];

const images: readonly Provocation[] = [
  ['image-unknown', 'docker run nginxx', /`nginx`/],
  ['image-unknown', 'docker pull nginx:1.99', /`nginx:latest`/],
  ['base-image-unknown', build('FROM alpinee\\n'), /`alpine`/],
  ['no-such-image', 'docker rmi nginxx:latest', /`nginx:latest`/],
  ['image-in-use', 'docker rmi nginx', /`(web|second|third)`/],
  ['image-name-not-lowercase', 'docker run Alpine', null],
  ['image-name-invalid', 'docker run nginx:la:test', null],
  ['nothing-to-push', 'docker push localhost:5000/nginx', /`nginx:latest`/],
  ['push-refused', 'docker push nginx', null],
  ['registry-not-listening', 'docker tag nginx localhost:5999/nginx; docker push localhost:5999/nginx', /registry container/],
  ['host-name-unknown', 'docker pull nohost.example/x', null],
  ['platform-mismatch', 'docker run --rm --platform linux/arm64 alpine', null],
  ['manifest-unknown', 'docker manifest inspect ngnix', /`nginx`/],
  ['save-to-terminal', 'docker save alpine', null],
]; // prettier-ignore

const builds: readonly Provocation[] = [
  ['copy-source-missing', `echo x > app.js; ${build('FROM alpine\\nCOPY appp.js /\\n')}`, /`app.js`/],
  ['instruction-unknown', build('FROM alpine\\nRUNN x\\n'), /`RUN`/],
  ['instruction-arguments', build('FROM\\n'), null],
  ['build-command-missing', build('FROM alpine\\nRUN nosuch\\n'), null],
  ['build-command-failed', build('FROM alpine\\nRUN false\\n'), null],
  ['no-base-image', build('RUN ls\\n'), null],
  ['dockerfile-empty', build(''), null],
  ['dockerfile-missing', 'docker build -f Dockerfil .', /`Dockerfile`/],
  ['build-stage-unknown', build('FROM alpine\\n', '--target nope'), null],
  ['build-context-missing', 'docker build nodir', null],
];

const networksAndVolumes: readonly Provocation[] = [
  ['network-exists', 'docker network create nat; docker network connect nat web; docker network create nat', /`web`/],
  ['network-unknown', 'docker network rm natt', /`nat`/],
  ['network-in-use', 'docker network rm nat', /`web`/],
  ['container-name-unknown', 'docker run --rm --network nat -v /usr/bin/docker:/usr/bin/docker:ro debian docker -H tcp://wbe:2375 ps', /`web`/],
  ['network-predefined', 'docker network rm bridge', null],
  ['already-connected', 'docker network connect nat web', null],
  ['address-range-taken', 'docker network create --subnet 172.17.0.0/16 other', null],
  ['plugin-unknown', 'docker network create --driver nope other', null],
  ['volume-unknown', 'docker volume create data; docker volume rm dat', /`data`/],
  ['volume-in-use', 'docker run -d --name keeper -v data:/data alpine sleep 600; docker volume rm data', /`keeper`/],
  ['bind-source-missing', 'docker run --mount type=bind,source=/home/learner/apq.js,target=/x alpine', /`app.js`/],
  ['file-and-folder-mixed', 'docker run --rm -v $PWD:/etc/passwd alpine', null],
  ['volume-name-invalid', "docker run --rm -v 'a!b:/x' alpine", null],
  ['mount-mode-invalid', 'docker run --rm -v /x:/y:zz alpine', null],
]; // prettier-ignore

const composes: readonly Provocation[] = [
  ['compose-file-missing', `${compose(service('    image: nginx\\n'), 'config -q')}; docker compose up`, /`c\/compose.yaml`/],
  ['yaml-syntax', compose('services:\\n\\tweb:\\n'), /tab/],
  ['compose-key-unknown', compose(service('    imagee: nginx\\n')), null],
  ['compose-value-kind', compose(service('    image: nginx\\n    ports: "80"\\n')), null],
  ['dependency-undefined', compose(service('    image: nginx\\n    depends_on: [db]\\n')), null],
  ['compose-undefined', compose(service('    image: nginx\\n    networks: [back]\\n')), null],
  ['service-undefined', compose(service('    image: nginx\\n'), 'up -d wbe'), null],
  ['service-not-running', compose(service('    image: nginx\\n'), 'exec web ls'), /no container yet/],
  ['external-volume-missing', compose(`${service('    image: nginx\\n    volumes: ["old:/x"]\\n')}volumes: {old: {external: true}}\\n`), null],
  ['variable-unset', compose(service('    image: nginx:${TAG}\\n'), 'config -q'), null],
  ['compose-version-obsolete', compose(`version: "3"\\n${service('    image: nginx\\n')}`, 'config -q'), null],
  ['service-without-image', compose('services:\\n  web: {}\\n'), null],
  ['env-file-missing', compose(service('    image: nginx\\n    env_file: [no.env]\\n')), null],
  ['dependency-unhealthy', compose('services:\\n  a:\\n    image: alpine\\n    command: sleep 99\\n    healthcheck: {test: "false", interval: 1s, retries: 1}\\n  b:\\n    image: alpine\\n    depends_on: {a: {condition: service_healthy}}\\n'), /`c-a-1`.*is running/],
  ['dependency-exited', compose('services:\\n  d:\\n    image: alpine\\n    command: "false"\\n  e:\\n    image: alpine\\n    depends_on: {d: {condition: service_completed_successfully}}\\n'), null],
  ['dependency-cycle', compose(service('    image: nginx\\n    depends_on: [web]\\n')), null],
]; // prettier-ignore

const swarm: readonly Provocation[] = [
  ['no-swarm-manager', 'docker service ls', null],
  ['not-in-swarm', 'docker swarm leave', null],
  ['join-token-invalid', 'docker swarm join --token abc 127.0.0.1:2377', null],
  ['already-in-swarm', 'docker swarm init --advertise-addr 127.0.0.1 > /dev/null; docker swarm init', null],
  ['swarm-name-taken', 'docker service create --name s --detach --publish 8070:80 alpine sleep 9; docker service create --name s --detach alpine', null],
  ['swarm-object-unknown', 'docker service rm nope', null],
  ['stack-unknown', 'docker stack ps nope', null],
  ['service-port-taken', 'docker service create --name t --detach --publish 8070:80 alpine', null],
  ['external-network-missing', 'printf "services:\\n  web:\\n    image: nginx\\n    networks: [nat]\\nnetworks:\\n  nat:\\n    external: true\\n" > s.yaml; docker stack deploy -c s.yaml s', /`nat`/],
  ['last-manager', 'docker swarm leave', null],
]; // prettier-ignore

const commandLine: readonly Provocation[] = [
  ['docker-command-unknown', 'docker imgaes', /`images`/],
  ['compose-command-unknown', 'docker compose upp', /`up`/],
  ['option-unknown', 'docker run --nmae x alpine', /`--name`/],
  ['short-option-unknown', 'docker run -name x alpine', /`--name`/],
  ['arguments-missing', 'docker stop', /`keeper`/],
  ['arguments-not-accepted', 'docker container prune --force x', null],
  ['option-value-missing', 'docker run --name', null],
  ['option-value-invalid', 'docker run -m abc alpine', null],
  ['program-unknown', 'dokcer ps', /`docker`/],
  ['file-missing', 'docker load -i ap.js', /`app.js`/],
  ['file-missing', 'cd nodir', null],
  ['filter-unknown', 'docker ps --filter nope=1', null],
  ['format-invalid', "docker ps --format '{{.Nope}}'", null],
  ['engine-not-reachable', 'docker -H tcp://127.0.0.1:2375 ps', /unix:\/\/\/var\/run\/docker.sock/],
  ['context-unknown', 'docker -c nope ps', null],
  ['nothing-listens', 'curl localhost:9', /`8080`/],
  ['address-unknown', 'curl web', /`web`/],
  ['docker-socket-denied', 'sudo chown root:root /run/docker.sock; docker ps; sudo chown root:docker /run/docker.sock', null],
  ['no-space-left', 'dd if=/dev/zero of=fill bs=1M count=4000; rm fill', /GB/],
]; // prettier-ignore

const groups = { containers, running, images, builds, networksAndVolumes, composes, swarm, commandLine };

const installation = throwAwayInstallation('troubles');
const driver = installation.driver();
const sandboxId = randomBytes(16).toString('hex');
const troubles: Trouble[] = [];
let shell: SandboxProcess;
let watch: TroubleWatch;
let shown = '';

/** Types a command and waits until its mark is printed; resolves to the troubles told of it. */
async function provoke(command: string, rule: string): Promise<readonly Trouble[]> {
  const mark = randomBytes(4).toString('hex');
  troubles.length = 0;
  shown = '';
  const line = Buffer.from(`${command}; printf '<%s>\\n' ${mark}\r`);
  watch.input(1, line);
  shell.stream.write(line);
  await expect.poll(() => shown.includes(`<${mark}>`), { timeout: 60_000, interval: 10 }).toBe(true);
  await expect
    .poll(() => troubles.some((one) => one.rule === rule), { timeout: 4_000, interval: 10, message: shown })
    .toBe(true);
  return troubles;
}

beforeAll(async () => {
  await driver.create({ id: sandboxId, limits: smallLimits });
  watch = new TroubleWatch({
    driver,
    sandboxId,
    courseImages: () => ['nginx:latest', 'nginx:alpine', 'alpine:latest', 'redis:latest'],
    onTrouble: (trouble) => troubles.push(trouble),
  });
  shell = await driver.exec(sandboxId, {
    command: ['/bin/bash'],
    user: 'learner',
    workingDirectory: '/home/learner',
    environment: { HOME: '/home/learner' },
    terminal: { columns: 200, rows: 50 },
  });
  shell.stream.on('data', (bytes: Buffer) => {
    shown = (shown + bytes.toString('latin1')).slice(-20_000);
    watch.output(1, bytes);
  });
});

afterAll(async () => {
  watch.close();
  shell.detach();
  await driver.close();
  await installation[Symbol.asyncDispose]();
});

for (const [group, provocations] of Object.entries(groups)) {
  describe(group, () => {
    it.each(provocations)('explains %s after: %s', async (rule, command, cause) => {
      const told = (await provoke(command, rule)).find((one) => one.rule === rule);
      if (cause === null) expect(told?.meaning.en).not.toContain('`?`');
      else expect(told?.cause?.en).toMatch(cause);
      expect(told?.meaning.ko).toMatch(/[가-힣]/);
    });
  });
}

it('provokes every rule there is', () => {
  const provoked = new Set(Object.values(groups).flatMap((group) => group.map(([rule]) => rule)));
  expect(allRules.map(({ id }) => id).filter((id) => !provoked.has(id))).toEqual([]);
});
