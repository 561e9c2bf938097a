/**
 * The two ports of Drydock on this machine and what follows from them: which hosts and origins are ours.
 *
 * Knows nothing about requests. Has no `server-only` import because proxy.ts uses it too.
 */
import { z } from 'zod';
import { hostNames } from '#protocol/host-names.ts';
import { PREVIEW_DOMAIN } from '#protocol/preview.ts';

const portSchema = z.coerce.number().int().min(1).max(65535);

/** The ports' environment variables. */
export const portsSchema = z.object({
  /** Port of the web app on loopback. */
  DRYDOCK_PORT: portSchema.default(3000),
  /** Port of the sandbox server on loopback. */
  DRYDOCK_SANDBOX_PORT: portSchema.default(3001),
});

/** What the Host header may say. */
export function allowedHosts(webPort: number): readonly string[] {
  return hostNames.map((hostname) => `${hostname}:${webPort}`);
}

/** What the Origin header of a request that changes something may say. */
export function allowedOrigins(webPort: number): readonly string[] {
  return allowedHosts(webPort).map((host) => `http://${host}`);
}

/** Where a page may open WebSockets. */
export function socketOrigins(sandboxPort: number): readonly string[] {
  return hostNames.map((hostname) => `ws://${hostname}:${sandboxPort}`);
}

/** Where pages of sandboxes are shown, as a source of a content security policy. */
export function previewOrigins(sandboxPort: number): string {
  return `http://*.${PREVIEW_DOMAIN}:${sandboxPort}`;
}

/**
 * The sandbox server's WebSocket under the name by which the browser reached the web app.
 *
 * @param host a Host header that is on the allow-list
 */
export function connectionUrl(host: string, sandboxPort: number): string {
  const hostname = hostNames.find((candidate) => host.startsWith(`${candidate}:`)) ?? hostNames[0];
  return `ws://${hostname}:${sandboxPort}/connection`;
}
