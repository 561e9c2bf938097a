/**
 * The Docker Engine of the host, as far as the driver uses it: running commands in containers, and telling apart the ways
 * in which it can fail.
 *
 * Knows nothing about sandboxes.
 */
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import { z } from 'zod';
import type { ExecSpec, SandboxProcess } from '../driver.ts';
import { SandboxNotRunning } from '../driver.ts';
import { outputOf } from '../process-output.ts';
import { ExecStream } from './exec-stream.ts';

/** Opens the engine that DOCKER_HOST or the default socket names. No connection is made yet. */
export function openHostEngine(): Docker {
  return new Docker();
}

const engineErrorSchema = z.object({ statusCode: z.number().optional() });

/** HTTP status of the engine's answer, or undefined when there was none. */
export function statusOf(error: unknown): number | undefined {
  const parsed = engineErrorSchema.safeParse(error);
  return parsed.success ? parsed.data.statusCode : undefined;
}

/** Waits for `work` and takes the given HTTP statuses of the engine as success. */
export async function ignoring(statuses: readonly number[], work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined || !statuses.includes(status)) throw error;
  }
}

/** The connection may close a moment before the engine has noted the exit code; asks until it has, for 2 s at most. */
async function exitCodeOf(exec: Docker.Exec): Promise<number | null> {
  try {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const state = await exec.inspect();
      if (!state.Running) return state.ExitCode;
      await sleep(50);
    }
  } catch {
    // The container or the engine is gone, and the exit code with it.
  }
  return null;
}

/** Starts a process in a container. Rejects with SandboxNotRunning when the container is not running. */
export async function execInContainer(engine: Docker, container: string, spec: ExecSpec): Promise<SandboxProcess> {
  const tty = spec.terminal !== undefined;
  try {
    const exec = await engine.getContainer(container).exec({
      Cmd: [...spec.command],
      User: spec.user,
      Env: Object.entries(spec.environment ?? {}).map(([name, value]) => `${name}=${value}`),
      ...(spec.workingDirectory === undefined ? {} : { WorkingDir: spec.workingDirectory }),
      Tty: tty,
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
    });
    const connection = await exec.start({ hijack: true, stdin: true, Tty: tty });
    const resize = async (columns: number, rows: number): Promise<void> => {
      if (tty) await exec.resize({ w: columns, h: rows });
    };
    if (spec.terminal) {
      // The process may have ended already, which the exit code will tell.
      await resize(spec.terminal.columns, spec.terminal.rows).catch(() => undefined);
    }
    const stream: Duplex = tty ? connection : new ExecStream(connection);
    const exited = new Promise<number | null>((resolve) => {
      connection.once('close', () => resolve(exitCodeOf(exec)));
    });
    return { stream, resize, exited, detach: () => connection.destroy() };
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 409) throw new SandboxNotRunning(container, { cause: error });
    throw error;
  }
}

/** Runs a command in a container to its end. Rejects with CommandFailed when it fails; output beyond 64 KiB is cut. */
export async function runInContainer(engine: Docker, container: string, spec: ExecSpec): Promise<string> {
  return outputOf(await execInContainer(engine, container, spec), `${spec.command.join(' ')} in ${container}`);
}
