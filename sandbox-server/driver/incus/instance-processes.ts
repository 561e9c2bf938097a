/**
 * Starting processes in an Incus instance.
 *
 * Knows nothing about sandboxes.
 */
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { LEARNER_HOME, SandboxNotRunning, type ExecSpec, type SandboxProcess } from '../driver.ts';
import { outputOf } from '../process-output.ts';
import { ExecStream } from './exec-stream.ts';
import { isMissing, IncusError, type IncusApi } from './incus-api.ts';

/** Where programs are looked for; the same as in containers of Docker. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const beginSchema = z.object({
  fds: z.object({ '0': z.string(), '1': z.string().optional(), '2': z.string().optional(), control: z.string() }),
});
const endSchema = z.object({ return: z.number() });

/** Starts a process in an instance. Rejects with SandboxNotRunning when the instance is not running. */
export async function execInInstance(api: IncusApi, instance: string, spec: ExecSpec): Promise<SandboxProcess> {
  const isLearner = spec.user === 'learner';
  const operation = await api
    .begin(`instances/${instance}/exec`, {
      command: isLearner ? asLearner(spec) : asRoot(spec),
      environment: { PATH, LANG: 'C.UTF-8', HOME: isLearner ? LEARNER_HOME : '/root', ...spec.environment },
      cwd: spec.workingDirectory ?? '/',
      interactive: spec.terminal !== undefined,
      'wait-for-websocket': true,
      ...(spec.terminal && { width: spec.terminal.columns, height: spec.terminal.rows }),
    })
    .catch((error: unknown) => {
      // 400: "Instance is not running".
      if (isMissing(error) || (error instanceof IncusError && error.status === 400)) {
        throw new SandboxNotRunning(instance, { cause: error });
      }
      throw error;
    });
  const { fds } = beginSchema.parse(operation.metadata);
  const opened: WebSocket[] = [];
  let isGivenUp = false;
  const open = async (secret: string) => {
    const socket = await api.openSocket(operation.id, secret);
    opened.push(socket);
    if (isGivenUp) socket.terminate();
    return socket;
  };
  const [control, input, output, errors] = await Promise.all([
    open(fds.control),
    open(fds['0']),
    fds['1'] === undefined ? null : open(fds['1']),
    fds['2'] === undefined ? null : open(fds['2']),
  ]).catch((error: unknown) => {
    // Nobody would ever read the end of the others.
    isGivenUp = true;
    for (const socket of opened) socket.terminate();
    throw error;
  });
  control.on('error', () => undefined).resume();
  // Standard error is nobody's affair, but it must be taken, or the process would wait.
  errors?.on('error', () => undefined).resume();
  const stream = new ExecStream(input, output ?? input);
  // Asked for at once, because what has ended is forgotten after seconds.
  const exited = api.waitFor(operation.id).then((end) => endSchema.safeParse(end).data?.return ?? null, exitCodeOf);
  const detach = () => {
    stream.destroy();
    // The server kills a process whose control is closed; one without a terminal is told by the end of its standard input.
    if (spec.terminal) control.close();
  };
  void exited.then(() => {
    control.close();
    errors?.close();
  });
  return {
    stream,
    exited,
    detach,
    resize: async (columns, rows) => {
      if (spec.terminal === undefined || control.readyState !== control.OPEN) return;
      const size = { command: 'window-resize', args: { width: String(columns), height: String(rows) } };
      await new Promise<void>((resolve) => control.send(JSON.stringify(size), () => resolve()));
    },
  };
}

/** Runs a command as root to its end. Rejects with CommandFailed when it fails. */
export async function runInInstance(
  api: IncusApi,
  instance: string,
  command: readonly [string, ...string[]],
): Promise<string> {
  const process = await execInInstance(api, instance, { command, user: 'root' });
  return outputOf(process, `${command.join(' ')} in ${instance}`);
}

/** With a terminal a process leads a session anyway; without, it must not share a group with others. */
const inSession = ['/usr/bin/setsid', '--wait'];

function asRoot({ command, terminal }: ExecSpec): readonly string[] {
  return terminal ? command : [...inSession, ...command];
}

/**
 * The API takes a number for the user and gives it no further groups. The server kills what it has started when whoever asked
 * for it has gone; a learner's program shall see the end of its input and clear up, so it is not the one that is killed.
 */
function asLearner({ command, terminal }: ExecSpec): readonly string[] {
  const become = ['/usr/bin/setpriv', '--reuid=learner', '--regid=learner', '--init-groups', '--', ...command];
  return terminal ? become : [...inSession, '--fork', ...become];
}

/** The server reports these two exit codes as errors. */
function exitCodeOf(error: unknown): number | null {
  if (!(error instanceof IncusError)) return null;
  if (error.message.includes('Command not executable')) return 126;
  return error.message.includes('Command not found') ? 127 : null;
}
