/**
 * The web app's settings, parsed once per process. A wrong one stops the first request loudly, with its name.
 *
 * Knows nothing about what the settings are used for.
 */
import 'server-only';
import { z } from 'zod';
import { databaseUrl } from '#prisma/database-url.ts';
import { portsSchema } from './ports.ts';

const environmentSchema = portsSchema.extend({
  /** Shared with the sandbox server; made by npm start. */
  DRYDOCK_SECRET: z
    .string('is missing; start Drydock with npm start, which sets it')
    .min(32, 'must have at least 32 letters'),
  /** Whether lessons are being written: they are read anew for every page, and pages hear of changes. */
  DRYDOCK_AUTHORING: z.enum(['yes', 'no']).default('no'),
});

/** The web app's settings. */
export interface Settings {
  readonly webPort: number;
  readonly sandboxPort: number;
  readonly secret: string;
  /** `file:` address of the database. */
  readonly databaseUrl: string;
  /** Absolute path of the lessons' folder. */
  readonly lessonsDirectory: string;
  /** Whether lessons are being written, see `npm run lessons:dev`. */
  readonly isAuthoring: boolean;
}

let parsed: Settings | undefined;

/**
 * The web app's settings.
 *
 * @throws Error naming every wrong environment variable
 */
export function settings(): Settings {
  parsed ??= parse();
  return parsed;
}

function parse(): Settings {
  const result = environmentSchema.safeParse(process.env);
  if (!result.success) throw new Error(`The environment is wrong.\n${z.prettifyError(result.error)}`);
  // The servers are started in the repository; its files are read at run time, not bundled.
  const repositoryDirectory = process.cwd();
  return {
    webPort: result.data.DRYDOCK_PORT,
    sandboxPort: result.data.DRYDOCK_SANDBOX_PORT,
    secret: result.data.DRYDOCK_SECRET,
    databaseUrl: databaseUrl(process.env, repositoryDirectory),
    lessonsDirectory: `${repositoryDirectory}/lessons`,
    isAuthoring: result.data.DRYDOCK_AUTHORING === 'yes',
  };
}
