/**
 * Turns results and failures of a route into HTTP answers, so that every error has the body of the error table.
 *
 * Knows nothing about any single route.
 */
import { DrydockError, errorBody, errorTable, type ErrorCode } from '#protocol/errors.ts';

/** An error of the table as an HTTP answer. */
export function answerError(code: ErrorCode, detail?: string): Response {
  return Response.json(errorBody(code, detail), {
    status: errorTable[code].status,
    headers: { 'cache-control': 'no-store' },
  });
}

/**
 * Runs a route. What it throws is logged; the caller is told the table's sentence, or `internal` when it has no row.
 */
export async function answering(route: () => Promise<Response>): Promise<Response> {
  try {
    return await route();
  } catch (error) {
    if (error instanceof DrydockError) {
      if (errorTable[error.code].status >= 500) console.error(error);
      // Details of our own faults stay in the log; those of the request help its author.
      return answerError(error.code, errorTable[error.code].status < 500 ? error.message : undefined);
    }
    console.error(error);
    return answerError('internal');
  }
}
