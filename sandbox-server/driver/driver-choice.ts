/**
 * The variables by which an operator says what sandboxes are made with, for the server and for everything else that makes
 * sandboxes.
 *
 * Knows nothing about the other variables.
 */
import { z } from 'zod';
import { DEFAULT_SOCKET } from './incus/incus-api.ts';

/** Schemas of the variables. */
export const driverVariables = {
  SANDBOX_DRIVER: z.enum(['docker', 'incus']).default('docker'),
  SANDBOX_RUNTIME: z.string().default(''),
  DRYDOCK_SANDBOX_IMAGE: z.string().min(1).default('drydock/sandbox:local'),
  DRYDOCK_REGISTRY_SOCKET_VOLUME: z.string().min(1).optional(),
  INCUS_SOCKET: z.string().min(1).default(DEFAULT_SOCKET),
  INCUS_POOL: z.string().min(1).default('drydock'),
};

/** What was chosen. */
export interface DriverChoice {
  readonly driver: 'docker' | 'incus';
  /** Image of the sandbox in Docker. */
  readonly image: string;
  /** OCI runtime of Docker's sandboxes; null for the engine's default. */
  readonly runtime: string | null;
  /** Volume of Docker's with the course registry's socket; null for that of the installation. */
  readonly registrySocketVolume: string | null;
  readonly incusSocket: string;
  /** Storage pool of Incus. */
  readonly incusPool: string;
}

const schema = z.object(driverVariables);

/** The choice that parsed variables stand for. */
export function driverChoice(variables: z.infer<typeof schema>): DriverChoice {
  return {
    driver: variables.SANDBOX_DRIVER,
    image: variables.DRYDOCK_SANDBOX_IMAGE,
    runtime: variables.SANDBOX_RUNTIME === '' ? null : variables.SANDBOX_RUNTIME,
    registrySocketVolume: variables.DRYDOCK_REGISTRY_SOCKET_VOLUME ?? null,
    incusSocket: variables.INCUS_SOCKET,
    incusPool: variables.INCUS_POOL,
  };
}

/** The choice in an environment. Throws a ZodError that names what is wrong. */
export function readDriverChoice(environment: Readonly<Record<string, string | undefined>>): DriverChoice {
  return driverChoice(schema.parse(environment));
}
