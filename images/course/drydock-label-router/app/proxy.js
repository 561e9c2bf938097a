// Passes requests and WebSocket upgrades on to the targets of a route, one target after the other.
import { request as httpRequest } from 'node:http';
import { messagePage } from './pages.js';
import { findRoute } from './routes.js';

// Headers that are about one connection only and are not passed on.
const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

/** What a server needs to know: how to answer requests and upgrades. `currentRoutes` gives the routes of the moment. */
export function createProxy(currentRoutes) {
  const turns = new WeakMap();

  // Each request begins with the next target; the others follow in case it cannot be reached.
  function targetsInTurn(route) {
    const turn = turns.get(route.targets) ?? 0;
    turns.set(route.targets, turn + 1);
    const first = turn % route.targets.length;
    return [...route.targets.slice(first), ...route.targets.slice(0, first)];
  }

  function routeOf(request) {
    return findRoute(currentRoutes(), request.headers.host, new URL(request.url, 'http://router').pathname);
  }

  function forwardedHeaders(request) {
    const headers = { ...request.headers };
    for (const name of hopByHop) delete headers[name];
    const before = headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ` : '';
    return {
      ...headers,
      'x-forwarded-for': before + request.socket.remoteAddress.replace(/^::ffff:/, ''),
      'x-forwarded-host': request.headers.host ?? '',
      'x-forwarded-proto': 'http',
    };
  }

  // A request of which nothing has been sent yet can go to another target; one with a body only as long as it has not
  // been read, so it is piped once a connection stands.
  function passOn(request, response, targets) {
    const [target, ...others] = targets;
    const outgoing = httpRequest({
      host: target.address,
      port: target.port,
      method: request.method,
      path: request.url,
      headers: forwardedHeaders(request),
    });
    let connected = false;
    outgoing.on('socket', (socket) => {
      const send = () => {
        connected = true;
        request.pipe(outgoing);
      };
      if (socket.connecting) socket.once('connect', send);
      else send();
    });
    outgoing.on('response', (incoming) => {
      const headers = { ...incoming.headers };
      for (const name of hopByHop) delete headers[name];
      response.writeHead(incoming.statusCode, incoming.statusMessage, headers);
      incoming.pipe(response);
      incoming.on('error', () => response.destroy());
    });
    outgoing.on('error', (error) => {
      if (!connected && others.length > 0) return passOn(request, response, others);
      if (response.headersSent) return response.destroy();
      const reason = `${target.container} (${target.address}:${target.port}) does not answer: ${error.code ?? error.message}.`;
      sendMessage(response, 502, 'Bad gateway', reason);
    });
    response.on('close', () => outgoing.destroy());
  }

  return {
    answer(request, response) {
      const route = routeOf(request);
      if (route) return passOn(request, response, targetsInTurn(route));
      const asked = `${request.headers.host ?? ''}${request.url}`;
      sendMessage(response, 404, 'No route', `No container has labels router.host and router.path that fit ${asked}.`);
    },

    upgrade(request, socket, head) {
      socket.on('error', () => {});
      const route = routeOf(request);
      if (!route) return socket.end('HTTP/1.1 404 No route\r\nconnection: close\r\n\r\n');
      const [target] = targetsInTurn(route);
      const outgoing = httpRequest({
        host: target.address,
        port: target.port,
        method: request.method,
        path: request.url,
        headers: { ...forwardedHeaders(request), connection: 'Upgrade', upgrade: request.headers.upgrade },
      });
      outgoing.on('upgrade', (incoming, targetSocket, targetHead) => {
        socket.write(headOf(incoming));
        socket.write(targetHead);
        targetSocket.write(head);
        targetSocket.on('error', () => socket.destroy());
        socket.on('error', () => targetSocket.destroy());
        socket.pipe(targetSocket).pipe(socket);
      });
      // A target that does not want to switch answers as usual.
      outgoing.on('response', (incoming) => {
        socket.write(headOf(incoming));
        incoming.pipe(socket);
      });
      outgoing.on('error', () => socket.end('HTTP/1.1 502 Bad gateway\r\nconnection: close\r\n\r\n'));
      socket.on('close', () => outgoing.destroy());
      outgoing.end();
    },
  };
}

function headOf({ statusCode, statusMessage, rawHeaders }) {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function sendMessage(response, status, title, text) {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(messagePage(`${status} ${title}`, text));
}
