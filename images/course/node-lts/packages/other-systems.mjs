// Packages of the lock file that are for other systems than Linux, such as fsevents for macOS. They are not fetched and
// never installed here, but npm and yarn want to know that they exist before they leave them out.
//
// usage: node other-systems.mjs PACKAGE_LOCK YARN_CACHE     makes them known to yarn
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';

/** @returns {{ manifest: object, integrity: string }[]} */
export function packagesForOtherSystems(packageLock) {
  return Object.entries(JSON.parse(readFileSync(packageLock, 'utf8')).packages)
    .filter(([, { os }]) => os && ![os].flat().includes('linux'))
    .map(([path, { integrity, version, os, cpu, engines, license }]) => ({
      manifest: { name: path.replace(/^.*node_modules\//, ''), version, license, os, cpu, engines },
      integrity,
    }));
}

if (import.meta.main) {
  const [packageLock, yarnCache] = argv.slice(2);
  const folder = join(yarnCache, readdirSync(yarnCache)[0]);
  const example = join(
    folder,
    readdirSync(folder).find((name) => name.startsWith('npm-express-')),
  );
  const { remote } = JSON.parse(readFileSync(join(example, 'node_modules/express/.yarn-metadata.json'), 'utf8'));
  const registry = new URL('/', remote.reference);
  for (const { manifest, integrity } of packagesForOtherSystems(packageLock)) {
    const { name, version } = manifest;
    const slot = join(folder, `npm-${name.replace('/', '-')}-${version}-integrity/node_modules`, name);
    const tarball = new URL(`${name}/-/${name.split('/').at(-1)}-${version}.tgz`, registry).href;
    const source = {
      type: 'tarball',
      registry: 'npm',
      packageName: name,
      resolved: tarball,
      reference: tarball,
      integrity,
    };
    mkdirSync(slot, { recursive: true });
    writeFileSync(join(slot, 'package.json'), JSON.stringify(manifest, null, 2));
    writeFileSync(
      join(slot, '.yarn-metadata.json'),
      JSON.stringify({ manifest, artifacts: [], remote: source, registry: 'npm' }, null, 2),
    );
  }
}
