/**
 * Whether a component is new enough: its version, or a distribution's package that names the fixes it has taken back into an
 * older one.
 *
 * Knows nothing about where versions are read.
 */

/** What a component must have. */
export interface Requirement {
  readonly name: string;
  /** The first good version of each branch that was fixed, oldest branch first. */
  readonly fixedIn: readonly [string, ...string[]];
  /** What was fixed there. */
  readonly fixes: readonly string[];
  /** Where that is written. */
  readonly source: string;
  /** Packages that may have brought it. */
  readonly packages: readonly string[];
}

/** The components between a learner and the host, or between a container and its sandbox. */
export const requirements: readonly Requirement[] = [
  {
    name: 'runc',
    fixedIn: ['1.2.8', '1.3.3'],
    fixes: ['CVE-2025-31133', 'CVE-2025-52565', 'CVE-2025-52881'],
    source: 'https://github.com/opencontainers/runc/security/advisories/GHSA-9493-h29p-rfm2',
    packages: ['runc', 'containerd.io'],
  },
  {
    name: 'containerd',
    fixedIn: ['1.7.29', '2.0.7', '2.1.5', '2.2.0'],
    fixes: ['CVE-2024-25621', 'CVE-2025-64329'],
    source: 'https://github.com/containerd/containerd/security/advisories/GHSA-pwhc-rpq9-4c8w',
    packages: ['containerd', 'containerd.io'],
  },
  {
    name: 'Engine',
    fixedIn: ['25.0.6', '26.1.5', '27.1.1'],
    fixes: ['CVE-2024-41110'],
    source: 'https://github.com/moby/moby/security/advisories/GHSA-v23v-6jw2-98fq',
    packages: ['docker.io', 'docker-ce'],
  },
  {
    name: 'Incus',
    fixedIn: ['6.0.6', '6.21.0'],
    fixes: ['CVE-2025-64507', 'CVE-2026-23953', 'CVE-2026-23954'],
    source: 'https://github.com/lxc/incus/security/advisories',
    packages: ['incus', 'incus-base'],
  },
];

/** A component that was found. */
export interface FoundComponent {
  readonly name: string;
  readonly version: string;
  /** Version of its package; null when it did not come from one. */
  readonly packageVersion: string | null;
  /** The package's list of changes; null when it is not installed. */
  readonly changes: string | null;
}

/** How a component stands. */
export interface Age {
  readonly isGood: boolean;
  readonly words: string;
}

/** How a component stands against its requirement. */
export function ageOf(found: FoundComponent, { fixedIn, fixes }: Requirement): Age {
  const version = numbersOf(found.version);
  const called = `${found.name} ${version.join('.')}`;
  if (isFixed(version, fixedIn.map(numbersOf))) return { isGood: true, words: `${called} is new enough` };
  const old = `${called} is older than ${fixedIn.join(', ')}`;
  if (found.packageVersion === null) return { isGood: false, words: `${old}, and is no package` };
  const packed = `its package ${found.packageVersion}`;
  if (found.changes === null) return { isGood: false, words: `${old}; what ${packed} has fixed is not written there` };
  const { changes } = found;
  const missing = fixes.filter((fix) => !changes.includes(fix));
  if (missing.length > 0) return { isGood: false, words: `${old}, and ${packed} does not name ${missing.join(', ')}` };
  return { isGood: true, words: `${called} is old, but ${packed} names the fixes` };
}

/** Good in a branch that was fixed, or in a branch that began after the last of them. */
function isFixed(version: readonly number[], fixedIn: readonly (readonly number[])[]): boolean {
  const ofBranch = fixedIn.find(([major, minor]) => major === version[0] && minor === version[1]);
  if (ofBranch) return compare(version, ofBranch) >= 0;
  const last = fixedIn.at(-1);
  return last !== undefined && compare(version, last) > 0;
}

function numbersOf(version: string): number[] {
  return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '0').split('.').slice(0, 3).map(Number);
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let place = 0; place < 3; place += 1) {
    const difference = (one[place] ?? 0) - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
