/**
 * Whole installations, whatever their sandboxes are made with: finding them by the beginning of their names, and removing
 * all that is theirs.
 *
 * Knows nothing about what an installation is used for.
 */
import { installationsNamed as onDocker, removeInstallation as removeFromDocker } from './docker/installations.ts';
import type { DriverChoice } from './driver-choice.ts';
import { projectsNamed, removeProject } from './incus/projects.ts';
import { openDriver } from './open-driver.ts';

/** The installations whose names begin with this and of which anything is left. */
export async function installationsNamed(choice: DriverChoice, beginning: string): Promise<readonly string[]> {
  return choice.driver === 'docker' ? onDocker(beginning) : projectsNamed(choice.incusSocket, beginning);
}

/** Removes everything of an installation. What somebody else removes meanwhile does no harm. */
export async function removeInstallation(choice: DriverChoice, instance: string): Promise<void> {
  if (choice.driver === 'incus') await removeFromIncus(choice, instance);
  // With either driver there may be something on Docker, such as a registry.
  await removeFromDocker(instance);
}

async function removeFromIncus(choice: DriverChoice, instance: string): Promise<void> {
  if (!(await projectsNamed(choice.incusSocket, instance)).includes(instance)) return;
  const driver = openDriver({ ...choice, instance, internet: false, imageSource: 'course' });
  // A volume that goes with a disk still attached would leave a loop device behind that nobody can name any more.
  for (const id of await driver.disks()) await driver.destroy(id);
  await driver.close();
  await removeProject({ socketPath: choice.incusSocket, project: instance }, choice.incusPool);
}
