/**
 * The pages a learner has opened in the preview, port by port, with the way back and forward.
 *
 * Pure. Pages are of another origin, so links followed within them are not seen and not kept here.
 */

/** A port that is open in the preview. */
export interface OpenPort {
  readonly port: number;
  /** Paths in the order in which they were opened; never empty. */
  readonly paths: readonly string[];
  /** Index of the path that is shown. */
  readonly at: number;
  /** Grows with everything that loads a page. */
  readonly visit: number;
}

/** All open ports, in the order of their tabs, and the one that is seen; null when there is none. */
export interface OpenPorts {
  readonly open: readonly OpenPort[];
  readonly current: number | null;
}

/** Paths that are kept per port. */
const MOST_PATHS = 50;

/** Before anything was opened. */
export const nothingOpen: OpenPorts = { open: [], current: null };

/** Shows a port: as it was left, or its first page. */
export function shown(ports: OpenPorts, port: number): OpenPorts {
  const isOpen = ports.open.some((one) => one.port === port);
  const open = isOpen ? ports.open : [...ports.open, { port, paths: ['/'], at: 0, visit: 0 }];
  return { open, current: port };
}

/** Closes a port's tab; its neighbour is shown when it was the one that is seen. */
export function closed(ports: OpenPorts, port: number): OpenPorts {
  const index = ports.open.findIndex((one) => one.port === port);
  const open = ports.open.filter((one) => one.port !== port);
  const neighbour = open[Math.min(index, open.length - 1)]?.port ?? null;
  return { open, current: ports.current === port ? neighbour : ports.current };
}

/** Opens a path; what lay before it on the way forward is forgotten. */
export function wentTo(page: OpenPort, path: string): OpenPort {
  if (path === page.paths[page.at]) return loadedAgain(page);
  const paths = [...page.paths.slice(0, page.at + 1), path].slice(-MOST_PATHS);
  return { ...page, paths, at: paths.length - 1, visit: page.visit + 1 };
}

/** Goes back (-1) or forward (1); nothing changes where the way ends. */
export function stepped(page: OpenPort, step: 1 | -1): OpenPort {
  const at = page.at + step;
  return page.paths[at] === undefined ? page : { ...page, at, visit: page.visit + 1 };
}

/** Loads the path again. */
export function loadedAgain(page: OpenPort): OpenPort {
  return { ...page, visit: page.visit + 1 };
}

/** What is shown. */
export function pathOf(page: OpenPort): string {
  return page.paths[page.at] ?? '/';
}

/** A path out of what was typed: with or without its first "/", or a whole address of which only the path counts. */
export function typedPath(typed: string): string {
  const text = typed.trim();
  const path = /^https?:\/\/[^/?#]*(?<path>.*)$/i.exec(text)?.groups?.['path'] ?? text;
  return `/${path.replace(/^[/\\]+/, '')}`;
}
