/**
 * The part of the internal HTTP API that the editor works with: folders, files and changes of a learner's home. See
 * protocol/control.ts and protocol/workspace.ts.
 *
 * Knows nothing about sandboxes; who may ask was decided before (control-api.ts).
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { accountIdSchema } from '#protocol/control.ts';
import { sessionIdSchema } from '#protocol/session.ts';
import {
  fileChangeRequestSchema,
  folderPathSchema,
  homePathSchema,
  MOST_EDITED_BYTES,
  type FileChangeAnswer,
  type FileContent,
  type FolderListing,
} from '#protocol/workspace.ts';
import type { SandboxDriver } from '../driver/driver.ts';
import { changeFile, downloadFile, listFolder, readFile } from '../files/workspace-files.ts';

/** A session as far as its files are concerned. */
export interface SessionWithWorkspace {
  readonly sandboxId: string;
  /** Throws DrydockError `sandbox-not-running` unless there is a sandbox to work with. */
  requireReady(): void;
  /** Somebody is working with the sandbox. */
  onActivity(): void;
}

/** What this part of the API stands on. */
export interface WorkspaceApiOptions {
  readonly driver: Pick<SandboxDriver, 'exec'>;
  /** The session of an account. Throws DrydockError `session-unknown`. */
  readonly find: (sessionId: string, accountId: string) => SessionWithWorkspace;
}

/** JSON may take six bytes for a letter; the rest is for the path. */
const MOST_CHANGE_BYTES = 6 * MOST_EDITED_BYTES + 64 * 1024;

const sessionPathSchema = z.strictObject({ id: sessionIdSchema });
const folderQuerySchema = z.strictObject({ accountId: accountIdSchema, path: folderPathSchema.default('') });
const fileQuerySchema = z.strictObject({ accountId: accountIdSchema, path: homePathSchema });

/** Adds the routes. */
export function registerWorkspaceApi(api: FastifyInstance, { driver, find }: WorkspaceApiOptions): void {
  const readySession = (params: unknown, accountId: string) => {
    const session = find(sessionPathSchema.parse(params).id, accountId);
    session.requireReady();
    return session;
  };

  // Looking is no activity: an open editor looks again by itself whenever something changes.
  api.get('/sessions/:id/workspace/folder', async (request): Promise<FolderListing> => {
    const { accountId, path } = folderQuerySchema.parse(request.query);
    return listFolder(driver, readySession(request.params, accountId).sandboxId, path);
  });

  api.get('/sessions/:id/workspace/file', async (request): Promise<FileContent> => {
    const { accountId, path } = fileQuerySchema.parse(request.query);
    return readFile(driver, readySession(request.params, accountId).sandboxId, path);
  });

  api.get('/sessions/:id/workspace/download', async (request, reply) => {
    const { accountId, path } = fileQuerySchema.parse(request.query);
    const session = readySession(request.params, accountId);
    const content = await downloadFile(driver, session.sandboxId, path, () => session.onActivity());
    return reply.header('content-type', 'application/octet-stream').send(content);
  });

  api.post(
    '/sessions/:id/workspace/changes',
    { bodyLimit: MOST_CHANGE_BYTES },
    async (request): Promise<FileChangeAnswer> => {
      const { accountId, change } = fileChangeRequestSchema.parse(request.body);
      const session = readySession(request.params, accountId);
      session.onActivity();
      return changeFile(driver, session.sandboxId, change);
    },
  );
}
