/**
 * Commands that drivers run inside a sandbox, whatever kind it is.
 *
 * Knows nothing about how they are run.
 */
import type { DialTarget } from './driver.ts';

/** A command with its parameters. */
export type Command = readonly [string, ...string[]];

/**
 * The engine makes its socket early and answers who has asked when it is ready. Programs are not looked for where a learner's own
 * may be, because nobody but the learner is to wait for those.
 */
const waitForEngineScript =
  'PATH=/usr/sbin:/usr/bin:/sbin:/bin; for attempt in $(seq 1000); do [ -S /run/docker.sock ] && curl --silent --fail --max-time 20 --unix-socket /run/docker.sock http://engine/_ping >/dev/null && exit 0; sleep 0.02; done; exit 1';

/** Nothing to do on cgroup v2, where frozen processes can be killed. */
const thawScript =
  'for state in /sys/fs/cgroup/freezer/docker/*/freezer.state; do [ ! -e "$state" ] || echo THAWED > "$state"; done';

/** Milliseconds after which an engine inside is taken for one that will never answer; others wait for their starts meanwhile. */
export const READY_MILLISECONDS = 90_000;

/** Ends well as soon as the engine inside answers. */
export const readyCommand: Command = ['/bin/sh', '-c', waitForEngineScript];

/**
 * Lets processes go on that a learner has paused, before their sandbox is ended: on hosts with cgroup v1 a frozen process
 * takes no signal, not even the last one, and whoever ends the sandbox would wait for it in vain.
 */
export const thawCommand: Command = ['/bin/sh', '-c', thawScript];

/**
 * Connects its own standard input and output to something inside. Through a process, because addresses of sandboxes are not
 * reachable on Docker Desktop, and because a socket file shared with the host could be swapped by the learner for a link to
 * one of the host's own.
 */
export function dialCommand(target: DialTarget): Command {
  const address =
    target.kind === 'engine' ? 'UNIX-CONNECT:/run/docker.sock' : `TCP4:127.0.0.1:${String(target.port)},nodelay`;
  // -t: ends 0.2 s after the other side has closed, so that an engine that died is noticed at once.
  return ['/usr/bin/socat', '-t', '0.2', 'STDIO', address];
}
