/** Figure: connections that are cut again and again while a shell prints; every line must come once. */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { lessonId, withServer } from './bench-server.ts';
import { LineCounter } from './line-counter.ts';
import { ms, report } from './report.ts';

const LINES = 3_000_000;
const CUTS = 20;
const GOAL_MS = 1_000;
/** Milliseconds between a re-attach and the next cut, at most; and without a connection. */
const MOST_BETWEEN_MS = 40;
const OFFLINE_MS = 50;

/** Cuts and comes back, as a laptop on a train does. */
export async function reattach(): Promise<void> {
  await withServer({}, async (bench) => {
    const { id } = await bench.server.open('reattach', lessonId);
    const client = await bench.connect('reattach', id);
    await client.run('stty -echo');
    const counter = new LineCounter();
    const stop = client.onOutput((_terminal, bytes) => counter.take(Buffer.from(bytes).toString('latin1')));
    const picturesBefore = client.snapshots;
    const { typed, ended } = client.begin(`seq ${String(LINES)}`);
    let isEnded = false;
    const end = ended.then(() => (isEnded = true));
    client.type(typed);
    let slowest = 0;
    let cuts = 0;
    while (cuts < CUTS) {
      await sleep(Math.random() * MOST_BETWEEN_MS);
      if (isEnded) break;
      client.cut();
      cuts += 1;
      await sleep(OFFLINE_MS);
      const ticket = await bench.server.ticket(id, 'reattach');
      const began = performance.now();
      await client.open(ticket);
      slowest = Math.max(slowest, performance.now() - began);
    }
    await end;
    stop();
    report(
      `re-attach under ${String(cuts)} cuts during seq ${String(LINES)}`,
      `${String(counter.lost + LINES - counter.reached)} lines lost, ${String(counter.doubled)} doubled, ` +
        `${String(client.gaps)} gaps, ${String(client.snapshots - picturesBefore)} times only the picture; ` +
        `slowest ${ms(slowest)}, ${(slowest / GOAL_MS).toFixed(2)} × the goal of ${ms(GOAL_MS)}`,
    );
  });
}
