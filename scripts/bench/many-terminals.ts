/** Figure: key echo when a hundred people type at once. */
import { MOST_TERMINALS } from '#protocol/messages.ts';
import { BarePty } from './bare-pty.ts';
import { withServer } from './bench-server.ts';
import { beginEcho, endEcho, measureEcho, type TypedTerminal } from './key-echo.ts';
import { reportAgainstPeer } from './report.ts';

const TERMINALS = 100;
const KEYS_EACH = 50;
/** Five keys per second. */
const PAUSE_MS = 200;

/** Terminals over as few sandboxes as they fit into, all typing; beside one bare pty that types at the same pace alone. */
export async function manyTerminals(): Promise<void> {
  await withServer({}, async (bench) => {
    const terminals: TypedTerminal[] = [];
    for (let learner = 0; terminals.length < TERMINALS; learner += 1) {
      const client = await bench.joinReady(`typist-${String(learner)}`);
      const numbers = [1];
      while (numbers.length < MOST_TERMINALS) numbers.push(await client.openTerminal());
      for (const number of numbers.slice(0, TERMINALS - terminals.length)) {
        terminals.push({
          type: (keys) => client.type(keys, number),
          untilPrinted: async (text) => client.untilPrinted(text, number),
        });
      }
    }
    using pty = new BarePty();
    for (const terminal of [...terminals, pty]) await beginEcho(terminal);
    const alone = await measureEcho(pty, KEYS_EACH, PAUSE_MS);
    const all = await Promise.all(
      terminals.map(async (terminal, number) => {
        // Not all at the same moment: people do not type in step.
        await new Promise((resolve) => setTimeout(resolve, (number * PAUSE_MS) / TERMINALS));
        return measureEcho(terminal, KEYS_EACH, PAUSE_MS);
      }),
    );
    await Promise.all(terminals.map(endEcho));
    reportAgainstPeer(`key echo in ${String(TERMINALS)} terminals at 5 keys/s each,`, all.flat(), 'bare pty', alone);
  });
}
