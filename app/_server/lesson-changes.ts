/**
 * News about lessons that are being written, passed on from the sandbox server, which watches their files.
 *
 * Knows nothing about lessons or pages.
 */
import 'server-only';
import { DrydockError } from '#protocol/errors.ts';
import { ask, refused } from './sandbox-server.ts';

const path = '/authoring/changes';

/**
 * Server-sent events as #protocol/authoring.ts has them, until the author goes away.
 *
 * @throws DrydockError `sandbox-server-unreachable`
 */
export async function lessonChanges(signal: AbortSignal): Promise<ReadableStream> {
  const answer = await ask(path, { signal });
  if (!answer.ok) await refused(path, answer);
  if (answer.body === null) throw new DrydockError('internal', `${path} was answered with nothing`);
  return answer.body;
}
