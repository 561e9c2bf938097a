/**
 * `npm run bench`: measures what learners feel, on this machine, through the product's own doors, and prints each figure
 * beside the goal or beside a peer measured in the same run. Asserts nothing; a group that cannot be measured says why.
 *
 *   npm run bench -- [--only name,name] [--starts 10] [--keys 500] [--products 3] [--kills 200] [--most 60] [--idle 10]
 *
 * Needs what `npm start -- --prepare` makes; the groups that compare drivers also what it makes with SANDBOX_DRIVER=incus, and
 * leave out a driver that is not prepared.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { eventsToChecks } from './checks.ts';
import { databaseKills } from './database-kills.ts';
import { driversBursts, driversMemory, driversStarts } from './drivers.ts';
import { keyEcho, neighboursEcho } from './echo.ts';
import { manyTerminals } from './many-terminals.ts';
import { idleMemory, mostIdleSandboxes } from './memory.ts';
import { nesting } from './nesting.ts';
import { interrupts, stallGrowth, throughput } from './output.ts';
import { reattach } from './reattach.ts';
import { pages } from './pages.ts';
import { report } from './report.ts';
import { resumes, rewinds } from './sessions.ts';
import { bursts, coldStarts, poolStarts } from './starts.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    starts: { type: 'string', default: '10' },
    keys: { type: 'string', default: '500' },
    products: { type: 'string', default: '3' },
    kills: { type: 'string', default: '200' },
    most: { type: 'string', default: '60' },
    idle: { type: 'string', default: '10' },
  },
});
const starts = Number(values.starts);
const keys = Number(values.keys);

/** Every group of figures. Those that take very long are measured only when they are asked for. */
const groups: Readonly<Record<string, { readonly measure: () => Promise<void>; readonly isLong?: true }>> = {
  'cold-start': { measure: () => coldStarts(starts) },
  'pool-start': { measure: () => poolStarts(starts) },
  burst: { measure: bursts },
  resume: { measure: () => resumes(starts) },
  rewind: { measure: () => rewinds(starts) },
  memory: { measure: idleMemory },
  'most-sandboxes': { measure: () => mostIdleSandboxes(Number(values.most)), isLong: true },
  drivers: { measure: () => driversStarts(starts) },
  'drivers-memory': { measure: () => driversMemory(Number(values.idle)) },
  'drivers-burst': { measure: driversBursts },
  nesting: { measure: () => nesting(starts) },
  echo: { measure: () => keyEcho(keys) },
  neighbours: { measure: () => neighboursEcho(keys) },
  throughput: { measure: throughput },
  stall: { measure: stallGrowth },
  interrupt: { measure: () => interrupts(starts) },
  reattach: { measure: reattach },
  'many-terminals': { measure: manyTerminals },
  checks: { measure: () => eventsToChecks(Number(values.products)) },
  pages: { measure: () => pages(starts) },
  'database-kills': { measure: () => databaseKills(Number(values.kills)), isLong: true },
};

const chosen = values.only?.split(',') ?? Object.keys(groups).filter((name) => !groups[name]?.isLong);
const unknown = chosen.filter((name) => !groups[name]);
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}. Choose among: ${Object.keys(groups).join(', ')}\n`);
  process.exit(2);
}

process.stdout.write(
  `${os.cpus().length.toString()} cores, ${(os.totalmem() / 1024 ** 3).toFixed(0)} GiB, Node ${process.version}\n`,
);
for (const name of chosen) {
  try {
    await groups[name]?.measure();
  } catch (error) {
    process.exitCode = 1;
    report(name, `could not be measured: ${error instanceof Error ? error.message : String(error)}`);
  }
}
