/** The parts of the start script that decide without touching the machine, on folders of their own. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeVersion } from './engine-version.mjs';
import { fingerprint } from './fingerprint.mjs';
import { InstanceLock } from './lock.mjs';
import { checkPorts } from './ports.mjs';
import { processEnvironment, readSettings } from './settings.mjs';
import { checkNode, lockedPackagesInstalled } from './stages/dependencies.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-start-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('the fingerprint that lets a stage be skipped', () => {
  it('stays the same when nothing changed and changes with a name, a content or what it is salted with', () => {
    write('app/page.tsx', 'one');
    const first = fingerprint(folder, ['app', 'absent']);
    expect(fingerprint(folder, ['app', 'absent'])).toBe(first);
    expect(fingerprint(folder, ['app', 'absent'], ['salt'])).not.toBe(first);
    write('app/page.tsx', 'two');
    const second = fingerprint(folder, ['app', 'absent']);
    expect(second).not.toBe(first);
    write('absent', '');
    expect(fingerprint(folder, ['app', 'absent'])).not.toBe(second);
  });

  it('does not see what it is told to leave out', () => {
    write('prisma/schema.prisma', 'model');
    const first = fingerprint(folder, ['prisma'], [], ['prisma/generated']);
    write('prisma/generated/client.ts', 'generated');
    expect(fingerprint(folder, ['prisma'], [], ['prisma/generated'])).toBe(first);
  });
});

describe('settings', () => {
  it('makes a secret once and keeps it', () => {
    const first = readSettings({ DRYDOCK_STATE_DIR: folder });
    expect(first.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(join(folder, 'secret'), 'utf8').trim()).toBe(first.secret);
    expect(readSettings({ DRYDOCK_STATE_DIR: folder }).secret).toBe(first.secret);
  });

  it.each(['0', '65536', '3000x', '-1', '3.5'])('refuses the port %j and names the variable', (port) => {
    expect(() => readSettings({ DRYDOCK_STATE_DIR: folder, DRYDOCK_PORT: port })).toThrow(/DRYDOCK_PORT/);
  });

  it('refuses one port for both servers', () => {
    expect(() => readSettings({ DRYDOCK_STATE_DIR: folder, DRYDOCK_PORT: '3001' })).toThrow(/both 3001/);
  });

  it.each(['DRYDOCK_INSTANCE', 'DRYDOCK_REGISTRY'])('refuses a name in %s that Docker would refuse', (variable) => {
    expect(() => readSettings({ DRYDOCK_STATE_DIR: folder, [variable]: 'My Class' })).toThrow(variable);
  });

  it('gives the token for Docker Hub to none of its own processes', () => {
    vi.stubEnv('DRYDOCK_HUB_TOKEN', 'secret');
    const settings = readSettings({ DRYDOCK_STATE_DIR: folder, DRYDOCK_HUB_TOKEN: 'secret' });
    expect(settings.hub.password).toBe('secret');
    expect(processEnvironment(settings)).not.toHaveProperty('DRYDOCK_HUB_TOKEN');
    vi.unstubAllEnvs();
  });
});

describe('who may learn with which driver', () => {
  const state = () => join(folder, 'state');
  const read = (more: Readonly<Record<string, string>>) => readSettings({ DRYDOCK_STATE_DIR: state(), ...more });

  it.each([{}, { DRYDOCK_MODE: '' }, { DRYDOCK_MODE: 'local', SANDBOX_DRIVER: 'docker' }])(
    'is whoever started it, with Docker, for %j',
    (environment) => {
      expect(read(environment)).toMatchObject({ mode: 'local', driver: 'docker', runtime: null });
    },
  );

  it.each([
    {},
    { SANDBOX_DRIVER: 'docker' },
    { I_TRUST_EVERY_LEARNER: 'no' },
    { I_TRUST_EVERY_LEARNER: '' },
    { SANDBOX_RUNTIME: 'sysbox-runc' },
  ])('is not a classroom with Docker and %j, which is said before anything is made', (environment) => {
    expect(() => read({ DRYDOCK_MODE: 'classroom', ...environment })).toThrow(
      /refuses the Docker driver: .*close to root.*SANDBOX_DRIVER=incus.*I_TRUST_EVERY_LEARNER=yes/,
    );
    expect(existsSync(state())).toBe(false);
  });

  it.each([{ SANDBOX_DRIVER: 'incus' }, { I_TRUST_EVERY_LEARNER: 'yes' }])('is a classroom with %j', (environment) => {
    expect(read({ DRYDOCK_MODE: 'classroom', ...environment }).mode).toBe('classroom');
  });

  it.each([{ DRYDOCK_MODE: 'class' }, { I_TRUST_EVERY_LEARNER: 'true' }, { SANDBOX_DRIVER: 'podman' }])(
    'is not guessed from %j',
    (environment) => {
      expect(() => read(environment)).toThrow(Object.entries(environment).flat().join(' is "'));
    },
  );

  it('is told to the servers, with the runtime of sandboxes', () => {
    const settings = read({ DRYDOCK_MODE: 'classroom', I_TRUST_EVERY_LEARNER: 'yes', SANDBOX_RUNTIME: 'sysbox-runc' });
    expect(processEnvironment(settings)).toMatchObject({
      DRYDOCK_MODE: 'classroom',
      SANDBOX_DRIVER: 'docker',
      SANDBOX_RUNTIME: 'sysbox-runc',
    });
  });

  it('does not take a runtime of Docker for another driver', () => {
    expect(() => read({ SANDBOX_DRIVER: 'incus', SANDBOX_RUNTIME: 'runc' })).toThrow(/SANDBOX_RUNTIME is "runc"/);
  });
});

describe('where sandboxes get images from', () => {
  const read = (more: Readonly<Record<string, string>>) => readSettings({ DRYDOCK_STATE_DIR: folder, ...more });

  it.each([{}, { IMAGES: '' }, { IMAGES: 'course' }])('is the course registry with %j', (environment) => {
    const settings = read(environment);
    expect(settings.images).toBe('course');
    expect(settings.registry.data).toBe('drydock-registry-data');
  });

  it('is Docker Hub through a cache when asked for, and sandboxes need no network for it', () => {
    expect(read({ IMAGES: 'hub-through-cache' }).images).toBe('hub-through-cache');
  });

  it('is Docker Hub itself only for sandboxes that may reach it', () => {
    expect(() => read({ IMAGES: 'hub' })).toThrow(/DRYDOCK_SANDBOX_INTERNET=yes/);
    expect(() => read({ IMAGES: 'hub', DRYDOCK_SANDBOX_INTERNET: 'no' })).toThrow(/DRYDOCK_SANDBOX_INTERNET=yes/);
    expect(read({ IMAGES: 'hub', DRYDOCK_SANDBOX_INTERNET: 'yes' }).images).toBe('hub');
  });

  it.each(['Hub', 'docker', 'course '])('is refused as %j, with the words that make sense', (images) => {
    expect(() => read({ IMAGES: images })).toThrow(/IMAGES is ".*course.*hub.*hub-through-cache/);
  });

  it.each(['hub', 'hub-through-cache'])('leaves no stand-in in the way of the real image with %s', (images) => {
    const real = read({ IMAGES: images, DRYDOCK_SANDBOX_INTERNET: 'yes' }).registry;
    const standIns = read({}).registry;
    expect(real.data).not.toBe(standIns.data);
    expect(real.serving).toBe(standIns.serving);
    expect(real.socket).toBe(standIns.socket);
  });

  it('is the same registry for every instance that names it', () => {
    const shared = read({ DRYDOCK_INSTANCE: 'class-b', DRYDOCK_REGISTRY: 'class-a' });
    expect(shared.instance).toBe('class-b');
    expect(shared.registry).toEqual(read({ DRYDOCK_INSTANCE: 'class-a' }).registry);
  });

  it('is told to the servers', () => {
    expect(processEnvironment(read({ IMAGES: 'hub-through-cache' }))).toMatchObject({
      IMAGES: 'hub-through-cache',
      DRYDOCK_REGISTRY_SOCKET_VOLUME: 'drydock-registry-socket',
    });
  });

  it('is Docker Hub at its own address and without an account unless others are named', () => {
    expect(read({}).hub).toEqual({ address: 'https://registry-1.docker.io', userName: '', password: '' });
    const named = { DRYDOCK_HUB: 'http://hub.test', DRYDOCK_HUB_USERNAME: 'teacher', DRYDOCK_HUB_TOKEN: 'token' };
    expect(read(named).hub).toEqual({ address: 'http://hub.test', userName: 'teacher', password: 'token' });
  });
});

describe('the check of this Node.js', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0'])('accepts %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each(['20.18.3', '18.20.0'])('refuses %s and says what is needed', (version) => {
    expect(() => checkNode(version)).toThrow(/needs 20\.19/);
  });
});

describe('the check of installed packages', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/zod': { version: '4.6.7', integrity: 'a' },
      'node_modules/for-another-machine': { version: '1.0.0', integrity: 'b', optional: true },
    },
  };
  const zod = { 'node_modules/zod': { version: '4.6.7', integrity: 'a' } };

  it.each([
    ['what npm installs here', zod, true],
    ['nothing', {}, false],
    ['an older version', { 'node_modules/zod': { version: '4.6.6', integrity: 'a' } }, false],
    ['a package that is not asked for any more', { ...zod, 'node_modules/gone': { version: '1.0.0' } }, false],
  ])('with %s answers as it should', (_, packages, expected) => {
    write('package-lock.json', JSON.stringify(wanted));
    write('node_modules/.package-lock.json', JSON.stringify({ packages }));
    expect(lockedPackagesInstalled(folder)).toBe(expected);
  });

  it('takes an installation that was interrupted as none', () => {
    write('package-lock.json', JSON.stringify(wanted));
    mkdirSync(join(folder, 'node_modules', 'zod'), { recursive: true });
    expect(lockedPackagesInstalled(folder)).toBe(false);
  });
});

describe('what the engine says of itself', () => {
  const said = (ApiVersion: string) => JSON.stringify({ Client: {}, Server: { Version: '20.10.24', ApiVersion } });

  it('accepts API 1.41 and newer and refuses older ones', () => {
    expect(describeVersion(said('1.41'))?.tooOld).toBe(false);
    expect(describeVersion(said('1.100'))?.tooOld).toBe(false);
    expect(describeVersion(said('1.40'))?.tooOld).toBe(true);
  });

  it('takes a client without an engine as no engine', () => {
    expect(describeVersion('{"Client":{},"Server":null}')).toBeNull();
  });
});

describe('the lock of a state directory', () => {
  it('is refused while its holder runs and can be had again after it was released', async () => {
    const settings = readSettings({ DRYDOCK_STATE_DIR: folder, DRYDOCK_PORT: '4567' });
    const lock = await InstanceLock.take(settings);
    await expect(InstanceLock.take(settings)).rejects.toThrow(/already running.*http:\/\/localhost:4567/);
    lock.release();
    (await InstanceLock.take(settings)).release();
  });

  it.each([
    ['half a file', '{"owner":{"pi'],
    ['a process that has ended', '{"owner":{"pid":2147483646,"startedAt":"1"},"servers":[]}'],
    ['another process with the number of one that has ended', `{"owner":{"pid":${process.pid},"startedAt":"1"}}`],
  ])('is taken over from %s', async (_, text) => {
    const settings = readSettings({ DRYDOCK_STATE_DIR: folder });
    writeFileSync(join(folder, 'start.lock'), text);
    (await InstanceLock.take(settings)).release();
  });
});

describe('the check of ports', () => {
  let taken: Server;

  beforeEach(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    await new Promise((resolve) => taken.close(resolve));
  });

  it('names a port that is taken and the variable that changes it', async () => {
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const settings = readSettings({ DRYDOCK_STATE_DIR: folder, DRYDOCK_PORT: String(port), DRYDOCK_SANDBOX_PORT: '1' });
    await expect(checkPorts(settings)).rejects.toThrow(new RegExp(`Port ${port}.*\\n.*DRYDOCK_PORT=`));
  });
});
