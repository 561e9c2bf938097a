/**
 * What runc and containerd say about the containers they keep, for checks below the Docker Engine.
 *
 * Knows nothing about lessons.
 */
import { z } from 'zod';
import type { ContainerEvidence, Evidence } from '#lessons/_schema/evidence.ts';

/** Where runc keeps what the Docker Engine had it make. */
const DOCKER_ROOT = '/run/docker/runtime-runc/moby';

const runcContainer = z.object({
  id: z.string(),
  pid: z.number(),
  status: z.string(),
  bundle: z.string(),
});

/** One container as runc lists it. */
export type RuncContainer = z.infer<typeof runcContainer>;

/** The containers that were made by runc alone, without the engine. */
export async function runcContainers(evidence: Evidence): Promise<readonly RuncContainer[]> {
  const { exitCode, output } = await evidence.program(['runc', 'list', '--format', 'json']);
  const parsed = z
    .array(runcContainer)
    .nullable()
    .safeParse(exitCode === 0 ? parse(output) : null);
  return parsed.success ? (parsed.data ?? []) : [];
}

/** The main process of a container of the engine, as its number in the sandbox; null when it does not run. */
export async function mainProcessOf(evidence: Evidence, { id }: ContainerEvidence): Promise<number | null> {
  const { exitCode, output } = await evidence.program(['runc', '--root', DOCKER_ROOT, 'state', id]);
  const parsed = runcContainer.safeParse(exitCode === 0 ? parse(output) : null);
  return parsed.success && parsed.data.status === 'running' ? parsed.data.pid : null;
}

/** What a program says about a process, without blanks around it; empty when there is no answer. */
export async function said(evidence: Evidence, ...command: readonly [string, ...string[]]): Promise<string> {
  const { exitCode, output } = await evidence.program(command);
  return exitCode === 0 ? output.trim() : '';
}

/** A line of /proc/…/status, such as "Seccomp"; empty when there is none. What looks is filtered and limited as a shell is. */
export async function statusOf(evidence: Evidence, process: number | 'self', field: string): Promise<string> {
  const status = await said(evidence, 'cat', `/proc/${String(process)}/status`);
  const line = status.split('\n').find((text) => text.startsWith(`${field}:`));
  return (line ?? '').slice(field.length + 1).trim();
}

/** The host name that a process sees. */
export async function hostnameOf(evidence: Evidence, process: number): Promise<string> {
  return said(evidence, 'nsenter', '--target', String(process), '--uts', 'uname', '--nodename');
}

/** How many bytes of memory a container of runc may use, whichever kind of cgroups the host has. */
export async function memoryLimitOf(evidence: Evidence, id: string): Promise<number> {
  const parsed = z
    .object({ data: z.object({ memory: z.object({ usage: z.object({ limit: z.number() }) }) }) })
    .safeParse(parse(await said(evidence, 'runc', 'events', '--stats', id)));
  return parsed.success ? parsed.data.data.memory.usage.limit : 0;
}

/** The references of the images that containerd keeps in one of its namespaces. */
export async function containerdImages(evidence: Evidence, namespace: string): Promise<readonly string[]> {
  return lines(await said(evidence, 'ctr', '--namespace', namespace, 'images', 'ls', '--quiet'));
}

/** The ids of containers that containerd has in its default namespace, and of those among them whose process runs. */
export async function containerdContainers(
  evidence: Evidence,
): Promise<{ readonly all: readonly string[]; readonly running: readonly string[] }> {
  const [all, tasks] = await Promise.all([
    said(evidence, 'ctr', 'containers', 'ls', '--quiet'),
    said(evidence, 'ctr', 'tasks', 'ls'),
  ]);
  const running = lines(tasks).filter((line) => /\sRUNNING\s*$/.test(line));
  return { all: lines(all), running: running.map((line) => line.split(/\s+/)[0] ?? '') };
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** The value that a JSON text stands for; undefined when it is none. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
