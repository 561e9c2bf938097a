/**
 * Reads what `docker version` says. Knows nothing about how it was asked.
 */
import { isObject, parseObject } from './durable-file.mjs';

const neededApi = { major: 1, minor: 41 };

/**
 * @param {string} text `docker version --format '{{json .}}'`
 * @returns {{ version: string, apiVersion: string, tooOld: boolean } | null} null when no engine answered
 */
export function describeVersion(text) {
  const server = parseObject(text)?.['Server'];
  if (!isObject(server)) return null;
  const { Version: version, ApiVersion: apiVersion } = server;
  if (typeof version !== 'string' || typeof apiVersion !== 'string') return null;
  const [major = 0, minor = 0] = apiVersion.split('.').map(Number);
  const tooOld = major < neededApi.major || (major === neededApi.major && minor < neededApi.minor);
  return { version, apiVersion, tooOld };
}
