/**
 * The live product that attempts are made in: a sandbox server with throw-away names on the chosen driver, two learners in
 * sandboxes of their own, and canaries on the host. Everything is gone when it is disposed of.
 *
 * Knows nothing about the attempts.
 */
import type { DriverChoice } from '../driver/driver-choice.ts';
import type { SandboxDriver, SandboxLimits } from '../driver/driver.ts';
import { stateDirectoryOf, throwAwayInstallation } from '../testing/installation.ts';
import { startServer, startStandInApp, type ServerProcess } from '../testing/server-process.ts';
import {
  hostAddresses,
  listenEverywhere,
  plantFile,
  startMarkedProcess,
  type Listeners,
  type MarkedProcess,
  type SecretFile,
} from './canaries.ts';
import { Learner } from './learner.ts';

const MIB = 1024 ** 2;

/** Small, so that attempts reach them soon; an engine still works within. */
const limits: Omit<SandboxLimits, 'cpus' | 'cpuWeight'> = {
  memoryBytes: 512 * MIB,
  pids: 300,
  // The servers of tests give every sandbox this disk.
  diskBytes: 2048 * MIB,
};

/** The live product with a learner who tries and one who must not notice. */
export interface Scene extends AsyncDisposable {
  readonly driverName: DriverChoice['driver'];
  readonly cgroupVersion: 1 | 2;
  readonly driver: SandboxDriver;
  readonly limits: typeof limits;
  readonly server: ServerProcess;
  /** Folder in which the server keeps what outlives it. */
  readonly stateFolder: string;
  readonly attacker: Learner;
  readonly neighbour: Learner;
  readonly file: SecretFile;
  readonly listeners: Listeners;
  /** Of the host, without loopback. */
  readonly addresses: readonly string[];
  readonly process: MarkedProcess;
}

/**
 * Sets everything up; what was begun is removed when that fails.
 *
 * @param onBegin is given what removes everything that was begun so far, for a run that is ended from outside meanwhile
 */
export async function setScene(
  driverName: DriverChoice['driver'],
  onBegin: (remove: () => Promise<void>) => void,
): Promise<Scene> {
  const begun: (() => Promise<void> | void)[] = [];
  const keep = <T extends AsyncDisposable | Disposable>(thing: T): T => {
    begun.push(async () => {
      if (Symbol.asyncDispose in thing) await thing[Symbol.asyncDispose]();
      else thing[Symbol.dispose]();
    });
    return thing;
  };
  const removeAll = async () => {
    const failures: unknown[] = [];
    for (const remove of begun.splice(0).reverse()) {
      // What cannot be removed must not keep the rest.
      await Promise.resolve(remove()).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be removed');
  };
  onBegin(removeAll);
  try {
    const installation = keep(throwAwayInstallation('containment', { SANDBOX_DRIVER: driverName }));
    const { instance } = installation;
    const driver = installation.driver();
    begun.push(async () => driver.close());
    const { cgroupVersion } = await driver.probe();
    const app = keep(await startStandInApp());
    const server = keep(
      await startServer({
        instance,
        appPort: app.port,
        environment: {
          SANDBOX_DRIVER: driverName,
          DRYDOCK_SANDBOX_MEMORY_MIB: String(limits.memoryBytes / MIB),
          DRYDOCK_SANDBOX_PIDS: String(limits.pids),
          DRYDOCK_SANDBOX_INTERNET: 'no',
        },
      }),
    );
    const file = keep(await plantFile());
    const listeners = keep(await listenEverywhere());
    const marked = keep(startMarkedProcess());
    const attacker = keep(await Learner.enter(server, 'mallory'));
    const neighbour = keep(await Learner.enter(server, 'neighbour'));
    return {
      driverName,
      cgroupVersion,
      driver,
      limits,
      server,
      stateFolder: stateDirectoryOf(instance),
      attacker,
      neighbour,
      file,
      listeners,
      addresses: hostAddresses(),
      process: marked,
      [Symbol.asyncDispose]: removeAll,
    };
  } catch (error) {
    await removeAll();
    throw error;
  }
}
