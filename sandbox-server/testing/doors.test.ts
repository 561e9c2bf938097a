/**
 * The table of doors against what is really there: whoever adds a route has to say in the table who may use it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { PREVIEW_DOOR_PATH } from '#protocol/preview.ts';
import { registerAuthoringApi } from '../connections/authoring-api.ts';
import { controlApi } from '../connections/control-api.ts';
import { Tickets } from '../connections/tickets.ts';
import { CONNECTION_PATH } from '../connections/websocket-door.ts';
import { doors, doorsOf, type Door } from './doors.ts';

const repository = path.join(import.meta.dirname, '..', '..');

const named = ({ method, path: at }: Pick<Door, 'method' | 'path'>) => `${method} ${at}`;
const read = (file: string) => readFileSync(path.join(repository, file), 'utf8');
const filesBelow = (folder: string) =>
  readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`);

/** The path at which Next.js serves a file of `app/`, as it stands in the table. */
function servedAt(file: string): string {
  const folder = path.posix.dirname(file).split('/').slice(1);
  return `/${folder.filter((part) => !/^(?:\(.*\)|@.*)$/.test(part)).join('/')}`;
}

/** What a file of Next.js' answers: a page GET, a route what it exports, a picture or text for machines GET. */
function doorsOfFile(file: string): string[] {
  const name = path.posix.basename(file);
  const at = servedAt(file);
  if (/^page\.[jt]sx?$/.test(name)) return [`GET ${at}`];
  if (/^(?:(?:apple-)?icon|favicon|(?:opengraph|twitter)-image|robots|sitemap|manifest)\d*\./.test(name)) {
    return [`GET ${at === '/' ? '' : at}/${name}`];
  }
  if (!/^route\.[jt]sx?$/.test(name)) return [];
  const methods = read(file).matchAll(/^export\b.*?\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/gm);
  return [...methods].map(([, method]) => `${String(method)} ${at}`);
}

/** Routes of Fastify, out of the tree that it prints for people. */
function printedRoutes(tree: string): string[] {
  const parents: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const {
      indent = '',
      at = '',
      methods = '',
    } = /^(?<indent>[│├└─ ]*)(?<at>\/\S*)(?: \((?<methods>[A-Z, ]+)\))?$/.exec(line)?.groups ?? {};
    if (at === '') return [];
    const depth = indent.length / 4;
    parents.splice(depth - 1, parents.length, at);
    const whole = parents.join('');
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => `${method} ${whole}`);
  });
}

const unexpected = () => {
  throw new Error('nobody was asked for');
};

describe('W5: the table of doors', () => {
  it('has every page and route of the web app, and none that is gone', () => {
    const there = filesBelow('app').flatMap(doorsOfFile);
    expect(doorsOf('web-app').map(named).sort()).toEqual(there.sort());
  });

  it('would miss nothing that Next.js serves from elsewhere', () => {
    for (const folder of ['pages', 'src', 'public'])
      expect(existsSync(path.join(repository, folder)), folder).toBe(false);
    // A server action is a door without a path of its own.
    const actions = filesBelow('app').filter(
      (file) => /\.[jt]sx?$/.test(file) && /^\s*['"]use server['"]/m.test(read(file)),
    );
    expect(actions).toEqual([]);
    expect(read('next.config.ts')).not.toMatch(/rewrites|redirects/);
  });

  it('has every route of the sandbox server, and none that is gone', async () => {
    const api = controlApi({
      secret: 'x'.repeat(32),
      hosts: new Set(),
      sessions: { open: unexpected, find: unexpected, running: 0, pooled: 0 },
      tickets: new Tickets(() => 0),
      previewTickets: new Tickets(() => 0),
      port: 3001,
      driver: { name: 'none', exec: unexpected },
      engineIsUp: unexpected,
      log: pino({ level: 'silent' }),
    });
    registerAuthoringApi(api, { follow: unexpected });
    await api.ready();
    const there = printedRoutes(api.printRoutes({ commonPrefix: false }));
    await api.close();
    expect(doorsOf('sandbox-server').map(named).sort()).toEqual(there.sort());
  });

  it('has both WebSockets and the way into a preview', () => {
    expect(doors.filter(({ method }) => method === 'UPGRADE').map((one) => `${one.server} ${one.path}`)).toEqual([
      `sandbox-server ${CONNECTION_PATH}`,
      'preview /*',
    ]);
    expect(doors.filter(({ server }) => server === 'preview').map(named)).toContain(`POST ${PREVIEW_DOOR_PATH}`);
  });

  it('knows all that answer on a port of the sandbox server', () => {
    const isProduct = (file: string) =>
      file.endsWith('.ts') &&
      !/\.test\.ts$|\/(?:testing|faults|containment|smoke|verify|driver)\/|conformance/.test(file);
    const answering = /createServer\(|new WebSocketServer\(|Fastify\(|\bserver\.on\('(?:upgrade|connect)'|\.register\(/;
    const routing = /\b(?:api|server|fastify)\.(?:get|post|put|patch|delete|head|options|all|route)\(/;
    const sources = filesBelow('sandbox-server').filter(isProduct);
    expect(sources.filter((file) => answering.test(read(file))).sort()).toEqual([
      'sandbox-server/connections/control-api.ts',
      'sandbox-server/connections/websocket-door.ts',
      'sandbox-server/preview/preview-door.ts',
    ]);
    expect(sources.filter((file) => routing.test(read(file))).sort()).toEqual([
      'sandbox-server/connections/authoring-api.ts',
      'sandbox-server/connections/control-api.ts',
      'sandbox-server/connections/files-api.ts',
      'sandbox-server/connections/preview-api.ts',
      'sandbox-server/connections/workspace-api.ts',
    ]);
  });

  it('asks before every door for a name of this machine, and before every session for whose it is', () => {
    for (const one of doors) {
      expect(one.shown, named(one)).toContain('own-host');
      const namesSession = /\[id\]|:id/.test(one.path);
      expect(one.shown.includes('ownership'), named(one)).toBe(namesSession);
    }
    for (const one of doorsOf('sandbox-server')) expect(one.shown, named(one)).toContain('secret');
    for (const one of doors.filter(({ method }) => method === 'UPGRADE')) expect(one.shown).toContain('own-origin');
  });
});
