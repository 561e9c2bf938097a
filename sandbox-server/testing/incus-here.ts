/**
 * Whether this machine has an Incus server with what `SANDBOX_DRIVER=incus npm start` makes on it. `npm test` makes it where it
 * can; elsewhere tests of the Incus driver are skipped and say so.
 *
 * For tests and benchmarks only.
 */
import { readDriverChoice } from '../driver/driver-choice.ts';
import { IncusApi } from '../driver/incus/incus-api.ts';
import { INCUS_IMAGE } from '../driver/open-driver.ts';

/** Null when it has; otherwise why not. */
export async function whyNoIncus(): Promise<string | null> {
  const { incusSocket } = readDriverChoice(process.env);
  try {
    await new IncusApi({ socketPath: incusSocket, project: 'default' }).get(`images/aliases/${INCUS_IMAGE}`);
    return null;
  } catch (error) {
    return `SANDBOX_DRIVER=incus npm start -- --prepare was not run: ${error instanceof Error ? error.message : String(error)}`;
  }
}
