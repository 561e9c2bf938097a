// Makes routes out of the labels of containers. No input or output: what to do with the routes is not decided here.

/**
 * The routes of these containers, and what stands in the way of others.
 *
 * A route is a host (or any), the beginning of a path, and the addresses that answer for it. `isReachable` says whether
 * an IP address is in a network of this router.
 */
export function routesOf(containers, isReachable) {
  const routes = new Map();
  const problems = [];
  for (const container of containers) {
    const labels = container.Labels ?? {};
    if (!('router.host' in labels || 'router.path' in labels)) continue;
    const name = container.Names[0].slice(1);
    const { target, problem } = targetOf(container, name, isReachable);
    if (problem) {
      problems.push({ container: name, problem });
      continue;
    }
    const path = pathFrom(labels['router.path']);
    for (const host of hostsFrom(labels['router.host'])) {
      const key = `${host}${path}`;
      if (!routes.has(key)) routes.set(key, { host, path, targets: [] });
      routes.get(key).targets.push(target);
    }
  }
  return { routes: [...routes.values()].sort(moreSpecificFirst), problems };
}

function targetOf(container, name, isReachable) {
  // "Up 5 seconds (unhealthy)", "Up 2 seconds (health: starting)"
  if (/\((unhealthy|health: starting)\)/.test(container.Status))
    return { problem: `is not healthy: ${container.Status}` };

  const networks = Object.values(container.NetworkSettings?.Networks ?? {});
  const address = networks.map(({ IPAddress }) => IPAddress).find((ip) => ip && isReachable(ip));
  if (!address) return { problem: 'shares no network with the router' };

  const label = container.Labels['router.port'];
  const exposed = [
    ...new Set((container.Ports ?? []).filter(({ Type }) => Type === 'tcp').map((port) => port.PrivatePort)),
  ];
  const port = label ? Number(label) : exposed.length === 1 ? exposed[0] : undefined;
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    return {
      problem: label
        ? `router.port is "${label}", not a port`
        : `needs router.port; it exposes ${exposed.length} ports`,
    };
  }
  return { target: { container: name, address, port } };
}

const hostsFrom = (label) => (label ? label.split(',').map((host) => host.trim().toLowerCase()) : ['*']);

const pathFrom = (label) => `/${(label ?? '').replace(/^\/+|\/+$/g, '')}`;

// A named host before any host, then a longer path before a shorter one.
function moreSpecificFirst(one, other) {
  return (one.host === '*') - (other.host === '*') || other.path.length - one.path.length;
}

/** The first route for a request, as they are sorted. */
export function findRoute(routes, host, path) {
  const name = (host ?? '').toLowerCase().replace(/:\d+$/, '');
  return routes.find(
    (route) =>
      (route.host === '*' || route.host === name) &&
      (route.path === '/' || path === route.path || path.startsWith(`${route.path}/`)),
  );
}
