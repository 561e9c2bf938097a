/**
 * What a failure of the host's engine, or of the Incus server, is called outside of a driver.
 *
 * Knows nothing about either.
 */
import { z } from 'zod';
import { DrydockError } from '#protocol/errors.ts';

const systemErrorSchema = z.object({ code: z.string() });

const unreachableCodes = new Set(['ECONNREFUSED', 'ENOENT', 'EACCES', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT']);

/** Whether who was asked could not be reached at all. */
export function isUnreachable(error: unknown): boolean {
  const parsed = systemErrorSchema.safeParse(error);
  return parsed.success && unreachableCodes.has(parsed.data.code);
}

/** Passes errors of the table through, makes connection failures `engine-unreachable`, and everything else `otherwise`. */
export function asDrydockError(error: unknown, otherwise: 'sandbox-start-failed' | 'internal'): DrydockError {
  if (error instanceof DrydockError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new DrydockError(isUnreachable(error) ? 'engine-unreachable' : otherwise, detail, { cause: error });
}
