/**
 * The project in which everything of one installation is, so that several products can share one Incus server.
 *
 * The sandbox image and networks are the server's, for all projects. Knows nothing about what is in a project.
 */
import { z } from 'zod';
import { IncusApi, IncusError, isMissing, type IncusApiOptions } from './incus-api.ts';

const namedSchema = z.array(z.object({ name: z.string() }));

/** Makes the project unless it is there. */
export async function provideProject(api: IncusApi, project: string): Promise<void> {
  try {
    await api.get(`projects/${project}`);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const config = { 'features.images': 'false', 'features.profiles': 'true' };
    await api.do('POST', 'projects', { name: project, config });
  }
}

/** The projects whose names begin with this. */
export async function projectsNamed(socketPath: string, beginning: string): Promise<readonly string[]> {
  const api = new IncusApi({ socketPath, project: 'default' });
  const projects = namedSchema.parse(await api.get('projects', { recursion: '1' }));
  return projects.map(({ name }) => name).filter((name) => name.startsWith(beginning));
}

/** Removes a project with its instances and volumes. What somebody else removes meanwhile does no harm. */
export async function removeProject({ socketPath, project }: IncusApiOptions, pool: string): Promise<void> {
  const api = new IncusApi({ socketPath, project });
  try {
    for (const { name } of namedSchema.parse(await api.get('instances', { recursion: '1' }))) {
      await removeInstance(api, name);
    }
    const volumes = `storage-pools/${pool}/volumes/custom`;
    for (const volume of volumesSchema.parse(await api.get(volumes, { recursion: '1' }))) {
      const target = volume.location === '' || volume.location === 'none' ? {} : { target: volume.location };
      await unlessMissing(api.do('DELETE', `${volumes}/${volume.name}`, {}, target));
    }
    await unlessMissing(api.do('DELETE', `projects/${project}`));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

const volumesSchema = z.array(z.object({ name: z.string(), location: z.string().default('') }));

/** Ends an instance and removes it. That it is not there, or does not run, is what is wanted. */
export async function removeInstance(api: IncusApi, name: string): Promise<void> {
  const stopped = api.do('PUT', `instances/${name}/state`, { action: 'stop', force: true });
  await stopped.catch((error: unknown) => {
    if (!(error instanceof IncusError)) throw error;
  });
  await unlessMissing(api.do('DELETE', `instances/${name}`));
}

async function unlessMissing(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
