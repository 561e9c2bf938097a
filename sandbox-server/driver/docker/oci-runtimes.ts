/**
 * What the driver must know of the OCI runtimes of the host's engine: which names the engine takes, and which runtimes make
 * the fence themselves.
 *
 * Knows nothing about containers.
 */
import { DrydockError } from '#protocol/errors.ts';

/**
 * Whether a runtime makes system containers, as Sysbox does: root inside is a user of the host that owns nothing, has every
 * capability over its own namespaces only, and may run an engine without being given anything. Sysbox registers itself as
 * "sysbox-runc"; an operator who has chosen another name must let it begin with "sysbox".
 *
 * @param runtime name by which the host's engine knows it; null for the engine's default
 */
export function makesSystemContainers(runtime: string | null): boolean {
  return runtime?.startsWith('sysbox') ?? false;
}

/**
 * Names that the engine looks for among the programs of its host when it starts a container, so they are in no list:
 * containerd's shims, by name or by path.
 */
const shimName = /^(io\.containerd\.[a-z0-9-]+\.v\d+|\/.+)$/;

/**
 * Refuses a name that the engine would not take. Of a shim that is not installed the engine says so only when a container
 * starts.
 *
 * @param listed names that the engine has been told of
 * @param runtime null for the engine's default
 * @throws DrydockError `runtime-unknown`
 */
export function requireRuntime(listed: readonly string[], runtime: string | null): void {
  if (runtime === null || listed.includes(runtime) || shimName.test(runtime)) return;
  throw new DrydockError('runtime-unknown', `SANDBOX_RUNTIME is ${runtime}; the engine knows ${listed.join(', ')}`);
}
