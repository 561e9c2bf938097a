/**
 * Whether the Docker Engine takes the OCI runtime that sandboxes are to have. Knows nothing about what a runtime does.
 */
import { parseObject } from './durable-file.mjs';

/**
 * Names that the engine looks for among the programs of its host when it starts a container, so they are in no list:
 * containerd's shims, by name or by path.
 */
const shimName = /^(io\.containerd\.[a-z0-9-]+\.v\d+|\/.+)$/;

/**
 * @param {string} runtime
 * @param {string} text `docker info --format '{{json .Runtimes}}'`
 * @returns {string | null} what to tell the operator; null when the engine takes the name
 */
export function runtimeRefusal(runtime, text) {
  const names = Object.keys(parseObject(text) ?? {}).sort();
  if (names.includes(runtime) || shimName.test(runtime)) return null;
  const known = names.length === 0 ? 'names none' : `knows ${names.join(', ')}`;
  return (
    `SANDBOX_RUNTIME is "${runtime}", but the Docker Engine has no runtime of that name; it ${known}. ` +
    `Install it, list it under "runtimes" in the engine's daemon.json and restart the engine, or leave SANDBOX_RUNTIME away ` +
    `to use the engine's own.`
  );
}
