/**
 * Every door of the product: each page and route of the web app, each route and WebSocket of the sandbox server, and those of
 * previews. What a door opens, what has to be shown before it, and what a request at it looks like. `doors.test.ts` fails when
 * one is missing here or gone there; doors.integration.test.ts and e2e/doors.spec.ts knock at all of them as strangers.
 *
 * For tests only. Knows nothing about how requests are sent.
 */
import { tarEnd, UPLOAD_CONTENT_TYPE } from '#protocol/upload.ts';

/** What somebody must show before a door. In local mode the web app has one automatic account, so nobody logs in. */
export type Shown =
  /** `Host` with a name of this machine and the server's port. */
  | 'own-host'
  /** `Origin` of the product's pages; of a preview's own session for its WebSockets. */
  | 'own-origin'
  /** The secret that the two servers share. */
  | 'secret'
  /** That the account has the session that is named. */
  | 'ownership'
  /** A ticket that was not used yet. */
  | 'ticket'
  /** The cookie that a ticket to this port of this session was changed for. */
  | 'preview-cookie';

/** Whose things a request is about. */
export interface Names {
  readonly sessionId: string;
  /** The one who asks, as the web app tells the sandbox server; browsers never say who they are. */
  readonly accountId: string;
}

/** A request that is right if whoever sends it may do so. */
export interface DoorRequest {
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

/** A door. */
export interface Door {
  readonly server: 'web-app' | 'sandbox-server' | 'preview';
  /** `UPGRADE` is the handshake of a WebSocket, `ANY` whatever method a page understands. */
  readonly method: 'GET' | 'POST' | 'UPGRADE' | 'ANY';
  /** As the framework writes it. */
  readonly path: string;
  readonly opens: 'read' | 'write' | 'attach';
  readonly shown: readonly Shown[];
  request(names: Names): DoorRequest;
}

interface Content {
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: object;
  readonly archive?: Uint8Array;
}

const usual: Readonly<Record<string, string>> = {
  chapter: 'ch02',
  lesson: 'first-container',
  name: 'nothing.svg',
  terminal: '1',
};

function door(what: Omit<Door, 'request'>, content: (accountId: string) => Content): Door {
  return {
    ...what,
    request: ({ sessionId, accountId }) => {
      const { query = {}, json, archive } = content(accountId);
      const path = what.path.replace(/\[(\w+)\]|:(\w+)/g, (_whole, ofNext?: string, ofFastify?: string) => {
        const name = ofNext ?? ofFastify ?? '';
        return name === 'id' ? sessionId : (usual[name] ?? name);
      });
      const body = archive ?? (json === undefined ? null : new TextEncoder().encode(JSON.stringify(json)));
      const type = archive ? UPLOAD_CONTENT_TYPE : 'application/json';
      const words = new URLSearchParams(query).toString();
      return {
        target: words === '' ? path : `${path}?${words}`,
        headers: body === null ? {} : { 'content-type': type },
        body,
      };
    },
  };
}

/** A door of the web app. Only those that name a session ask whose it is, and only those that change something, from where. */
function web(method: 'GET' | 'POST', path: string, content: Content = {}): Door {
  const shown: readonly Shown[] = [
    'own-host',
    ...(method === 'POST' ? (['own-origin'] as const) : []),
    ...(path.includes('[id]') ? (['ownership'] as const) : []),
  ];
  return door({ server: 'web-app', method, path, opens: method === 'GET' ? 'read' : 'write', shown }, () => content);
}

/** A door of the sandbox server for the web app, which says on whose behalf it asks. */
function internal(method: 'GET' | 'POST', path: string, content: Content = {}, opens?: Door['opens']): Door {
  const shown: readonly Shown[] = ['own-host', 'secret', ...(path.includes(':id') ? (['ownership'] as const) : [])];
  const isInQuery = method === 'GET' || content.archive !== undefined;
  return door(
    { server: 'sandbox-server', method, path, opens: opens ?? (method === 'GET' ? 'read' : 'write'), shown },
    (accountId) => {
      if (!shown.includes('ownership')) return content;
      if (isInQuery) return { ...content, query: { ...content.query, accountId } };
      return { ...content, json: { ...content.json, accountId } };
    },
  );
}

const archive = tarEnd();
const lessonId = 'ch02/first-container';
const path = { path: 'doors.txt' };
const makeFolder = { kind: 'make-folder', path: 'made-through-the-door' };

/** Every door. Those that end what others look at stand last. */
export const doors: readonly Door[] = [
  web('GET', '/'),
  web('GET', '/icon.svg'),
  web('GET', '/lessons/[chapter]/[lesson]'),
  web('GET', '/lessons/[chapter]/[lesson]/pictures/[name]'),
  web('GET', '/api/health'),
  web('GET', '/api/lessons/changes'),
  web('POST', '/api/lessons/[chapter]/[lesson]/hints', { json: { stepId: 'one', number: 1 } }),
  web('POST', '/api/sessions', { json: { lessonId } }),
  web('GET', '/api/sessions/[id]/files'),
  web('POST', '/api/sessions/[id]/files', { archive }),
  web('GET', '/api/sessions/[id]/workspace/folder'),
  web('GET', '/api/sessions/[id]/workspace/file', { query: path }),
  web('GET', '/api/sessions/[id]/workspace/download', { query: path }),
  web('POST', '/api/sessions/[id]/workspace/changes', { json: makeFolder }),
  web('GET', '/api/sessions/[id]/recordings/[terminal]'),
  web('POST', '/api/sessions/[id]/preview', { json: { port: 8080 } }),
  web('POST', '/api/sessions/[id]/rewind', { json: { to: { kind: 'undo' } } }),
  web('POST', '/api/sessions/[id]/reset', { json: {} }),
  door(
    {
      server: 'web-app',
      method: 'POST',
      path: '/api/internal/progress',
      opens: 'write',
      shown: ['own-host', 'secret'],
    },
    (accountId) => ({
      json: {
        accountId,
        lessonId,
        stepId: 'run-hello',
        sessionId: '0'.repeat(32),
        passedAt: '2026-11-22T00:00:00.000Z',
      },
    }),
  ),

  internal('GET', '/health'),
  // There only while lessons are being written.
  internal('GET', '/authoring/changes'),
  door(
    { server: 'sandbox-server', method: 'POST', path: '/sessions', opens: 'write', shown: ['own-host', 'secret'] },
    (accountId) => ({ json: { accountId, lessonId, passedSteps: [] } }),
  ),
  internal('POST', '/sessions/:id/tickets', {}, 'attach'),
  internal('POST', '/sessions/:id/previews', { json: { port: 8080 } }, 'attach'),
  internal('GET', '/sessions/:id/files'),
  internal('POST', '/sessions/:id/files', { archive }),
  internal('GET', '/sessions/:id/workspace/folder'),
  internal('GET', '/sessions/:id/workspace/file', { query: path }),
  internal('GET', '/sessions/:id/workspace/download', { query: path }),
  internal('POST', '/sessions/:id/workspace/changes', { json: { change: makeFolder } }),
  internal('GET', '/sessions/:id/recordings/:terminal'),
  internal('POST', '/sessions/:id/rewind', { json: { to: { kind: 'undo' } } }),
  internal('POST', '/sessions/:id/reset'),
  door(
    {
      server: 'sandbox-server',
      method: 'UPGRADE',
      path: '/connection',
      opens: 'attach',
      // The ticket is in the first message.
      shown: ['own-host', 'own-origin', 'ticket'],
    },
    () => ({}),
  ),

  door(
    {
      server: 'preview',
      method: 'POST',
      path: '/.drydock/enter',
      opens: 'attach',
      shown: ['own-host', 'own-origin', 'ticket'],
    },
    () => ({}),
  ),
  door(
    { server: 'preview', method: 'ANY', path: '/*', opens: 'read', shown: ['own-host', 'preview-cookie'] },
    () => ({}),
  ),
  door(
    {
      server: 'preview',
      method: 'UPGRADE',
      path: '/*',
      opens: 'attach',
      shown: ['own-host', 'own-origin', 'preview-cookie'],
    },
    () => ({}),
  ),
];

/** The doors of one server at which HTTP requests are answered. */
export function doorsOf(server: 'web-app' | 'sandbox-server'): readonly (Door & { readonly method: 'GET' | 'POST' })[] {
  return doors.filter(
    (one): one is Door & { readonly method: 'GET' | 'POST' } =>
      one.server === server && (one.method === 'GET' || one.method === 'POST'),
  );
}
