/**
 * `npm start`: from a clone to a running Drydock. Uses Node's own modules only, as it runs before anything is installed.
 * Knows the options; what is done stands in start/run.mjs.
 */
import { run } from './start/run.mjs';

const help = `Usage: npm start [-- OPTION]

Sets up what Drydock needs and runs it, in stages: dependencies, Docker Engine, sandbox image, course registry, course
images, database, web build, servers. A stage that has nothing to do is skipped. Ctrl-C stops what was started; run it again to go on.

Options
  --prepare   go through all stages but the servers with all course images, then end
  --help      show this text

Environment (all optional)
  SANDBOX_DRIVER         what sandboxes are made with: docker (for your own machine) or incus (for learners you do not know) (docker)
  DRYDOCK_MODE           local (you learn) or classroom (others do; refuses the Docker driver) (local)
  I_TRUST_EVERY_LEARNER  yes lets classroom mode use the Docker driver all the same (no)
  SANDBOX_RUNTIME        OCI runtime of the Docker driver's sandboxes, e.g. sysbox-runc (the engine's)
  INCUS_SOCKET, INCUS_POOL
                         Incus server of this machine (/var/lib/incus/unix.socket) and its storage pool (drydock)
  IMAGES                 where sandboxes get images from: course (Drydock's own, no Docker Hub needed), hub (Docker Hub's,
                         needs DRYDOCK_SANDBOX_INTERNET=yes), hub-through-cache (Docker Hub's, pulled once and kept)
  DRYDOCK_PORT           port of the web app on 127.0.0.1 (3000)
  DRYDOCK_SANDBOX_PORT   port of the sandbox server on 127.0.0.1 (3001)
  DRYDOCK_STATE_DIR      database, secret, logs and pid files (.drydock in the checkout)
  DRYDOCK_INSTANCE       prefix of container, volume and network names (drydock)
  DRYDOCK_REGISTRY       prefix of the course registry's names (that of the instance); instances can share one
  DRYDOCK_HUB_USERNAME, _TOKEN
                         account that hub-through-cache pulls with (none)
  DRYDOCK_SECRET         secret shared by web app and sandbox server (made on first start, kept in the state directory)
  DATABASE_URL           database (file: in the state directory)
  DOCKER_HOST            another Docker Engine than this machine's own; DOCKER_CONTEXT likewise
  DRYDOCK_SANDBOXES      sandboxes that may run at once (by the machine's memory)
  DRYDOCK_SANDBOX_MEMORY_MIB, _CPUS, _PIDS, _DISK_GIB
                         limits of one sandbox (2048, 2, 1024, 10); the disk's when it is made
  DRYDOCK_SANDBOX_IDLE_MINUTES
                         minutes without use after which a sandbox is stopped (60)
  DRYDOCK_SANDBOX_HOURS  hours after which a sandbox is stopped even when it is used (no limit)
  DRYDOCK_POOL           sandboxes kept ready, also by the clock, e.g. "1; Mon-Fri 08:30-12:00 = 20" (1)
  DRYDOCK_RECORDING      no keeps terminals from being recorded in the state directory (yes)
  DRYDOCK_SANDBOX_INTERNET
                         yes lets sandboxes reach the internet, but neither this machine nor private networks (no)
`;

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {readonly string[]} options
 * @returns {Promise<number>} exit code
 */
async function main(options) {
  if (options.includes('--help') || options.includes('-h')) {
    process.stdout.write(help);
    return 0;
  }
  const unknown = options.find((option) => option !== '--prepare');
  if (unknown !== undefined) {
    process.stderr.write(`Unknown option ${unknown}. \`npm start -- --help\` lists the options.\n`);
    return 2;
  }
  return run({ command: 'npm start', prepareOnly: options.includes('--prepare'), whenReady: () => undefined });
}
