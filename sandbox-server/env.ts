/**
 * The environment of the sandbox server, parsed once when it starts. Units are in the names. A wrong value ends the start
 * with a sentence that names it.
 */
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { driverChoice, driverVariables } from './driver/driver-choice.ts';
import { poolScheduleSchema } from './sessions/pool-schedule.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** Whether learners can do no harm beyond their sandboxes, or are trusted not to. */
function isContained(env: { DRYDOCK_MODE: string; SANDBOX_DRIVER: string; I_TRUST_EVERY_LEARNER: string }): boolean {
  return env.DRYDOCK_MODE === 'local' || env.SANDBOX_DRIVER !== 'docker' || env.I_TRUST_EVERY_LEARNER === 'yes';
}

const schema = z
  .object({
    DRYDOCK_INSTANCE: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'lower-case letters, digits and "-"')
      .default('drydock'),
    DRYDOCK_STATE_DIR: z.string().min(1).default('.drydock'),
    IMAGES: z.enum(['course', 'hub', 'hub-through-cache']).default('course'),
    DRYDOCK_PORT: port.default(3000),
    DRYDOCK_SANDBOX_PORT: port.default(3001),
    DRYDOCK_SECRET: z.string().min(32, 'at least 32 characters; npm start makes it'),
    ...driverVariables,
    DRYDOCK_MODE: z.enum(['local', 'classroom']).default('local'),
    I_TRUST_EVERY_LEARNER: z.enum(['yes', 'no', '']).default('no'),
    DRYDOCK_SANDBOX_MEMORY_MIB: z.coerce.number().int().min(256).default(2_048),
    DRYDOCK_SANDBOX_CPUS: z.coerce.number().min(0.1).default(2),
    DRYDOCK_SANDBOX_PIDS: z.coerce.number().int().min(128).default(1_024),
    DRYDOCK_SANDBOX_DISK_GIB: z.coerce.number().min(1).default(10),
    DRYDOCK_SANDBOX_INTERNET: z.enum(['yes', 'no']).default('no'),
    DRYDOCK_SANDBOX_IDLE_MINUTES: z.coerce.number().min(0.05).default(60),
    DRYDOCK_SANDBOX_HOURS: z.coerce.number().min(0.001).optional(),
    DRYDOCK_RECORDING: z.enum(['yes', 'no']).default('yes'),
    DRYDOCK_AUTHORING: z.enum(['yes', 'no']).default('no'),
    DRYDOCK_POOL: z.string().default('1').pipe(poolScheduleSchema),
    DRYDOCK_SANDBOXES: z.coerce.number().int().min(1).optional(),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  })
  .refine((env) => isContained(env), {
    path: ['DRYDOCK_MODE'],
    error:
      'classroom mode refuses SANDBOX_DRIVER=docker, because root in a sandbox of that driver is close to root on this machine. ' +
      'Set SANDBOX_DRIVER=incus, or I_TRUST_EVERY_LEARNER=yes if every learner might as well be root here',
  })
  .refine((env) => env.SANDBOX_RUNTIME === '' || env.SANDBOX_DRIVER === 'docker', {
    path: ['SANDBOX_RUNTIME'],
    error: 'is for SANDBOX_DRIVER=docker only; leave it away',
  })
  .transform((env) => ({
    instance: env.DRYDOCK_INSTANCE,
    stateDirectory: path.resolve(import.meta.dirname, '..', env.DRYDOCK_STATE_DIR),
    imageSource: env.IMAGES,
    webPort: env.DRYDOCK_PORT,
    port: env.DRYDOCK_SANDBOX_PORT,
    secret: env.DRYDOCK_SECRET,
    ...driverChoice(env),
    internet: env.DRYDOCK_SANDBOX_INTERNET === 'yes',
    limits: {
      memoryBytes: env.DRYDOCK_SANDBOX_MEMORY_MIB * MIB,
      cpus: env.DRYDOCK_SANDBOX_CPUS,
      // Half of an ordinary container's, so that the product's own servers come first when the CPU is short.
      cpuWeight: 512,
      pids: env.DRYDOCK_SANDBOX_PIDS,
      diskBytes: Math.round(env.DRYDOCK_SANDBOX_DISK_GIB * GIB),
    },
    // A sandbox takes about 100 MB until it is worked in; half its limit is what one may expect.
    capacity:
      env.DRYDOCK_SANDBOXES ??
      Math.max(2, Math.floor(os.totalmem() / (0.5 * env.DRYDOCK_SANDBOX_MEMORY_MIB * MIB)) - 1),
    // An engine's start keeps about two cores busy; more at once would only make all of them slower.
    startsAtOnce: Math.max(1, Math.floor(os.cpus().length / 2)),
    pool: env.DRYDOCK_POOL,
    timeLimits: {
      idleMs: env.DRYDOCK_SANDBOX_IDLE_MINUTES * 60_000,
      runMs: env.DRYDOCK_SANDBOX_HOURS === undefined ? null : env.DRYDOCK_SANDBOX_HOURS * 3_600_000,
    },
    isRecorded: env.DRYDOCK_RECORDING === 'yes',
    // Lessons are being written: they are read anew when a file of theirs is saved.
    isAuthoring: env.DRYDOCK_AUTHORING === 'yes',
    logLevel: env.LOG_LEVEL,
  }));

/** The settings of this process. */
export type SandboxServerEnvironment = z.infer<typeof schema>;

/** Parses an environment. Throws an Error whose message names every wrong variable. */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): SandboxServerEnvironment {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new Error(`The environment is not right:\n${lines.join('\n')}`);
}
